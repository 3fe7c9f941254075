"""``resources`` of a subscription or group: what lives there. Microsoft Learn, "Resources - List"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.authz import allowed
from aksess.cloud.services.arm.filters import TAG_TERMS, Term, carries, read_filter
from aksess.cloud.services.arm.kind import Kinds, Placement
from aksess.cloud.services.arm.paging import page
from aksess.cloud.services.arm.resolution import check_group
from aksess.cloud.services.arm.target import target_of

_FIELDS: Final = ("resourcetype", "name", "location", "resourcegroup", "kind")
_COMPARISONS: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "eq": lambda mine, wanted: mine == wanted,
    "ne": lambda mine, wanted: mine != wanted,
    "substringof": lambda mine, wanted: wanted in mine,
    "startswith": lambda mine, wanted: mine.startswith(wanted),
}
_SERVED: Final = TAG_TERMS | {(word, field) for word in _COMPARISONS for field in _FIELDS}
_SHOWN: Final = ("kind", "sku", "identity", "managedBy", "zones", "plan")


def list_resources(kinds: Kinds, call: Call) -> Answer:
    """Tracked resources that the caller may read: no children, no extensions, none that is soft-deleted."""
    scope = check_group(call, target_of(call).scope)
    terms = read_filter(call.query.get("$filter", ""), _SERVED)
    found = [
        each
        for each in call.cloud.inventory.below(scope)
        if _tracked(kinds, each)
        and carries(each.tags, terms)
        and all(_holds(term, each) for term in terms if (term.word, term.field) not in TAG_TERMS)
        and (not target_of(call).readable_only or allowed(call, f"{each.type}/read", each.id))
    ]
    expand = call.query.get("$expand", "").lower()
    return page(call, found, lambda each: each.id.lower(), lambda each: _shape(kinds, call, each, expand))


def _tracked(kinds: Kinds, resource: Resource) -> bool:
    kind = kinds.get(resource.type.lower())
    return (
        kind is not None and kind.placement is Placement.TRACKED and kind.name != "Microsoft.Resources/resourceGroups"
    )


def _holds(term: Term, resource: Resource) -> bool:
    fields = {
        "resourcetype": resource.type,
        "name": resource.name,
        "location": resource.location or "",
        "resourcegroup": resource.id.split("/")[4],
        "kind": str(resource.body.get("kind", "")),
    }
    return _COMPARISONS[term.word](fields[term.field].lower(), term.value.lower())


def _shape(kinds: Kinds, call: Call, resource: Resource, expand: str) -> dict[str, Any]:
    shown = kinds[resource.type.lower()].to_wire(call, resource)
    found: dict[str, Any] = {"id": shown.id, "name": shown.name, "type": shown.type, "location": shown.location}
    found["tags"] = shown.tags or {}
    found.update({name: shown.body[name] for name in _SHOWN if name in shown.body})
    if "createdtime" in expand:
        found["createdTime"] = datetime.fromtimestamp(shown.created, UTC).isoformat()
    if "changedtime" in expand:
        found["changedTime"] = datetime.fromtimestamp(shown.changed, UTC).isoformat()
    if "provisioningstate" in expand:
        found["provisioningState"] = "Succeeded"
    return found
