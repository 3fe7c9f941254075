"""DELETE of any type: the resources below go too, and those that the type names.

Children are deleted before their parents, so that nothing that would prevent it is left when the parent is deleted.
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
    kind.before_delete(call, target.resource)
    remove(call, kinds, target.resource)
    headers = (
        polled(call, kind.namespace, target.resource.location, location=True) if Verb.DELETE in kind.async_verbs else ()
    )
    return Answer(kind.codes.deleted, b"", headers)


def remove(call: Call, kinds: Kinds, resource: Resource) -> None:
    """Delete a resource, all below it, and those that go with them. Must be inside ``store.transaction()``."""
    inventory = call.cloud.inventory
    below = sorted(inventory.below(resource.id), key=lambda each: each.id.count("/"), reverse=True)
    for each in (*below, resource):
        # The deletion of another resource may have deleted it already.
        if inventory.delete(each.id):
            _after_delete(call, kinds, each)


def _after_delete(call: Call, kinds: Kinds, gone: Resource) -> None:
    kind = kinds.get(gone.type.lower())
    for resource_id in kind.after_delete(call, gone) if kind else ():
        found = call.cloud.inventory.get(resource_id)
        if found is not None:
            remove(call, kinds, found)
