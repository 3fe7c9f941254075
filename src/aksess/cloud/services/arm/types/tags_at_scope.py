"""``Microsoft.Resources/tags/default``: the tags of whatever it hangs on, read and written without the rest.

Microsoft Learn, "Tags - Create Or Update At Scope".
"""

from __future__ import annotations

from typing import Any, Final

from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.operation import RequiresRole
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.body import BodyReader, read_body
from aksess.cloud.services.arm.errors import bad_request, not_served, resource_not_found
from aksess.cloud.services.arm.kind import Kinds, Override, Placement, ResourceType, Verb
from aksess.cloud.services.arm.resolution import resolve_scope
from aksess.cloud.services.arm.tags import read_tags
from aksess.cloud.services.arm.target import address_of

TYPE: Final = "Microsoft.Resources/tags"


def _get(kinds: Kinds, kind: ResourceType, call: Call) -> Answer:
    return _shown(_tagged(kinds, call))


def _put(kinds: Kinds, kind: ResourceType, call: Call) -> Answer:
    resource = _tagged(kinds, call)
    return _keep(call, resource, read_tags(BodyReader(read_body(call)).object("properties").content))


def _patch(kinds: Kinds, kind: ResourceType, call: Call) -> Answer:
    resource, sent = _tagged(kinds, call), read_body(call)
    given = read_tags(BodyReader(sent).object("properties").content)
    before = resource.tags or {}
    match BodyReader(sent).text("operation").lower():
        case "merge":
            names = {name.lower() for name in given}
            kept = {name: value for name, value in before.items() if name.lower() not in names}
            return _keep(call, resource, {**kept, **given})
        case "replace":
            return _keep(call, resource, given)
        case "delete":
            gone = {(name.lower(), value) for name, value in given.items()}
            left = {name: value for name, value in before.items() if (name.lower(), value) not in gone}
            return _keep(call, resource, left)
        case other:
            raise bad_request(
                "InvalidTagOperation", f"The operation '{other}' is not valid. Expected: Merge, Replace, Delete."
            )


def _delete(kinds: Kinds, kind: ResourceType, call: Call) -> Answer:
    _keep(call, _tagged(kinds, call), {})
    return Answer(200)


def _tagged(kinds: Kinds, call: Call) -> Resource:
    address = address_of(call)
    scope = resolve_scope(call, kinds, address.scope)
    if address.names[-1].lower() != "default":
        raise resource_not_found(address.path, "")
    found = call.cloud.inventory.get(scope)
    if found is None:
        raise not_served(call, f"tags of '{scope or '/'}', which is neither a resource nor a resource group")
    return found


def _keep(call: Call, resource: Resource, tags: dict[str, str]) -> Answer:
    resource.tags = read_tags({"tags": tags})
    resource.changed = call.now
    call.cloud.inventory.put(resource)
    return _shown(resource)


def _shown(resource: Resource) -> Answer:
    content: dict[str, Any] = {
        "id": f"{resource.id}/providers/{TYPE}/default",
        "name": "default",
        "type": TYPE,
        "properties": {"tags": resource.tags or {}},
    }
    return json_answer(200, content)


TAGS = ResourceType(
    name=TYPE,
    versions=("2024-11-01", "2021-04-01"),
    placement=Placement.EXTENSION,
    verbs=frozenset({Verb.GET, Verb.PUT, Verb.PATCH, Verb.DELETE}),
    provisioning=False,
    overrides={
        "GET": Override(RequiresRole(f"{TYPE}/read", data=False), _get),
        "PUT": Override(RequiresRole(f"{TYPE}/write", data=False), _put),
        "PATCH": Override(RequiresRole(f"{TYPE}/write", data=False), _patch),
        "DELETE": Override(RequiresRole(f"{TYPE}/delete", data=False), _delete),
    },
)
