"""What Azure checks of a custom role. Microsoft Learn, "Azure custom roles" (properties and limits)."""

from __future__ import annotations

from typing import Any, Final

from aksess.azure_facts.built_in_roles import built_in_role_names
from aksess.chain import Scope
from aksess.cloud.pipeline.call import Call
from aksess.cloud.resources.authorization import DEFINITION_TYPE
from aksess.cloud.services.arm.body import BodyReader
from aksess.cloud.services.arm.errors import bad_request, conflict
from aksess.cloud.services.arm.resolution import root_group

_ACTIONS: Final = ("actions", "notActions", "dataActions", "notDataActions")


def read_custom_role(call: Call, name: str, sent: BodyReader) -> dict[str, Any]:
    """The properties of a role as they are kept. name: its GUID. Raises Fault 400 or 409."""
    role_name = sent.text("roleName")
    if not role_name or len(role_name) > 512:
        raise bad_request(
            "BadRequestFormat", "The request was incorrectly formatted: roleName needs 1 to 512 characters."
        )
    kind = sent.text("type") or "CustomRole"
    if kind.lower() != "customrole":
        raise bad_request(
            "InvalidRoleDefinitionType", f"The role type '{kind}' is invalid. Only 'CustomRole' can be written."
        )
    _check_unique(call, name, role_name)
    permissions = [_read_permissions(each) for each in sent.readers("permissions")]
    if not permissions:
        raise bad_request("BadRequestFormat", "The request was incorrectly formatted: permissions are missing.")
    return {
        "roleName": role_name,
        "type": "CustomRole",
        "description": sent.text("description"),
        "permissions": permissions,
        "assignableScopes": _read_scopes(call, sent.texts("assignableScopes")),
    }


def _check_unique(call: Call, name: str, role_name: str) -> None:
    others = {
        each.properties["roleName"].lower()
        for each in call.cloud.inventory.of_type(DEFINITION_TYPE)
        if each.name != name
    }
    if role_name.lower() in others or role_name.lower() in built_in_role_names():
        raise conflict(
            "RoleDefinitionWithSameNameExists",
            f"A custom role with the same name already exists in this directory. Use a different name than "
            f"'{role_name}'.",
        )


def _read_permissions(entry: BodyReader) -> dict[str, list[str]]:
    found = {name: entry.texts(name) for name in _ACTIONS}
    for action in (each for actions in found.values() for each in actions):
        if action != "*" and ("/" not in action or action.strip() != action):
            raise bad_request(
                "InvalidActionOrNotAction",
                f"'{action}' does not match any of the actions supported by the providers.",
            )
    return found


def _read_scopes(call: Call, scopes: list[str]) -> list[str]:
    if not scopes:
        raise bad_request("MissingAssignableScopes", "A custom role needs at least one assignable scope.")
    subscription = Scope(f"/subscriptions/{call.cloud.settings.subscription}")
    for each in scopes:
        if not subscription.covers(Scope(each)) and Scope(each).folded != root_group(call.cloud).lower():
            raise bad_request(
                "LinkedInvalidPropertyId" if each.strip("/") else "InvalidAssignableScope",
                f"The assignable scope '{each}' is neither this subscription, nor a group in it, nor its "
                f"management group.",
            )
    return scopes
