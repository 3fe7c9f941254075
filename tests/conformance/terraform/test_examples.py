"""The two articles' configurations, as azurerm 5 and as azurerm 3 files, as anybody would apply them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aksess.testing import LocalAzure
from tests.conformance.terraform.client import GRAPH, client
from tests.conformance.terraform.conftest import NewWorkspace
from tests.conformance.terraform.leftovers import everything
from tests.conformance.terraform.tools import AZUREAD_3, AZURERM_3, AZURERM_5, HTTP_3, Provider
from tests.conformance.terraform.workspace import Workspace

EXAMPLES = Path(__file__).parents[3] / "examples"
OWNERS = "widemo-subscription-owners"
VERSIONS = [pytest.param("azurerm-5", AZURERM_5, id="5"), pytest.param("azurerm-3", AZURERM_3, id="3")]


def lives(space: Workspace, source: Path) -> dict[str, str]:
    """Apply the files of an example as they are, plan nothing, destroy all; gives the outputs in between."""
    before = everything(space.azure)
    shutil.copytree(source, space.folder, dirs_exist_ok=True)
    space.init()
    space.apply()
    space.empty_plan()
    outputs = space.outputs()
    space.destroy()

    assert before == everything(space.azure)
    return outputs


@pytest.mark.parametrize(("folder", "provider"), VERSIONS)
def test_the_walk_through_is_applied_as_it_is_written(workspace: NewWorkspace, folder: str, provider: Provider) -> None:
    """Cluster, identity, federated credential, vault, secret."""
    outputs = lives(workspace(provider), EXAMPLES / "walk-through" / folder / "infra")

    assert outputs["oidc_issuer_url"].startswith("https://westeurope.oic.prod-aks.azure.com/")
    assert outputs["oidc_issuer_url"].endswith("/")


@pytest.mark.parametrize(("folder", "provider"), VERSIONS)
def test_the_full_example_is_applied_as_it_is_written(
    workspace: NewWorkspace, local_azure: LocalAzure, folder: str, provider: Provider
) -> None:
    """With a vault that admits the caller's own address, which a public service tells, and denies by default."""
    with client(local_azure) as operator:
        group = {"displayName": OWNERS, "mailEnabled": False, "mailNickname": "owners", "securityEnabled": True}
        operator.post(f"{GRAPH}/v1.0/groups", group)

    outputs = lives(workspace(provider, AZUREAD_3, HTTP_3), EXAMPLES / "full" / folder)

    assert local_azure.settings.tenant == outputs["tenant_id"]
