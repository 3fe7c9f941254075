"""State in Blob Storage: Terraform core's own azurerm backend against the local storage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from aksess.testing import LocalAzure
from tests.conformance.program import run
from tests.conformance.terraform.client import Client, client
from tests.conformance.terraform.conftest import NewWorkspace, need
from tests.conformance.terraform.workspace import Workspace

ACCOUNT = "widemotfstate"
ROOT = """
terraform {
  backend "azurerm" {
    resource_group_name  = "tfstate"
    storage_account_name = "widemotfstate"
    container_name       = "tfstate"
    key                  = "infra.tfstate"
%s
  }
}

resource "terraform_data" "this" {
  input = "remembered"
}

output "said" {
  value = terraform_data.this.output
}
"""
READER = """
data "terraform_remote_state" "infra" {
  backend = "azurerm"
  config = {
    resource_group_name  = "tfstate"
    storage_account_name = "widemotfstate"
    container_name       = "tfstate"
    key                  = "infra.tfstate"
    use_azuread_auth     = true
  }
}

output "line_read" {
  value = data.terraform_remote_state.infra.outputs.said
}
"""
WAYS = [
    pytest.param("    use_azuread_auth     = true", id="identity"),
    pytest.param("", id="account key"),
]


@pytest.fixture
def storage(local_azure: LocalAzure) -> Iterator[Client]:
    """An account with a container, in which the operator may write."""
    with client(local_azure) as operator:
        group = operator.group("tfstate")
        account = f"{group}/providers/Microsoft.Storage/storageAccounts/{ACCOUNT}"
        body = {"location": "westeurope", "kind": "StorageV2", "sku": {"name": "Standard_LRS"}, "properties": {}}
        operator.put(account, "2023-01-01", body)
        operator.put(f"{account}/blobServices/default/containers/tfstate", "2023-01-01", {"properties": {}})
        operator.grant(account, "Storage Blob Data Contributor", local_azure.settings.operator_object_id)
        yield operator


def laid(space: Workspace, way: str) -> None:
    """The configuration with its backend, ready."""
    (space.folder / "main.tf").write_text(ROOT % way)
    space.init()


@pytest.mark.parametrize("way", WAYS)
def test_state_is_kept_in_a_blob(workspace: NewWorkspace, storage: Client, way: str) -> None:
    """Written, read by the next plan, and read as a remote state by another root."""
    space = workspace()
    laid(space, way)
    space.apply()
    space.empty_plan()
    reader = workspace(folder="reader")
    (reader.folder / "main.tf").write_text(READER)
    reader.init()
    reader.apply()

    assert {"line_read": "remembered"} == reader.outputs()
    assert not (space.folder / "terraform.tfstate").exists()
    space.destroy()


@contextmanager
def leased(storage: Client) -> Iterator[None]:
    """Somebody else's lock on the state."""
    url = f"https://{ACCOUNT}.blob.core.windows.net/tfstate/infra.tfstate?comp=lease"
    headers = {"x-ms-version": "2023-11-03", "x-ms-lease-action": "acquire", "x-ms-lease-duration": "-1"}
    answer = storage.storage("PUT", url, headers)
    yield
    release = {"x-ms-lease-action": "release", "x-ms-lease-id": answer.headers["x-ms-lease-id"]}
    storage.storage("PUT", url, {"x-ms-version": "2023-11-03", **release})


def test_a_state_that_somebody_holds_is_left_alone(workspace: NewWorkspace, storage: Client) -> None:
    """The lock is the blob's lease; when it is given back the next one has it."""
    space = workspace()
    laid(space, "    use_azuread_auth     = true")
    space.apply()
    with leased(storage):
        words = space.fails("apply", "-auto-approve", patience=60)

    assert "Error acquiring the state lock" in words
    space.empty_plan()


def test_without_a_role_there_is_no_state(workspace: NewWorkspace, local_azure: LocalAzure) -> None:
    """Owning the account gives no data: the backend is told so at once."""
    with client(local_azure) as operator:
        account = f"{operator.group('tfstate')}/providers/Microsoft.Storage/storageAccounts/{ACCOUNT}"
        body = {"location": "westeurope", "kind": "StorageV2", "sku": {"name": "Standard_LRS"}, "properties": {}}
        operator.put(account, "2023-01-01", body)
    space = workspace()
    (space.folder / "main.tf").write_text(ROOT % "    use_azuread_auth     = true")
    ran = run([need("terraform"), "init", "-no-color", "-input=false"], space.folder, space.environment, 60)

    assert 1 == ran.code
    assert "403" in ran.said
