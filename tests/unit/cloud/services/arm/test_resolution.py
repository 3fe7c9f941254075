"""Scopes: where a role assignment can hang."""

import pytest

from tests.arm_scene import Arm, count_inventory

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


def test_a_scope_far_below_a_vault_costs_no_more_lookups_than_a_resource(arm: Arm) -> None:
    """Only the levels that a type of the table can have are looked up."""
    vault = arm.id(arm.vault())
    counted = count_inventory(arm)
    deep = f"{vault}{'/secrets/one' * 200}"

    assert 200 == arm("GET", f"{deep}/{ROLES}").status
    assert len(counted.gets) < 10


@pytest.mark.parametrize("name", ["none", "Other.Group"])
def test_a_missing_resource_is_named_with_its_group(arm: Arm, name: str) -> None:
    """The 404 says the type, the name and the resource group, as ARM words it."""
    arm.ok("PUT", f"~/resourceGroups/{name}", {"location": "westeurope"})
    reply = arm("GET", f"~/resourceGroups/{name}/providers/Microsoft.KeyVault/vaults/kv")

    assert (404, "ResourceNotFound") == (reply.status, reply.error)
    assert (
        f"The Resource 'Microsoft.KeyVault/vaults/kv' under resource group '{name}' was not found. For more details "
        "please go to https://aka.ms/ARMResourceNotFoundFix"
    ) == reply.json()["error"]["message"]


def test_a_resource_missing_outside_of_any_group_is_named_without_one(arm: Arm) -> None:
    """A type at the subscription has no group to name."""
    tags = arm.id("~/providers/Microsoft.Resources/tags/other")
    message = arm("GET", tags).json()["error"]["message"]

    assert message.startswith("The Resource 'Microsoft.Resources/tags/other' was not found.")
    assert "resource group" not in message
