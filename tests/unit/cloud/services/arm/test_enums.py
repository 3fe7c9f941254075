"""Words and flags that a property knows."""

from typing import Any

import pytest

from tests.arm_scene import Arm

ACCOUNT = "Microsoft.Storage/storageAccounts/widemosa"
STORE = "Microsoft.AppConfiguration/configurationStores/widemo-ac"
ADDRESS = "Microsoft.Network/publicIPAddresses/ip"
IDENTITY = "Microsoft.ManagedIdentity/userAssignedIdentities/wi-api"
CLUSTER = "Microsoft.ContainerService/managedClusters/aks"
GATEWAY = "Microsoft.Network/applicationGateways/agw"
WORKSPACE = "Microsoft.OperationalInsights/workspaces/logs"
VAULT = "Microsoft.KeyVault/vaults/widemo-kv"


def body(arm: Arm, path: str, properties: dict[str, Any]) -> dict[str, Any]:
    """The least that makes a resource, and these properties."""
    sku = {"name": "Standard_LRS" if path == ACCOUNT else "Standard"}
    usual: dict[str, Any] = {}
    if path == VAULT:
        usual = {"tenantId": arm.cloud.settings.tenant, "sku": {"family": "A", "name": "standard"}}
    if path == ADDRESS:
        usual = {"publicIPAllocationMethod": "Static"}
    if path == CLUSTER:
        pools = [{"name": "default", "mode": "System", "count": 1}]
        usual = {"dnsPrefix": "widemo", "agentPoolProfiles": pools}
    top = {} if path in (CLUSTER, IDENTITY, VAULT, GATEWAY, WORKSPACE) else {"sku": sku}
    identity = {"identity": {"type": "SystemAssigned"}} if path == CLUSTER else {}
    return {"location": "westeurope", **top, **identity, "properties": {**usual, **properties}}


@pytest.mark.parametrize(
    ("path", "properties", "code"),
    [
        (ACCOUNT, {"accessTier": "Lukewarm"}, "InvalidRequestPropertyValue"),
        (ACCOUNT, {"minimumTlsVersion": "TLS9"}, "InvalidRequestPropertyValue"),
        (ACCOUNT, {"publicNetworkAccess": "perhaps"}, "InvalidRequestPropertyValue"),
        (ACCOUNT, {"allowSharedKeyAccess": "no"}, "InvalidRequestContent"),
        (ACCOUNT, {"networkAcls": {"defaultAction": "Deny", "bypass": "Everybody"}}, "BadRequest"),
        (STORE, {"publicNetworkAccess": "perhaps"}, "InvalidParameter"),
        (STORE, {"createMode": "Again"}, "InvalidParameter"),
        (VAULT, {"createMode": "again"}, "BadRequest"),
        (VAULT, {"publicNetworkAccess": "off"}, "BadRequest"),
        (VAULT, {"networkAcls": {"bypass": "Logging"}}, "BadRequest"),
        (ADDRESS, {"publicIPAllocationMethod": "Sometimes"}, "InvalidRequestFormat"),
        (IDENTITY, {"isolationScope": "Planet"}, "BadRequest"),
        (GATEWAY, {"sku": {"name": "Huge"}}, "InvalidRequestFormat"),
        (WORKSPACE, {"sku": {"name": "Huge"}}, "InvalidParameter"),
        (CLUSTER, {"networkProfile": {"networkPlugin": "own"}}, "InvalidParameter"),
        (CLUSTER, {"networkProfile": {"outboundType": "own"}}, "InvalidParameter"),
        (CLUSTER, {"autoUpgradeProfile": {"upgradeChannel": "own"}}, "InvalidParameter"),
        (CLUSTER, {"agentPoolProfiles": [{"name": "default", "mode": "Big"}]}, "InvalidParameter"),
        (CLUSTER, {"agentPoolProfiles": [{"name": "default", "mode": "System", "osType": "Own"}]}, "InvalidParameter"),
    ],
)
def test_a_word_that_a_property_does_not_know_is_refused(
    arm: Arm, path: str, properties: dict[str, Any], code: str
) -> None:
    """Kept, it would be without effect, or with another one than was meant."""
    assert (400, code) == arm.code("PUT", path, body(arm, path, properties))
    assert 404 == arm("GET", path).status


def test_the_answer_names_the_property_and_what_it_knows(arm: Arm) -> None:
    """By its whole path."""
    content = body(arm, CLUSTER, {"networkProfile": {"networkPlugin": "own"}})

    assert (
        "The value 'own' is not allowed for property networkProfile.networkPlugin. Allowed: azure, kubenet, none."
        == arm("PUT", CLUSTER, content).json()["error"]["message"]
    )


@pytest.mark.parametrize("word", ["ENABLED", None, ""])
def test_case_is_nothing_and_so_is_what_is_not_said(arm: Arm, word: str | None) -> None:
    """As everywhere in Azure."""
    assert 201 == arm("PUT", STORE, body(arm, STORE, {"publicNetworkAccess": word})).status
