"""``elevateAccess``: a Global Administrator takes User Access Administrator at the tenant's root.

Microsoft Learn, "Elevate access to manage all Azure subscriptions and management groups".
"""

from __future__ import annotations

from typing import Final

from aksess.cloud.identity.seed import GLOBAL_ADMINISTRATOR
from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Authenticated
from aksess.cloud.pipeline.routing import Route
from aksess.cloud.resources.authorization import ASSIGNMENT_TYPE, DEFINITION_TYPE
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.response_headers import operation
from aksess.cloud.services.arm.types.assignment_reading import TYPES, guid_of_role

USER_ACCESS_ADMINISTRATOR: Final = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"


def _elevate(call: Call) -> Answer:
    principal = call.cloud.directory.get(call.caller.object_id)
    roles = principal.attributes.get("directoryRoles") if principal else None
    if principal is None or not isinstance(roles, list) or GLOBAL_ADMINISTRATOR not in roles:
        raise Fault(
            403,
            "AuthorizationFailed",
            f"The client '{call.caller.app_id}' with object id '{call.caller.object_id}' does not have "
            f"authorization to perform "
            "action 'Microsoft.Authorization/elevateAccess/action' over scope '/' or the scope is invalid: it is no "
            "Global Administrator.",
        )
    if not _is_elevated(call):
        call.cloud.inventory.put(_assignment(call, TYPES[principal.kind]))
    return Answer(200)


def _is_elevated(call: Call) -> bool:
    return any(
        each.properties["scope"] == "/"
        and each.properties["principalId"].lower() == call.caller.object_id.lower()
        and guid_of_role(each.properties["roleDefinitionId"]) == USER_ACCESS_ADMINISTRATOR
        for each in call.cloud.inventory.of_type(ASSIGNMENT_TYPE)
    )


def _assignment(call: Call, principal_type: str) -> Resource:
    name = call.cloud.random_source.uuid()
    when = call.cloud.clock.utc().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return Resource(
        id=f"/providers/{ASSIGNMENT_TYPE}/{name}",
        name=name,
        type=ASSIGNMENT_TYPE,
        properties={
            "roleDefinitionId": f"/providers/{DEFINITION_TYPE}/{USER_ACCESS_ADMINISTRATOR}",
            "principalId": call.caller.object_id,
            "principalType": principal_type,
            "scope": "/",
            "condition": None,
            "createdOn": when,
            "updatedOn": when,
            "createdBy": call.caller.object_id,
            "updatedBy": call.caller.object_id,
        },
        private={"uid": call.cloud.random_source.uuid()},
        created=call.now,
        changed=call.now,
    )


ROUTES: Final[tuple[Route, ...]] = (
    Route(
        "POST",
        "/providers/Microsoft.Authorization/elevateAccess",
        operation("elevate access", Authenticated(), _elevate),
    ),
)
