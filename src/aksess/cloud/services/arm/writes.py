"""PUT and PATCH of any type: the checks and defaults of ARM itself, around the hooks of the type.

PUT replaces: members that are not sent are removed. PATCH merges as RFC 7396 does; ``tags`` are replaced whole.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any, Final

from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.async_operations import polled
from aksess.cloud.services.arm.body import BodyReader, read_body
from aksess.cloud.services.arm.errors import bad_request, conflict, invalid_content, name_refused
from aksess.cloud.services.arm.kind import Kinds, Placement, ResourceType, Verb, Write
from aksess.cloud.services.arm.preconditions import check_preconditions
from aksess.cloud.services.arm.regions import known_region, normal_region
from aksess.cloud.services.arm.rendering import render_resource
from aksess.cloud.services.arm.resolution import ResolvedTarget, missing, resolve
from aksess.cloud.services.arm.tags import read_tags
from aksess.cloud.services.arm.target import address_of

# The members of a resource that ARM itself knows; those of the resource provider are in ``properties``.
MEMBERS: Final = frozenset({
    "id", "name", "type", "location", "tags", "properties", "sku", "kind", "identity", "zones", "plan", "scale", "etag",
    "eTag", "managedBy", "managedByExtended", "extendedLocation", "systemData", "apiVersion", "placement",
})  # fmt: skip
_OWN: Final = frozenset({
    "id", "name", "type", "location", "tags", "properties", "etag", "eTag", "systemData", "apiVersion",
})  # fmt: skip


def put(kinds: Kinds, kind: ResourceType, call: Call) -> Answer:
    """Create or replace a resource."""
    sent = read_body(call)
    target = resolve(call, kinds, kind, address_of(call))
    check_preconditions(call, target.resource)
    if target.resource is None:
        _check_name(kind, target)
    resource = _replaced(call, kind, target, sent)
    return _finish(Write(call, kind, Verb.PUT, sent, target.resource, resource, target.parent))


def patch(kinds: Kinds, kind: ResourceType, call: Call) -> Answer:
    """Update a resource that exists."""
    sent = read_body(call)
    target = resolve(call, kinds, kind, address_of(call))
    if target.resource is None:
        raise missing(address_of(call))
    check_preconditions(call, target.resource)
    _check_members(kind, sent)
    _check_unmoved(kind, target.resource, sent)
    return _finish(Write(call, kind, Verb.PATCH, sent, target.resource, _merged(target.resource, sent), target.parent))


def store(write: Write) -> None:
    """Store a resource, between the two hooks of its type. Must be inside ``store.transaction()``."""
    write.kind.before_write(write)
    resource = write.resource
    resource.changed = write.call.now
    resource.etag = write.call.cloud.random_source.uuid()
    write.call.cloud.inventory.put(resource)
    write.kind.after_write(write)


def _finish(write: Write) -> Answer:
    store(write)
    call, kind = write.call, write.kind
    headers = polled(call, kind.namespace, write.resource.location) if write.verb in kind.async_verbs else ()
    return json_answer(_status(write), render_resource(call, kind, write.resource), headers)


def _status(write: Write) -> int:
    codes = write.kind.codes
    if write.verb is Verb.PATCH:
        return codes.patched
    return codes.replaced if write.before else codes.created


def _check_name(kind: ResourceType, target: ResolvedTarget) -> None:
    name = target.id.rpartition("/")[2]
    if not re.fullmatch(kind.name_pattern, name):
        raise name_refused(kind.name, name, kind.name_rule)


def _check_members(kind: ResourceType, sent: dict[str, Any]) -> None:
    stray = next((name for name in sent if name not in MEMBERS), None)
    if stray is not None and kind.placement is Placement.TRACKED:
        raise invalid_content(f"Could not find member '{stray}' on object of type 'ResourceDefinition'. Path '{stray}'")


def _replaced(call: Call, kind: ResourceType, target: ResolvedTarget, sent: dict[str, Any]) -> Resource:
    _check_members(kind, sent)
    before = target.resource
    return Resource(
        id=target.id,
        name=before.name if before else target.id.rpartition("/")[2],
        type=kind.name,
        location=_location(kind, target, sent),
        tags=read_tags(sent) if kind.placement is Placement.TRACKED or "tags" in sent else None,
        properties=deepcopy(BodyReader(sent).object("properties").content),
        body={name: deepcopy(value) for name, value in sent.items() if name not in _OWN and value is not None},
        private=dict(before.private) if before else {"uid": call.cloud.random_source.uuid()},
        created=before.created if before else call.now,
    )


def _location(kind: ResourceType, target: ResolvedTarget, sent: dict[str, Any]) -> str | None:
    asked = BodyReader(sent).text("location")
    before = target.resource
    if kind.placement is not Placement.TRACKED:
        return normal_region(asked) if asked else None
    if not asked:
        raise bad_request("LocationRequired", "The location property is required for this definition.")
    region = known_region(asked, kind.name)
    if before is not None and before.location != region:
        raise _moved(before, kind, region)
    return region


def _check_unmoved(kind: ResourceType, before: Resource, sent: dict[str, Any]) -> None:
    """An update may repeat the location of a resource, not change it."""
    asked = BodyReader(sent).text("location")
    if kind.placement is Placement.TRACKED and asked and before.location != (region := known_region(asked, kind.name)):
        raise _moved(before, kind, region)


def _moved(before: Resource, kind: ResourceType, region: str) -> Exception:
    if kind.name == "Microsoft.Resources/resourceGroups":
        return conflict(
            "InvalidResourceGroupLocation",
            f"Invalid resource group location '{region}'. The Resource group already exists in location "
            f"'{before.location}'.",
        )
    group = before.id.split("/")[4]
    return conflict(
        "InvalidResourceLocation",
        f"The resource '{before.name}' already exists in location '{before.location}' in resource group '{group}'. A "
        f"resource with the same name cannot be created in location '{region}'. Please select a new resource name.",
    )


def _merged(before: Resource, sent: dict[str, Any]) -> Resource:
    merged = deepcopy(before)
    if "tags" in sent:
        merged.tags = read_tags(sent)
    merged.properties = merge(merged.properties, BodyReader(sent).object("properties").content)
    merged.body = merge(merged.body, {name: value for name, value in sent.items() if name not in _OWN})
    return merged


def merge(target: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """Return a new object: ``target`` merged with ``patch``, as RFC 7396 (JSON Merge Patch) says."""
    merged = dict(target)
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        elif isinstance(value, dict):
            below = merged.get(name)
            merged[name] = merge(below if isinstance(below, dict) else {}, value)
        else:
            merged[name] = deepcopy(value)
    return merged
