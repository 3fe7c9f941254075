"""Microsoft.Authorization/roleAssignments, at every scope. Microsoft Learn, "Role Assignments" (REST), "Troubleshoot
Azure RBAC".

A write is authorized with the content of its body before the content is checked: conditions on the caller's own role
compare the role and the principal of the assignment, and a caller without a role learns nothing about roles and
principals.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from aksess.chain import NO_ATTRIBUTES, ConditionAttributes, attributes_of_assignment
from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Authenticated, RequiresRole
from aksess.cloud.resources.authorization import ASSIGNMENT_TYPE
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.authz import require_role
from aksess.cloud.services.arm.errors import bad_request, conflict
from aksess.cloud.services.arm.guids import is_guid, plain
from aksess.cloud.services.arm.kind import CRUD, Kinds, Override, Placement, ResourceType, Verb
from aksess.cloud.services.arm.rendering import render_resource
from aksess.cloud.services.arm.resolution import resolve, resolve_scope
from aksess.cloud.services.arm.target import address_of, target_of
from aksess.cloud.services.arm.types.assignment_reading import guid_of_role, read_assignment, said_facts
from aksess.cloud.services.arm.types.assignment_search import list_assignments

_FIXED: Final = ("principalId", "roleDefinitionId")


def _put(kinds: Kinds, kind: ResourceType, call: Call) -> Answer:
    require_role(call, kind.action("write"), target_of(call).scope, said_facts(call))
    address = address_of(call)
    scope, name = resolve_scope(call, kinds, address.scope), address.names[-1]
    if not is_guid(name):
        raise bad_request(
            "InvalidRoleAssignmentId",
            f"The role assignment ID '{name}' is not valid. The role assignment ID must be a GUID.",
        )
    asked = read_assignment(call, scope)
    target = resolve(call, kinds, kind, address)
    _check_others(call, name, scope, asked)
    resource = _written(call, target.id, name, target.resource, {**asked, "scope": scope or "/"})
    call.cloud.inventory.put(resource)
    return json_answer(200 if target.resource else 201, render_resource(call, kind, resource))


def _written(call: Call, resource_id: str, name: str, before: Resource | None, properties: dict[str, Any]) -> Resource:
    now = datetime.fromtimestamp(call.now, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    kept = before.properties if before else {}
    return Resource(
        id=resource_id,
        name=before.name if before else name,
        type=ASSIGNMENT_TYPE,
        properties={
            **properties,
            "createdOn": kept.get("createdOn", now),
            "createdBy": kept.get("createdBy", call.caller.object_id),
            "updatedOn": now,
            "updatedBy": call.caller.object_id,
        },
        private=before.private if before else {"uid": call.cloud.random_source.uuid()},
        created=before.created if before else call.now,
        changed=call.now,
    )


def _check_others(call: Call, name: str, scope: str, asked: dict[str, Any]) -> None:
    """Check that an assignment of this name is the same, then that no other one is, in any order of storage."""
    own: list[Resource] = []
    others: list[Resource] = []
    for each in call.cloud.inventory.of_type(ASSIGNMENT_TYPE):
        (own if each.name.lower() == name.lower() else others).append(each)
    if not all(_gives(each, scope, asked) for each in own):
        raise conflict(
            "RoleAssignmentUpdateNotPermitted",
            "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.",
        )
    for each in others:
        if _gives(each, scope, asked):
            raise conflict(
                "RoleAssignmentExists",
                f"The role assignment already exists. The ID of the existing role assignment is {plain(each.name)}.",
            )


def _gives(assignment: Resource, scope: str, asked: dict[str, Any]) -> bool:
    kept = assignment.properties
    return kept["scope"].lower().rstrip("/") == scope.lower() and all(_same(kept, asked, part) for part in _FIXED)


def _same(one: dict[str, Any], other: dict[str, Any], part: str) -> bool:
    if part == "roleDefinitionId":
        return guid_of_role(one[part]) == guid_of_role(other[part])
    return str(one[part]).lower() == str(other[part]).lower()


def _delete(kinds: Kinds, kind: ResourceType, call: Call) -> Answer:
    require_role(call, kind.action("delete"), target_of(call).scope, _kept_facts(call))
    target = resolve(call, kinds, kind, address_of(call))
    if target.resource is None:
        return Answer(204)
    call.cloud.inventory.delete(target.id)
    return json_answer(200, render_resource(call, kind, target.resource))


def _kept_facts(call: Call) -> ConditionAttributes:
    """What conditions may ask of the assignment that a path names."""
    found = call.cloud.inventory.get(target_of(call).scope)
    if found is None:
        return NO_ATTRIBUTES
    kept = found.properties
    return attributes_of_assignment(guid_of_role(kept["roleDefinitionId"]), kept["principalId"], kept["principalType"])


def _get(kinds: Kinds, kind: ResourceType, call: Call) -> Answer:
    address = address_of(call)
    target = resolve(call, kinds, kind, address)
    if target.resource is None:
        raise _missing(address.names[-1])
    return json_answer(200, render_resource(call, kind, target.resource))


def _missing(name: str) -> Fault:
    return Fault(404, "RoleAssignmentNotFound", f"The role assignment '{name}' is not found.")


def _list(kinds: Kinds, kind: ResourceType, call: Call) -> Answer:
    scope = resolve_scope(call, kinds, address_of(call).scope)
    return list_assignments(call, scope, lambda each: render_resource(call, kind, each))


_READ: Final = RequiresRole(f"{ASSIGNMENT_TYPE}/read", data=False)

ASSIGNMENTS = ResourceType(
    name=ASSIGNMENT_TYPE,
    versions=("2022-04-01", "2020-10-01-preview", "2020-04-01-preview", "2018-01-01-preview", "2015-07-01"),
    placement=Placement.EXTENSION,
    verbs=CRUD - {Verb.PATCH},
    provisioning=False,
    overrides={
        "GET": Override(_READ, _get),
        "LIST": Override(_READ, _list),
        "PUT": Override(Authenticated(), _put),
        "DELETE": Override(Authenticated(), _delete),
    },
)
