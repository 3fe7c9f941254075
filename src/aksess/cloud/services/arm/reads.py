"""GET of one resource or of a list, and actions, of any type."""

from __future__ import annotations

from collections.abc import Callable

from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.address import Address
from aksess.cloud.services.arm.authz import readable
from aksess.cloud.services.arm.kind import Kinds, ResourceType
from aksess.cloud.services.arm.paging import page
from aksess.cloud.services.arm.rendering import render_resource
from aksess.cloud.services.arm.resolution import missing, parent_of, resolve
from aksess.cloud.services.arm.target import address_of, target_of


def get(kinds: Kinds, kind: ResourceType, call: Call) -> Answer:
    """Get one resource."""
    return json_answer(200, render_resource(call, kind, existing(call, kinds, kind, address_of(call))))


def head(kinds: Kinds, kind: ResourceType, call: Call) -> Answer:
    """Answer whether a resource exists: 204 or 404, with no body."""
    target = resolve(call, kinds, kind, address_of(call))
    return Answer(204 if target.resource else 404)


def list_all(
    kinds: Kinds, kind: ResourceType, call: Call, wanted: Callable[[Resource], bool] = lambda each: True
) -> Answer:
    """List the resources of a type at a scope that ``wanted`` accepts and the caller may read."""
    parent = parent_of(call, kinds, kind, address_of(call))
    # The children of a parent are directly below it; a scope holds resources at any depth.
    found = [
        each
        for each in call.cloud.inventory.of_type(kind.name, parent)
        if each.id.lower() != parent.lower() and wanted(each)
    ]
    if target_of(call).readable_only:
        found = readable(call, kind.action("read"), found)
    return page(call, found, lambda each: each.id.lower(), lambda each: render_resource(call, kind, each))


def act(kinds: Kinds, kind: ResourceType, run: Callable[[Call, Resource], Answer], call: Call) -> Answer:
    """Run an action on one resource."""
    return run(call, existing(call, kinds, kind, address_of(call)))


def existing(call: Call, kinds: Kinds, kind: ResourceType, address: Address) -> Resource:
    """Return the resource at an address.

    Raises:
        Fault: 404, it does not exist.
    """
    target = resolve(call, kinds, kind, address)
    if target.resource is None:
        raise missing(address)
    return target.resource
