"""A storage account as its data planes see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aksess.cloud.pipeline.call import Call
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.storage.errors import refusal

ACCOUNT_TYPE = "Microsoft.Storage/storageAccounts"


@dataclass(frozen=True, slots=True)
class Account:
    """name: the label in its host names. uid: the GUID of this account, not of another of the same name.

    keys: base64 texts, the first is ``key1``.
    """

    id: str
    name: str
    uid: str
    kind: str
    sku: str
    keys: tuple[str, ...] = field(repr=False)
    properties: Mapping[str, Any] = field(repr=False)

    @property
    def shared_key_allowed(self) -> bool:
        """``allowSharedKeyAccess``: null means yes (Microsoft Learn, "Prevent Shared Key authorization")."""
        return self.properties.get("allowSharedKeyAccess") is not False

    @property
    def public_access_allowed(self) -> bool:
        """``allowBlobPublicAccess``: null means no for accounts of today's versions."""
        return self.properties.get("allowBlobPublicAccess") is True


def account_of(call: Call) -> Account:
    """The account that the host names. Raises Fault(404) where there is none: on Azure its name does not resolve."""
    name = account_name(call.host)
    found = call.cloud.inventory.named(ACCOUNT_TYPE, name)
    if found is None:
        raise refusal("ResourceNotFound", message=f"There is no storage account {name!r} in the local Azure.")
    account = _account(found)
    if is_secondary(call.host) and not account.sku.startswith("Standard_RA"):
        raise refusal("ResourceNotFound", message=f"The storage account {name!r} has no secondary that can be read.")
    return account


def is_secondary(host: str) -> bool:
    """Whether a host is the read-only copy of an account in its other region."""
    return host.partition(".")[0].endswith("-secondary")


def account_name(host: str) -> str:
    """``shop`` of ``shop.blob.core.windows.net`` and of ``shop-secondary.blob.core.windows.net``."""
    return host.partition(".")[0].removesuffix("-secondary")


def uid_of(resource: Resource) -> str:
    """The GUID that a resource was made with; its id where it was made without one."""
    return str(resource.private.get("uid") or resource.id.lower().replace("/", "|"))


def _account(resource: Resource) -> Account:
    return Account(
        id=resource.id,
        name=resource.name,
        uid=uid_of(resource),
        kind=str(resource.body.get("kind") or "StorageV2"),
        sku=str((resource.body.get("sku") or {}).get("name") or "Standard_LRS"),
        keys=tuple(resource.private.get("keys") or ()),
        properties=resource.properties,
    )
