"""App role assignments: application permissions, given to a service principal.

They are stored with the service principal that has them, and become the ``roles`` of its tokens.
"""

from __future__ import annotations

from typing import Any

from aksess.cloud.identity.directory import Kind, Principal
from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.graph.errors import bad_request, not_found
from aksess.cloud.services.graph.lookups import SERVICE_PRINCIPALS, object_view, principal_of
from aksess.cloud.services.graph.odata import Object
from aksess.cloud.services.graph.request_properties import text
from aksess.cloud.services.graph.responses import body_of, done, many, one
from aksess.cloud.services.graph.timestamps import written

_HOLDERS = (*SERVICE_PRINCIPALS, Kind.GROUP, Kind.USER)
_NO_ROLE = "00000000-0000-0000-0000-000000000000"


def list_given(call: Call) -> Answer:
    """``GET /servicePrincipals/{id}/appRoleAssignments``."""
    return many(call, _kept(principal_of(call, call.params["id"], *_HOLDERS)), "appRoleAssignments")


def list_given_to(call: Call) -> Answer:
    """``GET /servicePrincipals/{id}/appRoleAssignedTo``: by the resource."""
    resource = call.params["id"].lower()
    found = [each for kind in Kind for holder in call.cloud.directory.of_kind(kind) for each in _kept(holder)]
    return many(call, (each for each in found if each["resourceId"] == resource), "appRoleAssignments")


def read_given(call: Call) -> Answer:
    """``GET …/appRoleAssignments/{assignment}`` and ``…/appRoleAssignedTo/{assignment}``."""
    _, assignment = _find(call)
    return one(call, assignment, "appRoleAssignments/$entity")


def give(call: Call) -> Answer:
    """``POST …/appRoleAssignments`` and ``…/appRoleAssignedTo``."""
    body = body_of(call)
    holder = principal_of(call, text(body, "principalId", "").lower(), *_HOLDERS)
    resource = object_view(call, text(body, "resourceId", "").lower())
    role_id = text(body, "appRoleId", _NO_ROLE).lower()
    roles = {str(each.get("id")).lower() for each in resource.get("appRoles", []) if each.get("isEnabled", True)}
    if role_id not in roles and (roles or role_id != _NO_ROLE):
        raise bad_request("Permission being assigned was not found on application")
    kept = _kept(holder)
    if any((each["appRoleId"], each["resourceId"]) == (role_id, resource["id"]) for each in kept):
        raise bad_request("Permission being assigned already exists on the object")
    assignment = {
        "id": call.cloud.random_source.urlsafe(32),
        "appRoleId": role_id,
        "createdDateTime": written(call.now),
        "deletedDateTime": None,
        "principalDisplayName": holder.display_name,
        "principalId": holder.object_id,
        "principalType": "ServicePrincipal" if holder.kind in SERVICE_PRINCIPALS else str(holder.kind),
        "resourceDisplayName": resource["displayName"],
        "resourceId": resource["id"],
    }
    _keep(call, holder, [*kept, assignment])
    return one(call, assignment, "appRoleAssignments/$entity", 201)


def take_back(call: Call) -> Answer:
    """``DELETE …/appRoleAssignments/{assignment}`` and ``…/appRoleAssignedTo/{assignment}``."""
    holder, gone = _find(call)
    _keep(call, holder, [each for each in _kept(holder) if each["id"] != gone["id"]])
    return done(call)


def _find(call: Call) -> tuple[Principal, Object]:
    wanted = call.params["assignment"]
    for kind in Kind:
        for holder in call.cloud.directory.of_kind(kind):
            for each in _kept(holder):
                if each["id"] == wanted:
                    return holder, each
    raise not_found(wanted)


def _kept(holder: Principal) -> list[dict[str, Any]]:
    kept = holder.attributes.get("appRoleAssignments")
    return kept if isinstance(kept, list) else []


def _keep(call: Call, holder: Principal, assignments: list[Object]) -> None:
    holder.attributes = {**holder.attributes, "appRoleAssignments": assignments}
    call.cloud.directory.put(holder)
