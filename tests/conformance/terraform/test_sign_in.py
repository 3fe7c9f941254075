"""Every way in which the azurerm provider signs in, each against an identity that is allowed this and no more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aksess.chain import Subject
from aksess.testing import LocalAzure
from tests.conformance.terraform.client import client
from tests.conformance.terraform.conftest import NewWorkspace
from tests.conformance.terraform.identities import Identity, federate, identity, issuer, projected
from tests.conformance.terraform.tools import AZURERM_3, AZURERM_4, AZURERM_5, Provider
from tests.conformance.terraform.workspace import Workspace

ROOT = """
provider "azurerm" {
  features {}
  resource_provider_registrations = "none"
}

data "azurerm_client_config" "current" {}

resource "azurerm_resource_group" "this" {
  name     = "rg-sign-in"
  location = "westeurope"
}

output "who" {
  value = [data.azurerm_client_config.current.client_id, data.azurerm_client_config.current.object_id]
}
"""
DATA = 'data "azurerm_subscription" "current" {}\n'
VERSIONS = [pytest.param(AZURERM_5, id="5"), pytest.param(AZURERM_4, id="4"), pytest.param(AZURERM_3, id="3")]


@pytest.fixture
def deployer(local_azure: LocalAzure) -> tuple[Identity, str]:
    """An identity that may do everything in the subscription, and the issuer of a cluster that speaks for it."""
    with client(local_azure) as operator:
        group = operator.group("identities")
        found, url = identity(operator, group), issuer(operator, group)
        federate(operator, found, url)
        operator.grant(operator.subscription, "Contributor", found.object_id)
    return found, url


def signed_in(space: Workspace, provider: Provider, environment: dict[str, str]) -> list[str]:
    """Apply as somebody; gives the client id and the object id that the provider read in its token."""
    registrations = 'resource_provider_registrations = "none"'
    root = ROOT if provider is not AZURERM_3 else ROOT.replace(registrations, "skip_provider_registration = true")
    (space.folder / "main.tf").write_text(provider.block + root)
    space.environment.update(environment)
    space.init()
    space.apply()
    space.empty_plan()
    who: list[str] = space.outputs()["who"]
    space.destroy()
    return who


def nobody(space: Workspace) -> dict[str, str]:
    """Take the operator's own credentials out of a program's environment."""
    for name in ("ARM_CLIENT_ID", "ARM_CLIENT_SECRET", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"):
        space.environment.pop(name, None)
    return space.environment


@pytest.mark.parametrize("provider", VERSIONS)
def test_a_client_secret_signs_in(workspace: NewWorkspace, local_azure: LocalAzure, provider: Provider) -> None:
    """What ``aksess run`` gives the operator's programs."""
    who = signed_in(workspace(provider), provider, {})

    assert [local_azure.operator.client_id, local_azure.settings.operator_object_id] == who


@pytest.mark.parametrize("provider", VERSIONS)
def test_a_token_of_a_federated_issuer_signs_in(
    workspace: NewWorkspace, local_azure: LocalAzure, deployer: tuple[Identity, str], provider: Provider
) -> None:
    """``use_oidc``: a pipeline's token, exchanged at Entra."""
    expected, url = deployer
    space = workspace(provider)
    nobody(space)
    token = projected(local_azure, url)

    who = signed_in(
        space, provider, {"ARM_USE_OIDC": "true", "ARM_OIDC_TOKEN": token, "ARM_CLIENT_ID": expected.client_id}
    )

    assert [expected.client_id, expected.object_id] == who


@pytest.mark.parametrize("provider", VERSIONS)
def test_a_pods_workload_identity_signs_in(
    workspace: NewWorkspace,
    local_azure: LocalAzure,
    deployer: tuple[Identity, str],
    provider: Provider,
    tmp_path: Path,
) -> None:
    """``use_aks_workload_identity``: Terraform in a pod, with the variables that admission injects."""
    expected, url = deployer
    space = workspace(provider)
    nobody(space)
    (tmp_path / "token").write_text(projected(local_azure, url))

    who = signed_in(
        space,
        provider,
        {
            "ARM_USE_AKS_WORKLOAD_IDENTITY": "true",
            "AZURE_CLIENT_ID": expected.client_id,
            "AZURE_FEDERATED_TOKEN_FILE": str(tmp_path / "token"),
        },
    )

    assert [expected.client_id, expected.object_id] == who


@pytest.mark.parametrize("provider", VERSIONS)
def test_a_managed_identity_signs_in(workspace: NewWorkspace, local_azure: LocalAzure, provider: Provider) -> None:
    """``use_msi``, at the metadata endpoint of the operator's listener."""
    space = workspace(provider)
    nobody(space)

    who = signed_in(space, provider, {"ARM_USE_MSI": "true"})

    assert local_azure.settings.operator_object_id == who[1]


@pytest.mark.parametrize("provider", VERSIONS)
def test_the_azure_cli_signs_in(
    workspace: NewWorkspace, local_azure: LocalAzure, azure_cli: Callable[[Workspace], None], provider: Provider
) -> None:
    """``use_cli``: whoever signed in with ``az login`` beforehand."""
    space = workspace(provider)
    azure_cli(space)
    nobody(space)

    who = signed_in(space, provider, {})

    assert local_azure.settings.operator_object_id == who[1]


@pytest.mark.parametrize("provider", VERSIONS)
def test_a_token_for_another_subject_is_refused_in_entras_words(
    workspace: NewWorkspace, local_azure: LocalAzure, deployer: tuple[Identity, str], provider: Provider
) -> None:
    """The federated credential names another service account: AADSTS700213, at once."""
    _, url = deployer
    with client(local_azure) as operator:
        group = f"{operator.subscription}/resourceGroups/identities"
        stranger = identity(operator, group, "stranger")
        federate(operator, stranger, url, Subject.of("widemo", "somebody-else"))
    space = workspace(provider)
    nobody(space)
    (space.folder / "main.tf").write_text(provider.block + 'provider "azurerm" {\n  features {}\n}\n' + DATA)
    space.environment.update(
        {
            "ARM_USE_OIDC": "true",
            "ARM_OIDC_TOKEN": projected(local_azure, url),
            "ARM_CLIENT_ID": stranger.client_id,
        }
    )
    space.init()

    assert "AADSTS700213" in space.fails("plan", patience=60)
