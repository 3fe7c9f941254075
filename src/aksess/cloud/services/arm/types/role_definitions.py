"""Microsoft.Authorization/roleDefinitions: the built-in roles, and those that the tenant makes itself.

Microsoft Learn, "Role Definitions" (REST) and "Azure custom roles". A role is one thing at every scope: custom ones are
kept below the subscription, whichever scope they were written at, and shown with the id that Azure gives them there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from aksess.azure_facts.built_in_roles import built_in_role_names, built_in_roles
from aksess.chain import Permissions, RoleDefinition, Scope
from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Authenticated
from aksess.cloud.resources.authorization import ASSIGNMENT_TYPE, DEFINITION_TYPE
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.resources.role_definitions import built_in_role, custom_role
from aksess.cloud.services.arm.authz import require_role
from aksess.cloud.services.arm.body import BodyReader, read_body
from aksess.cloud.services.arm.errors import bad_request
from aksess.cloud.services.arm.filters import Term, read_filter
from aksess.cloud.services.arm.guids import is_guid, plain
from aksess.cloud.services.arm.kind import CRUD, Codes, Kinds, Override, Placement, ResourceType, Verb
from aksess.cloud.services.arm.paging import page
from aksess.cloud.services.arm.resolution import resolve_scope
from aksess.cloud.services.arm.target import address_of, target_of
from aksess.cloud.services.arm.types.role_validation import read_custom_role

_SERVED: Final = frozenset({("eq", "rolename"), ("eq", "type"), ("atscope", ""), ("atscopeandbelow", "")})
# The day from which Azure dates its own roles; clients only want a date.
_BUILT_IN_SINCE: Final = datetime(2015, 2, 2, 21, 55, 9, tzinfo=UTC).timestamp()


def _get(kinds: Kinds, kind: ResourceType, call: Call) -> Answer:
    name = address_of(call).names[-1]
    scope = _readable_scope(kinds, kind, call)
    role = _find(call, name)
    if role is None:
        raise _missing(name)
    return json_answer(200, _shape(call, role, scope))


def _list(kinds: Kinds, kind: ResourceType, call: Call) -> Answer:
    scope = _readable_scope(kinds, kind, call)
    terms = read_filter(call.query.get("$filter", ""), _SERVED)
    found = [each for each in _at(call, scope, terms) if all(_holds(term, each) for term in terms)]
    return page(call, found, lambda each: each.id, lambda each: _shape(call, each, scope))


def _readable_scope(kinds: Kinds, kind: ResourceType, call: Call) -> str:
    """Return the scope of a read. At the tenant, every caller in it may read the built-in roles."""
    address = address_of(call)
    if address.scope.strip("/"):
        require_role(call, kind.action("read"), address.scope)
    return resolve_scope(call, kinds, address.scope)


def _put(kinds: Kinds, kind: ResourceType, call: Call) -> Answer:
    require_role(call, kind.action("write"), target_of(call).scope)
    address = address_of(call)
    resolve_scope(call, kinds, address.scope)
    name = address.names[-1].lower()
    if not is_guid(name):
        raise bad_request("InvalidRoleDefinitionId", f"The role definition ID '{name}' is not valid.")
    if name in built_in_roles():
        raise bad_request("InvalidRoleDefinitionId", f"The role definition '{name}' is built in and cannot be changed.")
    properties = read_custom_role(call, name, BodyReader(read_body(call)).object("properties"))
    for scope in properties["assignableScopes"]:
        require_role(call, kind.action("write"), scope)
    resource_id = _kept_id(call, name)
    before = call.cloud.inventory.get(resource_id)
    created = before.created if before else call.now
    private = before.private if before else {"uid": call.cloud.random_source.uuid()}
    call.cloud.inventory.put(
        Resource(resource_id, name, kind.name, None, None, properties, {}, private, created, call.now)
    )
    role = _find(call, name)
    if role is None:
        raise _missing(name)
    return json_answer(201, _shape(call, role, address.scope))


def _delete(kinds: Kinds, kind: ResourceType, call: Call) -> Answer:
    require_role(call, kind.action("delete"), target_of(call).scope)
    address = address_of(call)
    resource = call.cloud.inventory.get(_kept_id(call, address.names[-1]))
    if resource is None:
        if address.names[-1].lower() in built_in_roles():
            raise bad_request("InvalidRoleDefinitionId", "A built-in role cannot be deleted.")
        return Answer(204)
    for scope in resource.properties["assignableScopes"]:
        require_role(call, kind.action("delete"), scope)
    for each in call.cloud.inventory.of_type(ASSIGNMENT_TYPE):
        if each.properties["roleDefinitionId"].lower().endswith(resource.name):
            raise Fault(400, "RoleDefinitionHasAssignments", "There are existing role assignments referencing role.")
    role = custom_role(resource)
    shown = _shape(call, role, address.scope)
    call.cloud.inventory.delete(resource.id)
    return json_answer(200, shown)


def _find(call: Call, name: str) -> RoleDefinition | None:
    return call.cloud.authorization.role(name)


def _at(call: Call, scope: str, terms: Iterable[Term]) -> Iterator[RoleDefinition]:
    """The roles that can be assigned at a scope. A term for the name limits the built-in roles that are looked at."""
    names = {term.value.lower() for term in terms if term.field == "rolename"}
    known = built_in_role_names()
    published = [known[name] for name in names if name in known] if names else built_in_roles().values()
    yield from (role for each in published if (role := built_in_role(each.id)) is not None)
    for resource in call.cloud.inventory.of_type(DEFINITION_TYPE):
        role = custom_role(resource)
        if any(Scope(each).covers(Scope(scope)) for each in role.assignable_scopes):
            yield role


def _holds(term: Term, role: RoleDefinition) -> bool:
    match term.field:
        case "rolename":
            return role.name.lower() == term.value.lower()
        case "type":
            return term.value.lower() == ("builtinrole" if role.built_in else "customrole")
        case _:
            # Every role of the list can be assigned at the scope.
            return True


def _shape(call: Call, role: RoleDefinition, scope: str) -> dict[str, Any]:
    # At the tenant a role has the tenant's id, anywhere below the subscription's.
    prefix = f"/subscriptions/{call.cloud.settings.subscription}" if scope.strip("/") else ""
    resource = None if role.built_in else call.cloud.inventory.get(_kept_id(call, role.id))
    created = _when(resource.created if resource else _BUILT_IN_SINCE)
    return {
        "id": f"{prefix}/providers/{DEFINITION_TYPE}/{role.id}",
        "name": role.id,
        "type": DEFINITION_TYPE,
        "properties": {
            "roleName": role.name,
            "type": "BuiltInRole" if role.built_in else "CustomRole",
            "description": role.description,
            "assignableScopes": list(role.assignable_scopes),
            "permissions": [_permissions(each) for each in role.permissions],
            "createdOn": created,
            "updatedOn": _when(resource.changed) if resource else created,
            "createdBy": None,
            "updatedBy": None,
        },
    }


def _permissions(entry: Permissions) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "actions": list(entry.actions),
        "notActions": list(entry.not_actions),
        "dataActions": list(entry.data_actions),
        "notDataActions": list(entry.not_data_actions),
    }
    if entry.condition:
        shown.update(condition=entry.condition, conditionVersion="2.0")
    return shown


def _missing(name: str) -> Fault:
    return Fault(
        404, "RoleDefinitionDoesNotExist", f"The specified role definition with ID '{plain(name)}' does not exist."
    )


def _kept_id(call: Call, name: str) -> str:
    return f"/subscriptions/{call.cloud.settings.subscription}/providers/{DEFINITION_TYPE}/{name.lower()}"


def _when(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


DEFINITIONS = ResourceType(
    name=DEFINITION_TYPE,
    versions=("2022-05-01-preview", "2022-04-01", "2018-01-01-preview", "2015-07-01"),
    placement=Placement.EXTENSION,
    codes=Codes(created=201, replaced=201),
    verbs=CRUD - {Verb.PATCH},
    provisioning=False,
    overrides={
        # Every caller may read them at the tenant; elsewhere the caller needs a role at the scope.
        "GET": Override(Authenticated(), _get),
        "LIST": Override(Authenticated(), _list),
        # A grant is needed at every assignable scope too, which stand in the body.
        "PUT": Override(Authenticated(), _put),
        "DELETE": Override(Authenticated(), _delete),
    },
)
