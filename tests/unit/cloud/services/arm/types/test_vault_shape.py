"""A vault's properties."""

from typing import Any

import pytest

from tests.arm_scene import Arm

VAULT = "Microsoft.KeyVault/vaults/widemo-kv"


def body(arm: Arm, **properties: Any) -> dict[str, Any]:
    """The least that makes a vault."""
    usual = {"tenantId": arm.cloud.settings.tenant, "sku": {"family": "A", "name": "standard"}, "accessPolicies": []}
    return {"location": "westeurope", "properties": {**usual, **properties}}


def test_what_is_not_said_is_azures_default(arm: Arm) -> None:
    """So that a client that reads it back finds no difference."""
    shown = arm.ok("PUT", VAULT, body(arm, vaultUri="https://elsewhere.example/"))["properties"]

    assert {
        "tenantId": arm.cloud.settings.tenant,
        "sku": {"family": "A", "name": "standard"},
        "accessPolicies": [],
        "enabledForDeployment": False,
        "enabledForDiskEncryption": False,
        "enabledForTemplateDeployment": False,
        "enableRbacAuthorization": False,
        "enableSoftDelete": True,
        "softDeleteRetentionInDays": 90,
        "publicNetworkAccess": "Enabled",
        "vaultUri": "https://widemo-kv.vault.azure.net/",
        "provisioningState": "Succeeded",
    } == shown


@pytest.mark.parametrize(
    ("version", "rbac"), [("2025-05-01", False), ("2026-02-01", True), ("2026-03-01-preview", True)]
)
def test_rbac_is_the_default_of_new_versions(arm: Arm, version: str, rbac: bool) -> None:
    """From 2026-02-01 on, for new vaults."""
    made = arm.ok("PUT", VAULT, body(arm), version=version)
    again = arm.ok("PUT", VAULT, body(arm), version="2026-02-01")

    assert (rbac, rbac) == tuple(each["properties"]["enableRbacAuthorization"] for each in (made, again))


@pytest.mark.parametrize(
    "properties",
    [
        {"tenantId": "x"},
        {"tenantId": None},
        {"sku": None},
        {"sku": {"name": "free"}},
        {"sku": {"family": "B", "name": "standard"}},
        {"enableSoftDelete": False},
        {"enablePurgeProtection": False},
        {"softDeleteRetentionInDays": 6},
        {"softDeleteRetentionInDays": 91},
        {"publicNetworkAccess": "Sometimes"},
    ],
)
def test_what_azure_refuses_is_refused(arm: Arm, properties: dict[str, Any]) -> None:
    """400 BadRequest."""
    assert (400, "BadRequest") == arm.code("PUT", VAULT, body(arm, **properties))


def test_purge_protection_is_for_good(arm: Arm) -> None:
    """It stays where an update says nothing, and cannot be taken back."""
    arm.ok("PUT", VAULT, body(arm, enablePurgeProtection=True))

    assert (400, "BadRequest") == arm.code("PATCH", VAULT, {"properties": {"enablePurgeProtection": False}})
    assert arm.ok("PUT", VAULT, body(arm))["properties"]["enablePurgeProtection"] is True


def test_the_retention_is_chosen_once(arm: Arm) -> None:
    """When the vault is made."""
    arm.ok("PUT", VAULT, body(arm, softDeleteRetentionInDays=7))

    assert (400, "BadRequest") == arm.code("PUT", VAULT, body(arm, softDeleteRetentionInDays=8))
    assert 7 == arm.ok("PUT", VAULT, body(arm))["properties"]["softDeleteRetentionInDays"]


def test_a_patch_changes_what_it_names(arm: Arm) -> None:
    """And nothing else."""
    before = arm.ok("PUT", VAULT, body(arm, enabledForDeployment=True))["properties"]
    after = arm.ok("PATCH", VAULT, {"properties": {"publicNetworkAccess": "Disabled"}})["properties"]

    assert {**before, "publicNetworkAccess": "Disabled"} == after


RBAC_ADMINISTRATOR = "f58310d9-a9f6-439a-9e8d-f62e7b41a168"
VAULT_CONTRIBUTOR = "f25e0fa2-a7c8-4377-a976-54943a77a395"


def test_another_permission_model_is_for_those_who_may_give_roles(arm: Arm) -> None:
    """A contributor could take every access away with one flag; saying it as it is changes nothing."""
    vault = arm.vault(enableRbacAuthorization=False)
    other = {"properties": {"enableRbacAuthorization": True}}
    same = {"properties": {"enableRbacAuthorization": False}}

    assert (403, "InsufficientPermissions") == arm.code("PATCH", vault, other, who="contributor")
    assert arm.ok("GET", vault)["properties"]["enableRbacAuthorization"] is False
    assert 200 == arm("PATCH", vault, same, who="contributor").status
    arm.ok("PATCH", vault, other)
    assert (403, "InsufficientPermissions") == arm.code("PATCH", vault, same, who="contributor")


def test_who_may_give_some_roles_alone_may_not_change_the_model(arm: Arm) -> None:
    """The permission must be unrestricted."""
    vault = arm.vault(enableRbacAuthorization=False)
    nobody = "33333333-3333-4333-8333-333333333333"
    condition = (
        "!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'}) OR "
        f"@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] GuidEquals {VAULT_CONTRIBUTOR}"
    )
    definitions = f"{arm.subscription}/providers/Microsoft.Authorization/roleDefinitions"
    path = f"{arm.group}/providers/Microsoft.Authorization/roleAssignments/{arm.cloud.random_source.uuid()}"
    given = {"roleDefinitionId": f"{definitions}/{RBAC_ADMINISTRATOR}", "principalId": nobody, "condition": condition}
    arm.grant(VAULT_CONTRIBUTOR, nobody, arm.group)
    arm.ok("PUT", path, {"properties": given})
    change = {"properties": {"enableRbacAuthorization": True}}

    assert (403, "InsufficientPermissions") == arm.code("PATCH", vault, change, who="nobody")
