"""Application permissions: what a principal was given on a resource, as its tokens say it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aksess.cloud.directory import Principal
from aksess.cloud.first_party import first_parties

if TYPE_CHECKING:
    from aksess.cloud.local import Cloud


def roles_of(cloud: Cloud, principal: Principal, app_id: str) -> list[str]:
    """The values of the app roles that a principal has on the application of that client id, sorted."""
    given = principal.attributes.get("appRoleAssignments")
    if not isinstance(given, list):
        return []
    resource_id, values = _offered(cloud, app_id)
    found = {values.get(each["appRoleId"], "") for each in given if each["resourceId"] == resource_id}
    return sorted(found - {""})


def _offered(cloud: Cloud, app_id: str) -> tuple[str, dict[str, str]]:
    for each in first_parties(cloud.settings.tenant):
        if each.app_id == app_id:
            return each.object_id, {role_id: value for value, role_id in each.roles.items()}
    application, principal = cloud.directory.application_of(app_id), cloud.directory.by_client_id(app_id)
    if application is None or principal is None:
        return "", {}
    roles: Any = application.attributes.get("appRoles")
    enabled = [each for each in roles if each.get("isEnabled", True)] if isinstance(roles, list) else []
    return principal.object_id, {str(each.get("id")).lower(): str(each.get("value") or "") for each in enabled}
