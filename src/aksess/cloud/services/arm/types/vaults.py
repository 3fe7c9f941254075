"""Microsoft.KeyVault/vaults. Microsoft Learn, "Vaults" (REST)."""

from __future__ import annotations

import re
from typing import Final

from aksess.azure_facts import names
from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import RequiresRole
from aksess.cloud.pipeline.routing import Route
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.body import BodyReader, read_body
from aksess.cloud.services.arm.errors import bad_request, conflict
from aksess.cloud.services.arm.kind import Placement, ResourceType, Verb, Write
from aksess.cloud.services.arm.response_headers import operation
from aksess.cloud.services.arm.types.vault_deletion import (
    find_deleted,
    get_deleted,
    list_deleted,
    no_deleted,
    purge,
    soften,
    take_back,
)
from aksess.cloud.services.arm.types.vault_shape import fill_vault

TYPE: Final = "Microsoft.KeyVault/vaults"
# 3 to 24, a letter first, a letter or digit last, and no two hyphens in a row.
_NAME: Final = re.compile(names.VAULT)


def _before_write(write: Write) -> None:
    name = write.resource.name
    if write.before is None:
        if not _NAME.fullmatch(name):
            raise bad_request("VaultNameNotValid", _bad_name(name))
        _claim(write)
    fill_vault(write)


def _claim(write: Write) -> None:
    """The name must be free, or belong to a deleted vault that is asked back."""
    call, name = write.call, write.resource.name
    if call.cloud.inventory.named(TYPE, name) is not None:
        raise conflict("VaultAlreadyExists", _taken(name))
    mode = write.reader.text("createMode").lower()
    deleted = find_deleted(call, name)
    if mode == "recover":
        _recover(write)
    elif deleted is not None:
        raise conflict(
            "ConflictError",
            "A vault with the same name already exists in deleted state. You need to either recover or purge existing "
            "key vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft "
            "delete.",
        )


def _recover(write: Write) -> None:
    deleted = find_deleted(write.call, write.resource.name)
    same_place = deleted is not None and deleted.vault.id.lower() == write.resource.id.lower()
    if deleted is None or not same_place or deleted.vault.location != write.resource.location:
        raise Fault(
            404,
            "DeletedVaultNotFound",
            f"There is no deleted vault '{write.resource.name}' to recover in location '{write.resource.location}' of "
            "this resource group.",
        )
    vault = take_back(write.call, write.resource.name)
    if vault is not None:
        sent = {name: value for name, value in write.properties.items() if value is not None}
        write.resource.properties = {**vault.properties, **sent}
        write.resource.private = vault.private
        write.resource.created = vault.created


def _bad_name(name: str) -> str:
    return (
        f"The vault name '{name}' is invalid. A vault's name must be between 3-24 alphanumeric characters. "
        f"The name must "
        "begin with a letter, end with a letter or digit, and not contain consecutive hyphens. Follow this "
        "link for more "
        "information: https://go.microsoft.com/fwlink/?linkid=2147742"
    )


def _taken(name: str) -> str:
    return (
        f"The vault name '{name}' is already in use. Vault names are globally unique so it is possible that "
        f"the name is "
        "already taken. If you are sure that the vault name was not taken then it is possible that a vault "
        "with the same "
        "name was recently deleted but not purged after being placed in a recoverable state. If the vault is in a "
        "recoverable state then the vault will need to be purged before reusing the name. For more information about "
        "VaultAlreadyExists, soft delete and purging a vault follow this link "
        "https://go.microsoft.com/fwlink/?linkid=2147740."
    )


def check_name(call: Call) -> Answer:
    """``checkNameAvailability``: whether a vault may have a name."""
    name = BodyReader(read_body(call)).text("name")
    if not _NAME.fullmatch(name):
        return json_answer(200, {"nameAvailable": False, "reason": "AccountNameInvalid", "message": _bad_name(name)})
    if call.cloud.inventory.named(TYPE, name) is not None or find_deleted(call, name) is not None:
        return json_answer(200, {"nameAvailable": False, "reason": "AlreadyExists", "message": _taken(name)})
    return json_answer(200, {"nameAvailable": True})


def _to_wire(call: Call, vault: Resource) -> Resource:
    vault.body = {name: value for name, value in vault.body.items() if name != "sku"}
    return vault


VAULTS = ResourceType(
    name=TYPE,
    versions=("2026-02-01", "2024-11-01", "2023-07-01", "2023-02-01", "2022-07-01", "2021-10-01", "2019-09-01"),
    placement=Placement.TRACKED,
    # The rule has a code of its own.
    name_pattern=r"[^/]+",
    async_verbs=frozenset({Verb.PUT}),
    before_write=_before_write,
    to_wire=_to_wire,
    after_delete=soften,
)

_DELETED: Final = (
    "/subscriptions/{subscription}/providers/Microsoft.KeyVault/locations/{location}/deletedVaults/{vault}"
)
_READ: Final = RequiresRole("Microsoft.KeyVault/locations/deletedVaults/read", data=False)

ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", _DELETED, operation("get deleted vault", _READ, get_deleted)),
    Route(
        "POST",
        f"{_DELETED}/purge",
        operation(
            "purge vault", RequiresRole("Microsoft.KeyVault/locations/deletedVaults/purge/action", data=False), purge
        ),
    ),
    Route(
        "GET",
        "/subscriptions/{subscription}/providers/Microsoft.KeyVault/deletedVaults",
        operation(
            "list deleted vaults", RequiresRole("Microsoft.KeyVault/deletedVaults/read", data=False), list_deleted
        ),
    ),
    Route(
        "GET",
        "/subscriptions/{subscription}/providers/Microsoft.KeyVault/deletedManagedHSMs",
        operation(
            "list deleted HSMs", RequiresRole("Microsoft.KeyVault/deletedManagedHsms/read", data=False), no_deleted
        ),
    ),
    Route(
        "POST",
        "/subscriptions/{subscription}/providers/Microsoft.KeyVault/checkNameAvailability",
        operation(
            "check vault name", RequiresRole("Microsoft.KeyVault/checkNameAvailability/read", data=False), check_name
        ),
    ),
)
