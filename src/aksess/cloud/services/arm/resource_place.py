"""Where a request points: what is there, what is above it, and how ARM spells it.

Ids compare without case; the spelling of the first write is the one that is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aksess.cloud.pipeline.call import Call
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.address import Address, parse_address
from aksess.cloud.services.arm.errors import group_not_found, parent_not_found, resource_not_found
from aksess.cloud.services.arm.kind import Kinds, Place, ResourceType

if TYPE_CHECKING:
    from aksess.cloud.cloud import Cloud


@dataclass(frozen=True, slots=True)
class Spot:
    """The place that an address names. id: as ARM spells it; resource: what is there, None for nothing."""

    id: str
    parent: str
    resource: Resource | None


def spot_of(call: Call, kinds: Kinds, kind: ResourceType, address: Address) -> Spot:
    """The place of a resource, there or not. Raises Fault 404 where what is above it is missing."""
    parent = parent_of(call, kinds, kind, address)
    own = f"{parent}/{kind.types[-1]}" if len(kind.types) > 1 else f"{parent}{_provider_part(kind)}"
    resource = call.cloud.inventory.get(f"{own}/{address.names[-1]}")
    return Spot(resource.id if resource else f"{own}/{address.names[-1]}", parent, resource)


def parent_of(call: Call, kinds: Kinds, kind: ResourceType, address: Address) -> str:
    """The id of what is above a resource or collection, as ARM spells it. Raises Fault 404 where it is missing."""
    if len(kind.types) > 1:
        check_group(call, address.scope)
        return _parent_resource(call, kind, address)
    if kind.place is Place.EXTENSION:
        return resolve_scope(call, kinds, address.scope)
    return check_group(call, address.scope)


def check_group(call: Call, scope: str) -> str:
    """The subscription or group at the beginning of a scope, as ARM spells it. Raises Fault 404."""
    segments = scope.strip("/").split("/")
    subscription = f"/subscriptions/{call.cloud.settings.subscription}"
    if len(segments) < 4 or segments[2].lower() != "resourcegroups":
        return subscription
    group = call.cloud.inventory.get(f"{subscription}/resourceGroups/{segments[3]}")
    if group is None:
        raise group_not_found(segments[3])
    return group.id


def resolve_scope(call: Call, kinds: Kinds, scope: str) -> str:
    """A scope as ARM spells it: tenant, subscription, group, resource, or something inside a resource's data plane.

    Raises Fault 404 where it does not exist. What has no type in the table (a single secret of a vault) cannot be
    looked up: its parent is.
    """
    if not scope.strip("/"):
        return ""
    address = parse_address(tuple(scope.strip("/").split("/")))
    if address is None or not address.names:
        return check_group(call, scope)
    if address.namespace == "Microsoft.Resources" and "/providers/" not in scope.lower():
        return check_group(call, scope)
    if scope.lower() == root_group(call.cloud).lower():
        return root_group(call.cloud)
    check_group(call, address.scope)
    found = call.cloud.inventory.get(scope)
    if found is not None:
        return found.id
    if address.type.lower() in kinds or len(address.types) == 1:
        raise missing(address)
    parent = resolve_scope(call, kinds, address.parent)
    return f"{parent}/{address.types[-1]}/{address.names[-1]}"


def root_group(cloud: Cloud) -> str:
    """The tenant's root management group, which has the tenant's id as its name and holds the subscription."""
    return f"/providers/Microsoft.Management/managementGroups/{cloud.settings.tenant}"


def missing(address: Address) -> Exception:
    """The Fault for a resource that is not there."""
    group = _group_name(address.scope)
    if address.type.lower() == "microsoft.resources/resourcegroups":
        return group_not_found(address.names[-1])
    return resource_not_found(address.path, group)


def _parent_resource(call: Call, kind: ResourceType, address: Address) -> str:
    found = call.cloud.inventory.get(address.parent)
    if found is not None:
        return found.id
    if kind.no_parent is not None:
        raise kind.no_parent(address.parent)
    raise parent_not_found("/".join(address.names[: len(kind.types) - 1]))


def _provider_part(kind: ResourceType) -> str:
    if kind.name == "Microsoft.Resources/resourceGroups":
        return "/resourceGroups"
    return f"/providers/{kind.namespace}/{kind.types[0]}"


def _group_name(scope: str) -> str:
    segments = scope.strip("/").split("/")
    return segments[3] if len(segments) >= 4 and segments[2].lower() == "resourcegroups" else ""
