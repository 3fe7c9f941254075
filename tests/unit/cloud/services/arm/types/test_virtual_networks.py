"""Virtual networks and their subnets."""

from typing import Any

import pytest

from tests.arm_scene import Arm

NETWORK = "Microsoft.Network/virtualNetworks/net"


def body(subnets: Any = None, *spaces: str) -> dict[str, Any]:
    """A network with the given subnets; None says nothing of them."""
    properties: dict[str, Any] = {"addressSpace": {"addressPrefixes": list(spaces or ["10.0.0.0/8"])}}
    if subnets is not None:
        properties["subnets"] = [
            {"name": name, "properties": {"addressPrefix": each}} for name, each in subnets.items()
        ]
    return {"location": "westeurope", "properties": properties}


def names(shown: Any) -> list[str]:
    """The subnets that a network shows."""
    return [each["name"] for each in shown["properties"]["subnets"]]


def test_a_network_shows_the_subnets_that_it_has(arm: Arm) -> None:
    """However they were made; a PUT that says nothing of them leaves them."""
    arm.ok("PUT", NETWORK, body({"a": "10.1.0.0/24"}))
    arm.ok("PUT", f"{NETWORK}/subnets/b", {"properties": {"addressPrefixes": ["10.2.0.0/24"]}})

    assert ["a", "b"] == names(arm.ok("GET", NETWORK)) == names(arm.ok("PUT", NETWORK, body()))


def test_a_put_that_names_subnets_leaves_exactly_those(arm: Arm) -> None:
    """None where it names none."""
    arm.ok("PUT", NETWORK, body({"a": "10.1.0.0/24", "b": "10.2.0.0/24"}))

    assert ["b", "c"] == names(arm.ok("PUT", NETWORK, body({"b": "10.2.0.0/24", "c": "10.3.0.0/24"})))
    assert [] == names(arm.ok("PUT", NETWORK, body({})))


def test_a_subnet_in_use_stays_and_so_does_its_network(arm: Arm) -> None:
    """By nodes, for example."""
    subnet = arm.subnet()
    arm.cluster(agentPoolProfiles=[{"name": "a", "mode": "System", "vnetSubnetID": subnet}])

    assert (400, "InUseSubnetCannotBeDeleted") == arm.code("DELETE", subnet)
    assert (400, "InUseSubnetCannotBeDeleted") == arm.code("DELETE", NETWORK)
    assert (400, "InUseSubnetCannotBeDeleted") == arm.code("PUT", NETWORK, body({}))
    arm.ok("DELETE", "Microsoft.ContainerService/managedClusters/aks")
    assert 202 == arm("DELETE", subnet).status


@pytest.mark.parametrize(
    ("prefix", "code"),
    [
        ("192.168.0.0/24", "NetcfgSubnetRangeOutsideVnet"),
        ("10.0.0.0/7", "NetcfgSubnetRangeOutsideVnet"),
        ("10.1.0.128/25", "NetcfgSubnetRangesOverlap"),
        ("10.1.0.0/16", "NetcfgSubnetRangesOverlap"),
        ("10.2.0.1/24", "InvalidCIDRNotation"),
        ("", "InvalidCIDRNotation"),
        ("fd00::/64", "NetcfgSubnetRangeOutsideVnet"),
    ],
)
def test_a_range_is_inside_and_apart(arm: Arm, prefix: str, code: str) -> None:
    """Of its network, from its neighbours."""
    arm.subnet()

    assert (400, code) == arm.code("PUT", f"{NETWORK}/subnets/other", {"properties": {"addressPrefix": prefix}})


@pytest.mark.parametrize("spaces", [["x"], ["10.0.0.1/8"]])
def test_a_space_is_a_range(arm: Arm, spaces: list[str]) -> None:
    """Or several."""
    assert 400 == arm("PUT", NETWORK, body(None, *spaces)).status
    assert 400 == arm("PUT", NETWORK, {"location": "westeurope"}).status


def test_endpoints_are_shown_as_provisioned(arm: Arm) -> None:
    """Firewalls of services look for them."""
    shown = arm.ok("GET", arm.subnet("Microsoft.KeyVault"))["properties"]["serviceEndpoints"]

    assert [{"service": "Microsoft.KeyVault", "provisioningState": "Succeeded", "locations": ["*"]}] == shown


def test_letters_of_a_name_are_those_of_ascii(arm: Arm) -> None:
    body = {"location": "westeurope", "properties": {"addressSpace": {"addressPrefixes": ["10.9.0.0/16"]}}}

    assert 400 == arm("PUT", "Microsoft.Network/virtualNetworks/n%C3%A9t%C3%A9", body).status
