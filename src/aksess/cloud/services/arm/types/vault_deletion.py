"""Soft-deleted vaults: kept by name, shown, recovered, purged.

A purged vault's data is out of reach at once: the data plane keeps it by the vault's ``uid``, and no vault has that one
any more. Microsoft Learn, "Azure Key Vault recovery management with soft delete and purge protection".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.async_operations import polled
from aksess.cloud.services.arm.paging import page
from aksess.cloud.state.store import Table

DAY: Final = 86_400.0


class DeletedVault(msgspec.Struct):
    """A vault that was deleted and can be recovered. deleted, purge: Unix seconds."""

    vault: Resource
    deleted: float
    purge: float


def deleted_vaults(call: Call) -> Table[DeletedVault]:
    """Soft-deleted vaults by name, in lower case. Some may have come to the end of their retention."""
    return call.cloud.store.table("deleted-vault", DeletedVault)


def find_deleted(call: Call, name: str) -> DeletedVault | None:
    """The soft-deleted vault of a name, None where there is none or its retention is over."""
    found = deleted_vaults(call).get(name.lower())
    return found if found is not None and call.now < found.purge else None


def soften(call: Call, vault: Resource) -> Iterable[str]:
    """Keep a vault that was just deleted, for as many days as it says."""
    days = float(vault.properties.get("softDeleteRetentionInDays") or 90)
    deleted_vaults(call).put(vault.name.lower(), DeletedVault(vault, call.now, call.now + days * DAY))
    return ()


def take_back(call: Call, name: str) -> Resource | None:
    """The deleted vault of a name, which is then deleted no more."""
    found = find_deleted(call, name)
    deleted_vaults(call).delete(name.lower())
    return found.vault if found else None


def get_deleted(call: Call) -> Answer:
    """One soft-deleted vault."""
    return json_answer(200, _shape(call, _asked(call)))


def list_deleted(call: Call) -> Answer:
    """All soft-deleted vaults of the subscription."""
    return page(call, list(_standing(call)), lambda each: each.vault.name.lower(), lambda each: _shape(call, each))


def no_deleted(_call: Call) -> Answer:
    """All soft-deleted managed HSMs: none, because none can be made. ``az keyvault list-deleted`` asks for both."""
    return json_answer(200, {"value": []})


def purge(call: Call) -> Answer:
    """Delete a vault for good."""
    found = _asked(call)
    if found.vault.properties.get("enablePurgeProtection"):
        raise Fault(
            405,
            "MethodNotAllowed",
            f"Operation 'DeletedVaultPurge' is not allowed: purge protection is enabled for the vault "
            f"'{found.vault.name}', "
            f"which will be purged automatically on {_when(found.purge)}.",
        )
    deleted_vaults(call).delete(found.vault.name.lower())
    return Answer(202, b"", polled(call, "Microsoft.KeyVault", found.vault.location, location=True))


def _standing(call: Call) -> Iterator[DeletedVault]:
    return (each for each in deleted_vaults(call).values() if call.now < each.purge)


def _asked(call: Call) -> DeletedVault:
    name = call.params["vault"]
    found = find_deleted(call, name)
    if found is None or found.vault.location != call.params["location"].replace(" ", "").lower():
        raise Fault(404, "DeletedVaultNotFound", f"The specified deleted vault '{name}' does not exist.")
    return found


def _shape(call: Call, found: DeletedVault) -> dict[str, Any]:
    vault = found.vault
    subscription = f"/subscriptions/{call.cloud.settings.subscription}"
    return {
        "id": f"{subscription}/providers/Microsoft.KeyVault/locations/{vault.location}/deletedVaults/{vault.name}",
        "name": vault.name,
        "type": "Microsoft.KeyVault/deletedVaults",
        "properties": {
            "vaultId": vault.id,
            "location": vault.location,
            "tags": vault.tags or {},
            "deletionDate": _when(found.deleted),
            "scheduledPurgeDate": _when(found.purge),
            "purgeProtectionEnabled": vault.properties.get("enablePurgeProtection"),
        },
    }


def _when(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
