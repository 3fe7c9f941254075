"""Secrets: set, get, update. What they share with keys and certificates is in ``lifecycle`` and ``backups``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.keyvault.errors import bad_parameter, disabled, managed_object, still_recoverable
from aksess.cloud.services.keyvault.object_ids import (
    AttributesBody,
    answer,
    apply_attributes,
    attributes,
    body,
    checked_tags,
    name_of,
    present,
)
from aksess.cloud.services.keyvault.object_kinds import ObjectKind
from aksess.cloud.services.keyvault.object_store import ObjectStores
from aksess.cloud.services.keyvault.records import Entry, SecretVersion
from aksess.cloud.services.keyvault.vaults import VAULT_TYPE, Vault, vault_of

if TYPE_CHECKING:
    from aksess.cloud.cloud import Cloud

# Microsoft Learn, "About Azure Key Vault secrets": 25 KB, and 255 characters of content type.
LARGEST: Final = 25 * 1024
LONGEST_TYPE: Final = 255
# Encoded answers, of 25 KB at most each.
REMEMBERED: Final = 512


class SetBody(msgspec.Struct, rename={"content_type": "contentType"}):
    """The body of a set."""

    value: str
    content_type: str | None = None
    attributes: AttributesBody | None = None
    tags: dict[str, str] | None = None

    def __repr__(self) -> str:
        return "SetBody()"


class UpdateBody(msgspec.Struct, rename={"content_type": "contentType"}):
    """The body of an update: what is absent or null stays as it is."""

    content_type: str | None = None
    attributes: AttributesBody | None = None
    tags: dict[str, str] | None = None


def item(vault: Vault, version: SecretVersion, identifier: str) -> dict[str, Any]:
    """A secret without its value."""
    return present(
        contentType=version.content_type,
        id=identifier,
        managed=version.managed or None,
        attributes=attributes(vault, version),
        tags=version.tags,
    )


def bundle(call: Call, vault: Vault, entry: Entry, version: SecretVersion) -> dict[str, Any]:
    """A version of a secret without its value."""
    shown = item(vault, version, SECRETS.identifier(vault, entry.name, version.id))
    if version.key_id:
        shown["kid"] = f"{vault.base}/keys/{entry.name}/{version.key_id}"
    return shown


SECRETS: Final = ObjectKind("secret", lambda stores: stores.secrets, item, bundle)


class Readings:
    """Secrets as they were last answered, until any secret or vault of the cloud changes."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        self._object_store = cloud.part(ObjectStores).secrets
        self._versions = (-1, -1)
        self._encoded: dict[tuple[str, str, str], bytes] = {}

    def get(self, call: Call, vault: Vault) -> bytes:
        """The encoded answer to a get. Raises Fault 404 for what is not there, 403 for what is disabled."""
        versions = (self._object_store.version, self._cloud.inventory.version(VAULT_TYPE))
        if self._versions != versions or len(self._encoded) >= REMEMBERED:
            self._encoded.clear()
            self._versions = versions
        key = (vault.uid, call.params["name"], call.params.get("version", ""))
        found = self._encoded.get(key)
        if found is None:
            found = self._encoded[key] = _read(call, vault)
        return found


def get_secret(call: Call) -> Answer:
    """A secret's value: of the version asked for, else of the current one.

    ``nbf`` and ``exp`` are information: an expired secret and one that is not valid yet are read all the same
    (Microsoft Learn, "About Azure Key Vault secrets", "Date-time controlled operations").
    """
    vault = vault_of(call)
    encoded = call.cloud.part(Readings).get(call, vault)
    return Answer(200, encoded, (*vault.headers, ("x-ms-request-id", call.request_id)))


def set_secret(call: Call) -> Answer:
    """A new version, of a secret that may be new."""
    vault, name, sent = vault_of(call), name_of(call), body(call, SetBody)
    _must_be_writable(call, vault, name)
    if len(sent.value.encode()) > LARGEST:
        raise bad_parameter(f"The secret value is larger than the allowed {LARGEST} bytes.")
    now = int(call.now)
    version = SecretVersion(
        id=call.cloud.random_source.hex(16),
        created=now,
        updated=now,
        value=sent.value,
        content_type=_checked_type(sent.content_type),
        tags=checked_tags(sent.tags),
    )
    apply_attributes(version, sent.attributes)
    entry = SECRETS.object_store(call).add(vault, name, version)
    return answer(call, vault, {"value": version.value, **bundle(call, vault, entry, version)})


def update_secret(call: Call) -> Answer:
    """Attributes, tags and content type of a version; its value stays and is not shown."""
    vault, sent = vault_of(call), body(call, UpdateBody)
    entry, version = SECRETS.find(call, vault)
    if version.managed and (sent.content_type is not None or sent.attributes is not None):
        raise managed_object("update", "secret", entry.name)
    version.content_type = version.content_type if sent.content_type is None else _checked_type(sent.content_type)
    version.tags = version.tags if sent.tags is None else checked_tags(sent.tags)
    apply_attributes(version, sent.attributes)
    version.updated = int(call.now)
    SECRETS.object_store(call).put(vault, entry.name, version)
    return answer(call, vault, bundle(call, vault, entry, version))


def _read(call: Call, vault: Vault) -> bytes:
    entry, version = SECRETS.find(call, vault)
    if not version.enabled:
        raise disabled("get", "secret")
    return msgspec.json.encode({"value": version.value, **bundle(call, vault, entry, version)})


def _must_be_writable(call: Call, vault: Vault, name: str) -> None:
    object_store = SECRETS.object_store(call)
    if object_store.deleted(vault, name) is not None:
        raise still_recoverable("secret", name)
    entry = object_store.entry(vault, name)
    if entry is not None and entry.managed:
        raise managed_object("set", "secret", name)


def _checked_type(content_type: str | None) -> str | None:
    if content_type is not None and len(content_type) > LONGEST_TYPE:
        raise bad_parameter(f"contentType can be {LONGEST_TYPE} characters long.")
    return content_type
