"""Application permissions: the app roles that a principal has on a resource, as its tokens list them."""

from __future__ import annotations

from typing import Any

from aksess.cloud.identity.directory import Directory, Principal
from aksess.cloud.identity.first_party_applications import first_parties


def roles_of(directory: Directory, tenant: str, principal: Principal, app_id: str) -> list[str]:
    """Return the values, sorted, of the app roles that a principal has on the application with that client id."""
    given = principal.attributes.get("appRoleAssignments")
    if not isinstance(given, list):
        return []
    resource_id, values = _offered(directory, tenant, app_id)
    found = {values.get(each["appRoleId"], "") for each in given if each["resourceId"] == resource_id}
    return sorted(found - {""})


def _offered(directory: Directory, tenant: str, app_id: str) -> tuple[str, dict[str, str]]:
    for each in first_parties(tenant):
        if each.app_id == app_id:
            return each.object_id, {role_id: value for value, role_id in each.roles.items()}
    application, principal = directory.application_of(app_id), directory.by_client_id(app_id)
    if application is None or principal is None:
        return "", {}
    roles: Any = application.attributes.get("appRoles")
    enabled = [each for each in roles if each.get("isEnabled", True)] if isinstance(roles, list) else []
    return principal.object_id, {str(each.get("id")).lower(): str(each.get("value") or "") for each in enabled}
