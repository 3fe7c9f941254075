"""Soft-deleted App Configuration stores: kept by name, shown, recovered, purged.

Microsoft Learn, "Soft delete in App Configuration": standard and premium stores are kept, free and developer ones not.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.async_operations import polled
from aksess.cloud.services.arm.paging import page
from aksess.cloud.services.arm.resource_identity import delete_principal
from aksess.cloud.state.store import Table

DAY: Final = 86_400.0


class DeletedStore(msgspec.Struct):
    """A store that was deleted and can be recovered. deleted, purge: Unix seconds."""

    store: Resource
    deleted: float
    purge: float


def deleted_stores(call: Call) -> Table[DeletedStore]:
    """Soft-deleted stores by name, in lower case. Some may have come to the end of their retention."""
    return call.cloud.store.table("deleted-store", DeletedStore)


def find_deleted(call: Call, name: str) -> DeletedStore | None:
    """The soft-deleted store of a name, None where there is none or its retention is over."""
    found = deleted_stores(call).get(name.lower())
    return found if found is not None and call.now < found.purge else None


def soften(call: Call, store: Resource) -> Iterable[str]:
    """Keep a store that was just deleted, for as many days as it says."""
    days = float(store.properties.get("softDeleteRetentionInDays") or 0)
    if days:
        deleted_stores(call).put(store.name.lower(), DeletedStore(store, call.now, call.now + days * DAY))
    return delete_principal(call, store)


def get_deleted(call: Call) -> Answer:
    """One soft-deleted store."""
    return json_answer(200, _shape(call, _asked(call)))


def list_deleted(call: Call) -> Answer:
    """All soft-deleted stores of the subscription."""
    standing = [each for each in deleted_stores(call).values() if call.now < each.purge]
    return page(call, standing, lambda each: each.store.name.lower(), lambda each: _shape(call, each))


def purge(call: Call) -> Answer:
    """Delete a store for good."""
    found = _asked(call)
    if found.store.properties.get("enablePurgeProtection"):
        raise Fault(
            409,
            "PurgeProtectionEnabled",
            f"Purge protection is enabled for the configuration store '{found.store.name}'.",
        )
    deleted_stores(call).delete(found.store.name.lower())
    return Answer(200, b"", polled(call, "Microsoft.AppConfiguration", found.store.location, location=True))


def _asked(call: Call) -> DeletedStore:
    name = call.params["store"]
    found = find_deleted(call, name)
    if found is None or found.store.location != call.params["location"].replace(" ", "").lower():
        raise Fault(404, "ResourceNotFound", f"The deleted configuration store '{name}' was not found.")
    return found


def _shape(call: Call, found: DeletedStore) -> dict[str, Any]:
    store = found.store
    prefix = f"/subscriptions/{call.cloud.settings.subscription}/providers/Microsoft.AppConfiguration"
    return {
        "id": f"{prefix}/locations/{store.location}/deletedConfigurationStores/{store.name}",
        "name": store.name,
        "type": "Microsoft.AppConfiguration/locations/deletedConfigurationStores",
        "properties": {
            "configurationStoreId": store.id,
            "location": store.location,
            "deletionDate": _when(found.deleted),
            "scheduledPurgeDate": _when(found.purge),
            "tags": store.tags or {},
            "purgeProtectionEnabled": bool(store.properties.get("enablePurgeProtection")),
        },
    }


def _when(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
