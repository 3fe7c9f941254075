"""What Azure refuses, refused to Terraform too: at once, and in words that name what is missing."""

from __future__ import annotations

from typing import Any

import pytest

from aksess.testing import LocalAzure
from tests.conformance.terraform.client import Client, client
from tests.conformance.terraform.conftest import NewWorkspace
from tests.conformance.terraform.identities import federate, identity, issuer, projected
from tests.conformance.terraform.tools import AZURERM_3, AZURERM_5, Provider
from tests.conformance.terraform.workspace import Workspace

VERSIONS = [pytest.param(AZURERM_5, id="5"), pytest.param(AZURERM_3, id="3")]
# Seconds: a refusal that is retried is a hang to whoever waits for it.
AT_ONCE = 60.0
PROVIDER = 'provider "azurerm" {\n  features {}\n}\n'
GROUP = 'resource "azurerm_resource_group" "this" {\n  name     = "rg-refused"\n  location = "westeurope"\n}\n'
SECRET = """
resource "azurerm_key_vault_secret" "this" {
  name         = "s"
  value        = "v"
  key_vault_id = "%s"
}
"""
OPEN = {"bypass": "AzureServices", "defaultAction": "Allow", "ipRules": [], "virtualNetworkRules": []}
CLOSED = {**OPEN, "defaultAction": "Deny", "ipRules": [{"value": "198.51.100.7/32"}]}


def refused(space: Workspace, provider: Provider, resources: str) -> str:
    """Apply, which fails by itself in time; gives the provider's words."""
    registration = "  skip_provider_registration = true\n" if provider is AZURERM_3 else ""
    settings = PROVIDER.replace("  features {}\n", f"  features {{}}\n{registration}")
    (space.folder / "main.tf").write_text(provider.block + settings + resources)
    space.init()
    return space.fails("apply", "-auto-approve", patience=AT_ONCE)


def vault(operator: Client, rules: dict[str, Any], *, rbac: bool, policies: list[dict[str, Any]]) -> str:
    """A vault, made without the provider and its two minutes; its ARM id."""
    group = operator.group("vaults")
    shown = operator.put(
        f"{group}/providers/Microsoft.KeyVault/vaults/kvrefused",
        "2023-07-01",
        {
            "location": "westeurope",
            "properties": {
                "tenantId": operator.azure.operator.tenant,
                "sku": {"family": "A", "name": "standard"},
                "enableRbacAuthorization": rbac,
                "accessPolicies": policies,
                "networkAcls": rules,
            },
        },
    )
    return str(shown["id"])


def every_secret(azure: LocalAzure) -> dict[str, Any]:
    """A policy that lets the operator do everything with secrets."""
    permissions = {"secrets": ["Get", "List", "Set", "Delete", "Purge", "Recover"]}
    return {
        "tenantId": azure.operator.tenant,
        "objectId": azure.settings.operator_object_id,
        "permissions": permissions,
    }


@pytest.mark.parametrize("provider", VERSIONS)
def test_a_reader_creates_nothing(workspace: NewWorkspace, local_azure: LocalAzure, provider: Provider) -> None:
    """403 AuthorizationFailed, with the action and the scope."""
    with client(local_azure) as operator:
        group = operator.group("identities")
        reader, url = identity(operator, group), issuer(operator, group)
        federate(operator, reader, url)
        operator.grant(operator.subscription, "Reader", reader.object_id)
    space = workspace(provider)
    token = projected(local_azure, url)
    del space.environment["ARM_CLIENT_SECRET"]
    space.environment.update(ARM_USE_OIDC="true", ARM_OIDC_TOKEN=token, ARM_CLIENT_ID=reader.client_id)

    words = refused(space, provider, GROUP)

    assert "403" in words
    assert "AuthorizationFailed" in words
    assert "Microsoft.Resources/subscriptions/resourcegroups/write" in words.replace(
        "resourceGroups/", "resourcegroups/"
    )


@pytest.mark.parametrize("provider", VERSIONS)
def test_a_secret_needs_a_policy_for_whoever_writes_it(
    workspace: NewWorkspace, local_azure: LocalAzure, provider: Provider
) -> None:
    """Owning the subscription is not enough."""
    with client(local_azure) as operator:
        target = vault(operator, OPEN, rbac=False, policies=[])

    words = refused(workspace(provider), provider, SECRET % target)

    assert "403" in words
    assert "does not have secrets get permission on key vault 'kvrefused" in words


@pytest.mark.parametrize("provider", VERSIONS)
def test_a_secret_needs_a_data_role_where_the_vault_decides_by_roles(
    workspace: NewWorkspace, local_azure: LocalAzure, provider: Provider
) -> None:
    """Owner has no data actions."""
    with client(local_azure) as operator:
        target = vault(operator, OPEN, rbac=True, policies=[])

    assert "ForbiddenByRbac" in refused(workspace(provider), provider, SECRET % target)


@pytest.mark.parametrize("provider", VERSIONS)
def test_a_vaults_firewall_keeps_the_operator_out(
    workspace: NewWorkspace, local_azure: LocalAzure, provider: Provider
) -> None:
    """A policy lets in nobody whom the network rules keep out."""
    with client(local_azure) as operator:
        target = vault(operator, CLOSED, rbac=False, policies=[every_secret(local_azure)])

    words = refused(workspace(provider), provider, SECRET % target)

    assert "ForbiddenByFirewall" in words
    assert local_azure.settings.operator_address in words


def test_an_accounts_firewall_keeps_the_operator_out(workspace: NewWorkspace, local_azure: LocalAzure) -> None:
    """A container goes through ARM; a blob does not."""
    with client(local_azure) as operator:
        group = operator.group("accounts")
        account = f"{group}/providers/Microsoft.Storage/storageAccounts/strefused"
        rules = {**CLOSED, "ipRules": [{"value": "198.51.100.7", "action": "Allow"}]}
        body = {"location": "westeurope", "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}
        operator.put(account, "2023-01-01", {**body, "properties": {"networkAcls": rules}})
        container = f"{account}/blobServices/default/containers/data"
        operator.put(container, "2023-01-01", {"properties": {}})
    blob = f"""
resource "azurerm_storage_blob" "this" {{
  name                 = "b"
  type                 = "Block"
  source_content       = "x"
  storage_container_id = "{container}"
}}
"""

    words = refused(workspace(AZURERM_5), AZURERM_5, blob)

    assert "403" in words
    refusals = [each for each in local_azure.events if each.host.startswith("strefused") and each.status == 403]
    # The answer to a HEAD has no body to say it in.
    assert "AuthorizationFailure" == refusals[-1].code
