"""The body of a role assignment: which role, to whom, under which condition.

Microsoft Learn, "Troubleshoot Azure RBAC"; error texts as users report them.
"""

from __future__ import annotations

from typing import Any, Final

from aksess.chain import NO_ATTRIBUTES, ConditionAttributes, Scope, attributes_of_assignment, is_condition
from aksess.cloud.identity.directory import Kind, Principal
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.arm.body import BodyReader, read_body
from aksess.cloud.services.arm.errors import bad_request
from aksess.cloud.services.arm.guids import is_guid, plain
from aksess.wire.events import Decision

TYPES: Final = {
    Kind.MANAGED_IDENTITY: "ServicePrincipal",
    Kind.APPLICATION: "ServicePrincipal",
    Kind.USER: "User",
    Kind.GROUP: "Group",
}
_KNOWN: Final = {name.lower(): name for name in ("User", "Group", "ServicePrincipal", "ForeignGroup", "Device")}


def guid_of_role(definition_id: str) -> str:
    """The GUID at the end of a role definition id, in lower case."""
    return definition_id.rstrip("/").rpartition("/")[2].lower()


def said_facts(call: Call) -> ConditionAttributes:
    """Return the attributes of a request for conditions, before it is checked; none if it cannot be read."""
    try:
        sent = BodyReader(read_body(call)).object("properties")
        role, principal, kind = (sent.text(name) for name in ("roleDefinitionId", "principalId", "principalType"))
    except Fault:
        return NO_ATTRIBUTES
    return attributes_of_assignment(guid_of_role(role), principal, kind)


def read_assignment(call: Call, scope: str) -> dict[str, Any]:
    """Return the properties of a role assignment as they are stored.

    Raises:
        Fault: 400, the body is not valid.
    """
    sent = BodyReader(read_body(call)).object("properties")
    definition = _read_role(call, sent.text("roleDefinitionId"), scope)
    principal_id = sent.text("principalId")
    if not is_guid(principal_id):
        raise bad_request("InvalidPrincipalId", "A valid principal ID must be provided for role assignment.")
    said = sent.text("principalType")
    if said and said.lower() not in _KNOWN:
        raise bad_request(
            "InvalidPrincipalType", f"The principal type '{said}' is not valid. Expected: {', '.join(_KNOWN.values())}."
        )
    return {
        "roleDefinitionId": definition,
        "principalId": principal_id,
        "principalType": _principal_type(call, principal_id, _KNOWN.get(said.lower(), "")),
        "description": sent.content.get("description") and sent.text("description"),
        **_condition(sent),
        "delegatedManagedIdentityResourceId": sent.text("delegatedManagedIdentityResourceId") or None,
    }


def _condition(sent: BodyReader) -> dict[str, str | None]:
    condition = sent.text("condition")
    version = sent.text("conditionVersion") or "2.0"
    if not condition:
        return {"condition": None, "conditionVersion": None}
    # Microsoft Learn, "Troubleshoot Azure role assignment conditions": the same text for either.
    if version != "2.0" or not is_condition(condition):
        raise bad_request("BadRequest", "The given role assignment condition is invalid.")
    return {"condition": condition, "conditionVersion": version}


def _read_role(call: Call, definition: str, scope: str) -> str:
    guid = guid_of_role(definition)
    if not definition:
        raise bad_request("BadRequestFormat", "The request was incorrectly formatted: roleDefinitionId is missing.")
    if not is_guid(guid):
        raise bad_request("InvalidRoleDefinitionId", f"The role definition ID '{guid}' is not valid.")
    role = call.cloud.authorization.role(guid)
    if role is None:
        raise bad_request(
            "RoleDefinitionDoesNotExist", f"The specified role definition with ID '{plain(guid)}' does not exist."
        )
    if not any(Scope(each).covers(Scope(scope)) or not scope for each in role.assignable_scopes):
        raise bad_request(
            "InvalidRoleDefinitionScope",
            f"The role '{role.name}' cannot be assigned at '{scope}'. Assignable scopes: "
            f"{', '.join(role.assignable_scopes)}.",
        )
    return definition


def _principal_type(call: Call, principal_id: str, said: str) -> str:
    principal = call.cloud.directory.get(principal_id)
    if principal is None:
        if not said:
            raise _not_found(call, principal_id)
        # With a type Azure does not look the principal up: it may not have reached every replica yet.
        return said
    return _checked_type(principal, said)


def _checked_type(principal: Principal, said: str) -> str:
    found = TYPES[principal.kind]
    if said and said != found:
        raise bad_request(
            "UnmatchedPrincipalType",
            f"The PrincipalId '{plain(principal.object_id)}' has type '{found}' , which is different from specified "
            f"PrinciaplType '{said}'.",
        )
    return found


def _not_found(call: Call, principal_id: str) -> Exception:
    return bad_request(
        "PrincipalNotFound",
        f"Principal {plain(principal_id)} does not exist in the directory {call.cloud.settings.tenant}. "
        f"Check that you have "
        "the correct principal ID. If you are creating this principal and then immediately assigning a "
        "role, this error "
        "might be related to a replication delay. In this case, set the role assignment principalType property to a "
        "value, such as ServicePrincipal, User, or Group.  See https://aka.ms/docs-principaltype",
    ).because(Decision(link="principal", found=principal_id, wanted=("an object id of the directory",)))
