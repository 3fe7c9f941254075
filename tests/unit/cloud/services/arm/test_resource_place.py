"""Scopes: where a role assignment can hang."""

import pytest

from tests.arm_scene import Arm

ROLES = "providers/Microsoft.Authorization/roleAssignments"


@pytest.mark.parametrize(
    ("scope", "status"),
    [
        ("~", 200),
        ("~/resourceGroups/widemo", 200),
        ("~/resourceGroups/none", 404),
        ("Microsoft.KeyVault/vaults/widemo-kv", 200),
        ("Microsoft.KeyVault/vaults/widemo-kv/secrets/one", 200),
        ("Microsoft.KeyVault/vaults/none", 404),
        ("Microsoft.KeyVault/vaults/none/secrets/one", 404),
        ("Microsoft.Web/sites/none", 404),
        ("Microsoft.ManagedIdentity/userAssignedIdentities/none", 404),
    ],
)
def test_a_scope_exists_or_is_inside_something_that_does(arm: Arm, scope: str, status: int) -> None:
    """A secret cannot be looked up by ARM; its vault can."""
    arm.vault()

    assert status == arm("GET", f"{arm.id(scope)}/{ROLES}").status


def test_the_root_management_group_is_above_the_subscription(arm: Arm) -> None:
    """It has the tenant's id; a role there holds in the subscription."""
    arm.ok("POST", "/providers/Microsoft.Authorization/elevateAccess")
    root = f"/providers/Microsoft.Management/managementGroups/{arm.cloud.settings.tenant}"
    reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7"

    assert 403 == arm("GET", "~/resourceGroups/widemo", who="nobody").status
    assert 201 == arm.grant(reader, "33333333-3333-4333-8333-333333333333", root).status
    assert 200 == arm("GET", "~/resourceGroups/widemo", who="nobody").status
