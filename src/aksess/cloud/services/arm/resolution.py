"""The resource, parent or scope that an address names, looked up in the inventory.

Ids are compared without case; ARM shows the spelling of the first write.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aksess.cloud.pipeline.call import Call
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.address import Address, parse_address
from aksess.cloud.services.arm.errors import group_not_found, parent_not_found, resource_not_found
from aksess.cloud.services.arm.kind import Kinds, Placement, ResourceType

if TYPE_CHECKING:
    from aksess.cloud.cloud import Cloud


@dataclass(frozen=True, slots=True)
class ResolvedTarget:
    """What an address names. id: as ARM spells it; resource, parent: as stored, None if there is none."""

    id: str
    resource: Resource | None
    parent: Resource | None


def resolve(call: Call, kinds: Kinds, kind: ResourceType, address: Address) -> ResolvedTarget:
    """Look up the resource at an address.

    Raises:
        Fault: 404, the parent or the resource group does not exist.
    """
    parent = _parent_resource(call, kind, address) if len(kind.types) > 1 else None
    if parent is not None:
        own = f"{parent.id}/{kind.types[-1]}/{address.names[-1]}"
    else:
        own = f"{parent_of(call, kinds, kind, address)}{_provider_part(kind)}/{address.names[-1]}"
    resource = call.cloud.inventory.get(own)
    return ResolvedTarget(resource.id if resource else own, resource, parent)


def parent_of(call: Call, kinds: Kinds, kind: ResourceType, address: Address) -> str:
    """Return the id above a resource or collection, as ARM spells it: parent resource, group, subscription or scope.

    Raises:
        Fault: 404, it does not exist.
    """
    if len(kind.types) > 1:
        return _parent_resource(call, kind, address).id
    if kind.placement is Placement.EXTENSION:
        return resolve_scope(call, kinds, address.scope)
    return check_group(call, address.scope)


def check_group(call: Call, scope: str) -> str:
    """Return the subscription or group at the beginning of a scope, as ARM spells it.

    Raises:
        Fault: 404 ResourceGroupNotFound.
    """
    segments = scope.strip("/").split("/")
    subscription = f"/subscriptions/{call.cloud.settings.subscription}"
    if len(segments) < 4 or segments[2].lower() != "resourcegroups":
        return subscription
    group = call.cloud.inventory.get(f"{subscription}/resourceGroups/{segments[3]}")
    if group is None:
        raise group_not_found(segments[3])
    return group.id


def resolve_scope(call: Call, kinds: Kinds, scope: str) -> str:
    """Return a scope as ARM spells it: tenant, subscription, group, resource, or something below a resource.

    What has no type in the table (a secret of a vault) cannot be looked up; the nearest resource above it can.

    Raises:
        Fault: 404, the scope or what is above it does not exist.
    """
    if not scope.strip("/"):
        return ""
    address = parse_address(scope.strip("/").split("/"))
    if address is None or not address.names:
        return check_group(call, scope)
    if address.namespace == "Microsoft.Resources" and "/providers/" not in scope.lower():
        return check_group(call, scope)
    if scope.lower() == root_group(call.cloud).lower():
        return root_group(call.cloud)
    check_group(call, address.scope)
    return _nearest_resource(call, kinds, address)


def _nearest_resource(call: Call, kinds: Kinds, address: Address) -> str:
    """The id of the resource at an address, or of the nearest one above it with the rest of the path."""
    # No resource is deeper than the deepest type, so that a long path costs no more lookups than that.
    deepest = max(len(kind.types) for kind in kinds.values())
    for level in range(min(len(address.names), deepest), 0, -1):
        above = address.to_level(level)
        found = call.cloud.inventory.get(above.id)
        if found is not None:
            return "/".join((found.id, *address.below_level(level)))
        if above.type.lower() in kinds:
            raise missing(above)
    raise missing(address.to_level(1))


def root_group(cloud: Cloud) -> str:
    """The tenant's root management group, which has the tenant's id as its name and holds the subscription."""
    return f"/providers/Microsoft.Management/managementGroups/{cloud.settings.tenant}"


def missing(address: Address) -> Exception:
    """Return the Fault for a resource that does not exist."""
    group = _group_name(address.scope)
    if address.type.lower() == "microsoft.resources/resourcegroups":
        return group_not_found(address.names[-1])
    return resource_not_found(address.path, group)


def _parent_resource(call: Call, kind: ResourceType, address: Address) -> Resource:
    check_group(call, address.scope)
    found = call.cloud.inventory.get(address.parent)
    if found is not None:
        return found
    if kind.parent_missing is not None:
        raise kind.parent_missing(address.parent)
    raise parent_not_found("/".join(address.names[: len(kind.types) - 1]))


def _provider_part(kind: ResourceType) -> str:
    if kind.name == "Microsoft.Resources/resourceGroups":
        return "/resourceGroups"
    return f"/providers/{kind.namespace}/{kind.types[0]}"


def _group_name(scope: str) -> str:
    segments = scope.strip("/").split("/")
    return segments[3] if len(segments) >= 4 and segments[2].lower() == "resourcegroups" else ""
