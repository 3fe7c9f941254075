"""A cluster's network."""

from typing import Any

import pytest

from tests.arm_scene import Arm, cluster_body

CLUSTER = "Microsoft.ContainerService/managedClusters/aks"


@pytest.mark.parametrize(
    ("sent", "pods", "ranges"),
    [
        (None, 110, "10.244.0.0/16"),
        ({"networkPlugin": "azure"}, 30, None),
        ({"networkPlugin": "azure", "networkPluginMode": "overlay"}, 250, "10.244.0.0/16"),
        ({"networkPlugin": "none"}, 110, None),
    ],
)
def test_pods_have_addresses_by_the_plugin(arm: Arm, sent: Any, pods: int, ranges: str | None) -> None:
    """And so many fit on a node."""
    shown = arm.ok("PUT", CLUSTER, cluster_body(networkProfile=sent))["properties"]

    assert (pods, ranges) == (shown["agentPoolProfiles"][0]["maxPods"], shown["networkProfile"].get("podCidr"))
    assert ("10.0.0.0/16", "10.0.0.10") == tuple(
        shown["networkProfile"][name] for name in ("serviceCidr", "dnsServiceIP")
    )


def test_it_calls_from_an_address_that_exists(arm: Arm) -> None:
    """The load balancer's, in the group of the nodes."""
    network = arm.ok("GET", arm.cluster())["properties"]["networkProfile"]
    [address] = network["loadBalancerProfile"]["effectiveOutboundIPs"]

    assert arm.ok("GET", address["id"])["properties"]["ipAddress"].startswith("198.51.100.")
    assert {"count": 1} == network["loadBalancerProfile"]["managedOutboundIPs"]


def test_or_from_one_that_it_is_given(arm: Arm) -> None:
    """Then none is made."""
    address = "Microsoft.Network/publicIPAddresses/mine"
    made = arm.ok("PUT", address, {
        "location": "westeurope", "sku": {"name": "Standard"}, "properties": {"publicIPAllocationMethod": "Static"},
    })  # fmt: skip
    given = {"loadBalancerProfile": {"outboundIPs": {"publicIPs": [{"id": made["id"]}]}}}
    shown = arm.ok("PUT", CLUSTER, cluster_body(networkProfile=given))["properties"]

    assert [{"id": made["id"]}] == shown["networkProfile"]["loadBalancerProfile"]["effectiveOutboundIPs"]
    assert (400, "PublicIPAddressCannotBeDeleted") == arm.code("DELETE", address)


def test_behind_something_else_it_has_no_load_balancer(arm: Arm) -> None:
    """A NAT gateway, a routing table."""
    shown = arm.ok("PUT", CLUSTER, cluster_body(networkProfile={"outboundType": "userDefinedRouting"}))["properties"]

    assert "loadBalancerProfile" not in shown["networkProfile"]


@pytest.mark.parametrize(
    "sent",
    [
        {"networkPlugin": "azure"},
        {"podCidr": "10.9.0.0/16"},
        {"serviceCidr": "10.9.0.0/16"},
        {"loadBalancerSku": "basic"},
    ],
)
def test_the_network_is_chosen_once(arm: Arm, sent: dict[str, str]) -> None:
    """When the cluster is made."""
    arm.cluster()

    assert (400, "PropertyChangeNotAllowed") == arm.code("PUT", CLUSTER, cluster_body(networkProfile=sent))


@pytest.mark.parametrize("before", [{"networkPlugin": "kubenet"}, {"networkPlugin": "azure"}])
def test_pods_move_to_an_overlay_and_not_back(arm: Arm, before: dict[str, str]) -> None:
    """From addresses of the nodes' subnet, and from kubenet."""
    overlay = {"networkPlugin": "azure", "networkPluginMode": "overlay", "podCidr": "192.168.0.0/16"}
    arm.ok("PUT", CLUSTER, cluster_body(networkProfile=before))
    network = arm.ok("PUT", CLUSTER, cluster_body(networkProfile=overlay))["properties"]["networkProfile"]

    assert overlay == {name: network[name] for name in overlay}
    assert ["192.168.0.0/16"] == network["podCidrs"]
    back = cluster_body(networkProfile={"networkPlugin": "kubenet", "networkPluginMode": None})
    assert (400, "PropertyChangeNotAllowed") == arm.code("PUT", CLUSTER, back)
