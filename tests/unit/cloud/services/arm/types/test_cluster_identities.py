"""The identities that AKS makes."""

from typing import Any

from tests.arm_scene import Arm, cluster_body

CLUSTER = "Microsoft.ContainerService/managedClusters/aks"


def test_kubelets_have_an_identity_of_their_own(arm: Arm) -> None:
    """In the group of the nodes; a principal like any other."""
    kubelet = arm.ok("GET", arm.cluster())["properties"]["identityProfile"]["kubeletidentity"]
    principal = arm.cloud.directory.get(kubelet["objectId"])

    assert kubelet["resourceId"].endswith(
        "resourceGroups/MC_widemo_aks_westeurope/providers/Microsoft.ManagedIdentity/userAssignedIdentities/aks-agentpool"
    )
    assert principal is not None
    assert kubelet["clientId"] == principal.app_id


def test_or_the_one_that_they_are_given(arm: Arm) -> None:
    """By who may assign it."""
    identity = arm.id(arm.identity())
    content = cluster_body(identityProfile={"kubeletidentity": {"resourceId": identity}})
    shown = arm.ok("PUT", CLUSTER, content)["properties"]["identityProfile"]["kubeletidentity"]

    assert arm.ok("GET", identity)["properties"]["principalId"] == shown["objectId"]


def test_add_ons_that_are_on_have_one_each(arm: Arm) -> None:
    """Those that are off have none."""
    gateway = f"{arm.group}/providers/Microsoft.Network/applicationGateways/agw"
    addons = {
        "omsagent": {"enabled": True, "config": {"logAnalyticsWorkspaceResourceID": "/x"}},
        "azureKeyvaultSecretsProvider": {"enabled": True, "config": {"enableSecretRotation": "false"}},
        "ingressApplicationGateway": {"enabled": True, "config": {"applicationGatewayId": gateway}},
        "azurepolicy": {"enabled": False},
    }
    shown = arm.ok("PUT", CLUSTER, cluster_body(addonProfiles=addons))["properties"]["addonProfiles"]

    assert {
        "omsagent": "omsagent-aks",
        "azureKeyvaultSecretsProvider": "azurekeyvaultsecretsprovider-aks",
        "ingressApplicationGateway": "ingressapplicationgateway-aks",
    } == {name: each["identity"]["resourceId"].rpartition("/")[2] for name, each in shown.items() if "identity" in each}
    assert gateway == shown["ingressApplicationGateway"]["config"]["effectiveApplicationGatewayId"]


def test_an_add_on_that_an_update_does_not_name_stays(arm: Arm) -> None:
    """Whatever its case; switched off by name."""
    arm.cluster(addonProfiles={"azurepolicy": {"enabled": True}})
    both = arm.ok("PUT", CLUSTER, cluster_body(addonProfiles={"omsagent": {"enabled": True}}))
    off = arm.ok("PUT", CLUSTER, cluster_body(addonProfiles={"azurePolicy": {"enabled": False}}))

    assert {"azurepolicy": True, "omsagent": True} == enabled(both)
    assert {"azurePolicy": False, "omsagent": True} == enabled(off)


def enabled(shown: Any) -> dict[str, bool]:
    """Which add-ons are on."""
    return {name: each["enabled"] for name, each in shown["properties"]["addonProfiles"].items()}


def test_they_stay_the_same_through_updates(arm: Arm) -> None:
    """Grants name them."""
    before = arm.ok("GET", arm.cluster(addonProfiles={"omsagent": {"enabled": True}}))["properties"]
    after = arm.ok("PUT", CLUSTER, cluster_body(addonProfiles={"omsagent": {"enabled": True}}))["properties"]

    assert before["addonProfiles"] == after["addonProfiles"]
    assert before["identityProfile"] == after["identityProfile"]
