"""The store that a host name means."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Call
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.appconfig.errors import no_store

STORE_TYPE = "Microsoft.AppConfiguration/configurationStores"
DAY = 24 * 3600


def store_of(call: Call) -> Resource:
    """The store of a call's host. Raises Fault(404)."""
    name = call.host.partition(".")[0]
    found = call.cloud.inventory.named(STORE_TYPE, name)
    if found is None:
        raise no_store(name)
    return found


def uid_of(store: Resource) -> str:
    """The GUID that a store was made with; its id where it was made without one."""
    return str(store.private.get("uid") or store.id.lower().replace("/", "|"))


def tier_of(store: Resource) -> str:
    """``free``, ``developer``, ``standard`` or ``premium``."""
    return str((store.body.get("sku") or {}).get("name") or "standard").lower()


def history_of(store: Resource) -> int:
    """For how many seconds revisions are kept (Microsoft Learn, "Key-value revisions")."""
    return (7 if tier_of(store) in ("free", "developer") else 30) * DAY
