"""Snapshots: a named, immutable part of a store's key-values.

Microsoft Learn, "Snapshots". A snapshot is complete when it is made; the answer to its making says "provisioning",
as on Azure, and the operation that it names says that it succeeded.
"""

from __future__ import annotations

from typing import Any

import msgspec

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.appconfig.errors import invalid_argument
from aksess.cloud.services.appconfig.filters import read_filter, read_label_filter, read_tag_filter
from aksess.cloud.services.appconfig.response_headers import iso_date
from aksess.cloud.services.appconfig.settings import Setting, Settings
from aksess.cloud.services.appconfig.stores import DAY, store_of, tier_of, uid_of
from aksess.cloud.state.store import Table

FIELDS = (
    "etag", "name", "status", "filters", "composition_type", "created", "size", "items_count", "tags",
    "retention_period", "expires", "description",
)  # fmt: skip
READY, ARCHIVED, PROVISIONING = "ready", "archived", "provisioning"
BY_KEY, BY_KEY_AND_LABEL = "key", "key_label"
SHORTEST = 3600


class SettingFilter(msgspec.Struct, frozen=True):
    """What a snapshot takes in, as the client wrote it."""

    key: str
    label: str | None = None
    tags: list[str] | None = None


class Asked(msgspec.Struct):
    """What Create Snapshot reads of its body. retention_period: seconds."""

    filters: list[SettingFilter]
    composition_type: str = BY_KEY
    retention_period: int | None = None
    tags: dict[str, str] = {}
    description: str | None = None


class Snapshot(msgspec.Struct):
    """A snapshot with its key-values. created, expires: Unix seconds; expires is 0 unless it is archived."""

    name: str
    status: str
    etag: str
    asked: Asked
    retention: int
    created: float
    changed: float
    expires: float = 0.0
    items: list[Setting] = []


def table_of(call: Call) -> Table[Snapshot]:
    """The snapshots of the cloud, by store and name."""
    return call.cloud.store.table("configuration-snapshot", Snapshot)


def prefix_of(call: Call) -> str:
    """What the keys of a store's snapshots start with."""
    return f"{uid_of(store_of(call))}/"


def find_snapshot(call: Call, name: str) -> Snapshot | None:
    """The snapshot of that name; one that has expired is gone."""
    found = table_of(call).get(prefix_of(call) + name)
    return None if found is None or (found.expires and found.expires <= call.now) else found


def items_of(call: Call, name: str) -> list[Setting]:
    """The key-values of a snapshot, by key and label; none where there is no such snapshot."""
    found = find_snapshot(call, name)
    return found.items if found else []


def composed(call: Call, asked: Asked) -> list[Setting]:
    """The key-values that the filters take in, by key and label.

    Where a snapshot is composed by key, a key is in it once: the last filter that has it wins.
    """
    found: dict[tuple[str, str], Setting] = {}
    present = Settings(call, store_of(call)).all()
    for each in asked.filters:
        keys, labels = read_filter("key", each.key), read_label_filter(each.label or "")
        tags = read_tag_filter(each.tags or ())
        for setting in present:
            has_tags = all(name in setting.tags and setting.tags[name] == value for name, value in tags.items())
            if keys.matches(setting.key) and labels.matches(setting.label) and has_tags:
                name = (setting.key, "") if asked.composition_type == BY_KEY else setting.name
                found[name] = setting
    return sorted(found.values(), key=lambda setting: setting.name)


def check_asked(call: Call, asked: Asked) -> int:
    """For how many seconds the snapshot is kept once archived. Raises Fault(400): outside of what can be asked."""
    if not 1 <= len(asked.filters) <= 3:
        raise _wrong("filters", "1 to 3 filters are wanted")
    if asked.composition_type not in (BY_KEY, BY_KEY_AND_LABEL):
        raise _wrong("composition_type", f"{asked.composition_type!r} is neither key nor key_label")
    if asked.composition_type == BY_KEY:
        for each in asked.filters:
            if not read_label_filter(each.label or "").exact:
                raise _wrong("label", "a filter for many labels needs the composition type key_label")
    small = tier_of(store_of(call)) in ("free", "developer")
    longest = (7 if small else 90) * DAY
    retention = asked.retention_period if asked.retention_period is not None else (7 if small else 30) * DAY
    if not SHORTEST <= retention <= longest:
        raise _wrong("retention_period", f"{retention} seconds; {SHORTEST} to {longest} are wanted")
    return retention


def shown_snapshot(snapshot: Snapshot) -> dict[str, Any]:
    """A snapshot with every field, without its key-values."""
    asked = snapshot.asked
    found: dict[str, Any] = {
        "etag": snapshot.etag,
        "name": snapshot.name,
        "status": snapshot.status,
        "filters": [_shown_filter(each) for each in asked.filters],
        "composition_type": asked.composition_type,
        "created": iso_date(snapshot.created),
        "size": sum(len(msgspec.json.encode(each)) for each in snapshot.items),
        "items_count": len(snapshot.items),
        "tags": asked.tags,
        "retention_period": snapshot.retention,
    }
    if snapshot.expires:
        found["expires"] = iso_date(snapshot.expires)
    return found if asked.description is None else {**found, "description": asked.description}


def _shown_filter(each: SettingFilter) -> dict[str, Any]:
    found: dict[str, Any] = {"key": each.key, "label": each.label}
    return found if each.tags is None else {**found, "tags": each.tags}


def _wrong(name: str, detail: str) -> Fault:
    return invalid_argument(name, f"Invalid snapshot: '{name}'", detail)
