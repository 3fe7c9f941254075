"""Deleting: what is below goes too, and what a type takes along.

Children go before their parents, so that a parent's type finds nothing left that would keep it.
"""

from __future__ import annotations

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.async_operations import polled
from aksess.cloud.services.arm.kind import Kinds, ResourceType, Verb
from aksess.cloud.services.arm.preconditions import check_preconditions
from aksess.cloud.services.arm.resolution import missing, resolve
from aksess.cloud.services.arm.target import address_of


def delete(kinds: Kinds, kind: ResourceType, call: Call) -> Answer:
    """Delete one resource and all that is below it."""
    target = resolve(call, kinds, kind, address_of(call))
    if target.resource is None:
        if kind.codes.missing == 404:
            raise missing(address_of(call))
        return Answer(kind.codes.missing)
    check_preconditions(call, target.resource)
    fault = kind.removal_refused(call, target.resource)
    if fault is not None:
        raise fault
    remove(call, kinds, target.resource)
    waits = polled(call, kind.namespace, target.resource.location, location=True) if Verb.DELETE in kind.waits else ()
    return Answer(kind.codes.deleted, b"", waits)


def remove(call: Call, kinds: Kinds, resource: Resource) -> None:
    """Delete a resource, all that is below it and what goes with them. Must be inside ``store.transaction()``."""
    inventory = call.cloud.inventory
    below = sorted(inventory.below(resource.id), key=lambda each: each.id.count("/"), reverse=True)
    for each in (*below, resource):
        # Another one's removal may have taken it along already.
        if inventory.delete(each.id):
            _take_along(call, kinds, each)


def _take_along(call: Call, kinds: Kinds, gone: Resource) -> None:
    kind = kinds.get(gone.type.lower())
    for resource_id in kind.removed(call, gone) if kind else ():
        found = call.cloud.inventory.get(resource_id)
        if found is not None:
            remove(call, kinds, found)
