"""Deleting: with all that is below, and what goes with it."""

import pytest

from tests.arm_scene import Arm


def test_a_group_goes_with_everything_in_it(arm: Arm) -> None:
    """Clusters with their node groups and issuers, identities with their principals, roles with their scopes."""
    identity, cluster = arm.identity(), arm.cluster()
    principal = arm.ok("GET", identity)["properties"]["principalId"]
    shown = arm.ok("GET", cluster)["properties"]
    vault = arm.vault()
    arm.grant("4633458b-17de-408a-b874-0445c86b69e6", principal, f"{arm.id(vault)}/secrets/one")
    arm.ok("DELETE", arm.group)

    assert ["Microsoft.Authorization/roleAssignments"] == [each.type for each in arm.cloud.inventory.below("")]
    assert arm.cloud.directory.get(principal) is None
    assert arm.cloud.cluster_issuers.get(shown["oidcIssuerProfile"]["issuerURL"]) is None
    assert (404, "ResourceGroupNotFound") == arm.code("GET", f"~/resourceGroups/{shown['nodeResourceGroup']}")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("Microsoft.ManagedIdentity/userAssignedIdentities/none", 204),
        ("Microsoft.KeyVault/vaults/none", 204),
        ("Microsoft.ContainerService/managedClusters/none", 204),
        ("Microsoft.Network/virtualNetworks/none", 204),
        ("~/resourceGroups/none", 404),
    ],
)
def test_what_is_not_there_is_deleted_already(arm: Arm, path: str, status: int) -> None:
    """Except a group, which is missed."""
    assert status == arm("DELETE", path).status


def test_roles_at_what_is_gone_are_gone(arm: Arm) -> None:
    """A new resource of the name has none of the old one's grants."""
    path = arm.vault()
    arm.grant("4633458b-17de-408a-b874-0445c86b69e6", "33333333-3333-4333-8333-333333333333", path)
    arm.ok("DELETE", path)
    listed = arm.ok("GET", f"{arm.group}/providers/Microsoft.Authorization/roleAssignments")["value"]

    assert [] == [each["id"] for each in listed if "vaults" in each["id"]]
