"""A vault's data through the life that ARM gives the vault."""

from __future__ import annotations

import pytest

from tests.cloud_fixtures import Ask, Reply
from tests.unit.cloud.services.keyvault.conftest import AUDIENCE
from tests.vaults import grant

GROUP = "/resourceGroups/widemo"
VAULT = f"{GROUP}/providers/Microsoft.KeyVault/vaults/widemo-kv"
SECRET = "https://widemo-kv.vault.azure.net/secrets/s?api-version=7.6"
DELETED = "/providers/Microsoft.KeyVault/locations/westeurope/deletedVaults/widemo-kv"


class Arm:
    """ARM and one secret, as the operator."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._root = f"/subscriptions/{ask.cloud.settings.subscription}"
        self("PUT", GROUP, {"location": "westeurope"}, version="2022-09-01")
        grant(ask.cloud, ask.cloud.settings.operator_object_id, "Key Vault Administrator", self._root)

    def __call__(self, method: str, path: str, content: object = None, version: str = "2023-07-01") -> Reply:
        url = f"https://management.azure.com{self._root}{path}?api-version={version}"
        return self._ask(method, url, content=content, token=self._ask.operator())

    def make(self, **properties: object) -> Reply:
        """Create or recover the vault."""
        settings = self._ask.cloud.settings
        sent = {
            "tenantId": settings.tenant,
            "sku": {"family": "A", "name": "standard"},
            "enableRbacAuthorization": True,
            "accessPolicies": [],
            **properties,
        }
        return self("PUT", VAULT, {"location": "westeurope", "properties": sent})

    def secret(self, method: str = "GET", content: object = None) -> Reply:
        """One request for the secret."""
        return self._ask(method, SECRET, content=content, token=self._ask.operator(AUDIENCE))


@pytest.fixture
def arm(ask: Ask) -> Arm:
    """A vault that ARM made, with a secret in it."""
    arm = Arm(ask)
    assert arm.make().status in (200, 201)
    assert 200 == arm.secret("PUT", {"value": "x"}).status
    return arm


def test_a_vault_that_is_deleted_answers_no_more_and_recovered_has_its_secrets(arm: Arm) -> None:
    """Soft delete keeps what is in it."""
    assert arm("DELETE", VAULT).status in (200, 204)
    assert (404, "VaultNotFound") == (arm.secret().status, arm.secret().error)
    assert arm.make(createMode="recover").status in (200, 201)

    assert "x" == arm.secret().json()["value"]


def test_a_new_vault_of_a_purged_ones_name_is_empty(arm: Arm) -> None:
    """Nothing of the old one is seen."""
    arm("DELETE", VAULT)
    assert arm("POST", f"{DELETED}/purge").status in (200, 202)
    assert arm.make().status in (200, 201)

    assert (404, "SecretNotFound") == (arm.secret().status, arm.secret().error)


def test_an_update_of_the_vault_keeps_its_data(arm: Arm) -> None:
    """It is the same vault, and what changed counts at once."""
    assert 200 == arm("PATCH", VAULT, {"properties": {"publicNetworkAccess": "Disabled"}}).status
    assert "ForbiddenByConnection" == arm.secret().json()["error"]["innererror"]["code"]
    arm("PATCH", VAULT, {"properties": {"publicNetworkAccess": "Enabled"}})

    assert "x" == arm.secret().json()["value"]
