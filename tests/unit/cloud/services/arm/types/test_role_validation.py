"""What a role of the tenant's must be."""

from typing import Any

import pytest

from tests.arm_scene import Arm

ROLE = "~/providers/Microsoft.Authorization/roleDefinitions/44444444-4444-4444-8444-444444444444"


@pytest.mark.parametrize(
    ("properties", "status", "code"),
    [
        ({"roleName": ""}, 400, "BadRequestFormat"),
        ({"roleName": "x" * 513}, 400, "BadRequestFormat"),
        ({"roleName": "Reader"}, 409, "RoleDefinitionWithSameNameExists"),
        ({"roleName": "LISTER"}, 409, "RoleDefinitionWithSameNameExists"),
        ({"type": "BuiltInRole"}, 400, "InvalidRoleDefinitionType"),
        ({"permissions": []}, 400, "BadRequestFormat"),
        ({"permissions": [{"actions": ["everything"]}]}, 400, "InvalidActionOrNotAction"),
        ({"permissions": [{"actions": [" */read"]}]}, 400, "InvalidActionOrNotAction"),
        ({"permissions": {}}, 400, "InvalidRequestContent"),
        ({"assignableScopes": []}, 400, "MissingAssignableScopes"),
        ({"assignableScopes": ["/"]}, 400, "InvalidAssignableScope"),
        ({"assignableScopes": ["/subscriptions/other"]}, 400, "LinkedInvalidPropertyId"),
    ],
)
def test_a_role_that_azure_would_refuse_is_refused(
    arm: Arm, properties: dict[str, Any], status: int, code: str
) -> None:
    """Names are unique, built-in ones included."""
    usual = {"roleName": "lister", "permissions": [{"actions": ["*/read"]}], "assignableScopes": [arm.subscription]}
    arm.ok("PUT", ROLE.replace("4444444", "5555555"), {"properties": usual})
    sent = {**usual, "roleName": "another", **properties}

    assert (status, code) == arm.code("PUT", ROLE, {"properties": sent})


def test_its_own_name_is_no_conflict(arm: Arm) -> None:
    """A role may be written again."""
    content = {
        "properties": {"roleName": "x", "permissions": [{"actions": ["*"]}], "assignableScopes": [arm.subscription]}
    }
    arm.ok("PUT", ROLE, content)

    assert 201 == arm("PUT", ROLE, content).status


def test_an_id_is_a_guid(arm: Arm) -> None:
    """Or it is none."""
    assert (400, "InvalidRoleDefinitionId") == arm.code("PUT", ROLE + "x", {"properties": {}})
