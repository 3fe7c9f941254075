"""A cluster's properties."""

from typing import Any

import pytest

from tests.arm_scene import Arm, cluster_body

CLUSTER = "Microsoft.ContainerService/managedClusters/aks"


@pytest.mark.parametrize("nothing", [None, ""])
def test_what_is_not_said_is_filled_in(arm: Arm, nothing: str | None) -> None:
    """Absent or empty alike: Terraform sends empty texts."""
    shown = arm.ok("PUT", CLUSTER, cluster_body(kubernetesVersion=nothing, nodeResourceGroup=nothing))["properties"]

    assert ("1.33.7", "1.33.7") == (shown["kubernetesVersion"], shown["currentKubernetesVersion"])
    assert "MC_widemo_aks_westeurope" == shown["nodeResourceGroup"]
    assert shown["fqdn"].startswith("widemo-")
    assert shown["fqdn"].endswith(".hcp.westeurope.azmk8s.io")
    assert (True, False, 100) == (shown["enableRBAC"], shown["disableLocalAccounts"], shown["maxAgentPools"])


def test_a_private_cluster_has_a_private_name(arm: Arm) -> None:
    """And no public one."""
    shown = arm.ok("PUT", CLUSTER, cluster_body(apiServerAccessProfile={"enablePrivateCluster": True}))["properties"]

    assert "fqdn" not in shown
    assert shown["privateFQDN"].endswith(".azmk8s.io")
    assert "system" == shown["apiServerAccessProfile"]["privateDNSZone"]


def test_a_private_cluster_stays_private_where_an_update_does_not_say_it(arm: Arm) -> None:
    """Its public name comes and goes."""
    access = {"enablePrivateCluster": True, "privateDNSZone": "none", "enablePrivateClusterPublicFQDN": True}
    made = arm.ok("PUT", CLUSTER, cluster_body(apiServerAccessProfile=access))["properties"]
    access = {"disableRunCommand": True, "enablePrivateClusterPublicFQDN": False}
    left = arm.ok("PUT", CLUSTER, cluster_body(apiServerAccessProfile=access))["properties"]

    assert (True, False) == ("fqdn" in made, "fqdn" in left)
    assert made["privateFQDN"] == left["privateFQDN"]
    assert {**access, "enablePrivateCluster": True, "privateDNSZone": "none"} == left["apiServerAccessProfile"]


@pytest.mark.parametrize(
    "properties",
    [
        {"dnsPrefix": None},
        {"dnsPrefix": ""},
        {"agentPoolProfiles": []},
        {"agentPoolProfiles": [{"name": "x", "mode": "User"}]},
        {"agentPoolProfiles": [{"name": "Bad-Name", "mode": "System"}]},
        {"kubernetesVersion": "latest"},
        {"kubernetesVersion": "2.0"},
    ],
)
def test_what_azure_refuses_is_refused(arm: Arm, properties: dict[str, Any]) -> None:
    """400 InvalidParameter."""
    assert (400, "InvalidParameter") == arm.code("PUT", CLUSTER, cluster_body(**properties))


def test_a_cluster_acts_as_somebody(arm: Arm) -> None:
    """An identity, or a service principal."""
    content = {**cluster_body(), "identity": None}

    assert (400, "InvalidParameter") == arm.code("PUT", CLUSTER, content)
    content["properties"]["servicePrincipalProfile"] = {"clientId": "c", "secret": "s"}
    assert 201 == arm("PUT", CLUSTER, content).status


@pytest.mark.parametrize("properties", [{"dnsPrefix": "other"}, {"nodeResourceGroup": "other"}, {"enableRBAC": False}])
def test_what_cannot_be_changed_is_refused(arm: Arm, properties: dict[str, Any]) -> None:
    """By name; left out it stays."""
    arm.cluster()

    assert (400, "PropertyChangeNotAllowed") == arm.code("PUT", CLUSTER, cluster_body(**properties))


def test_the_cluster_goes_on_as_it_was_where_an_update_says_nothing(arm: Arm) -> None:
    """A PUT of what was read changes nothing."""
    shown = arm.ok("GET", arm.cluster())

    after = arm.ok("PUT", CLUSTER, shown)

    assert shown.pop("eTag") != after.pop("eTag")
    assert shown == after


@pytest.mark.parametrize(
    "properties",
    [
        {"dnsPrefix": "-a"},
        {"dnsPrefix": "a.b"},
        {"dnsPrefix": "a" * 55},
        {"nodeResourceGroup": "a" * 81},
        {"agentPoolProfiles": [{"name": "same", "mode": "System"}, {"name": "same", "mode": "User"}]},
        {"networkProfile": {"serviceCidr": "10.0.0.0/16", "dnsServiceIP": "10.9.0.10"}},
    ],
)
def test_what_aks_would_not_make_is_refused(arm: Arm, properties: dict[str, Any]) -> None:
    """Before anything is made."""
    assert (400, "InvalidParameter") == arm.code("PUT", CLUSTER, cluster_body(**properties))


def test_a_subnet_is_named_by_its_whole_id(arm: Arm) -> None:
    """A name alone is no id of anything, whoever asks."""
    pools = [{"name": "default", "mode": "System", "vnetSubnetID": "pods"}]

    assert (400, "LinkedInvalidPropertyId") == arm.code("PUT", CLUSTER, cluster_body(agentPoolProfiles=pools))
