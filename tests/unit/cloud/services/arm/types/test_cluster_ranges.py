"""The ranges of a cluster's pods and services."""

from typing import Any

import pytest

from tests.arm_scene import Arm, cluster_body

CLUSTER = "Microsoft.ContainerService/managedClusters/aks"
BOTH = {"networkPlugin": "azure", "networkPluginMode": "overlay", "ipFamilies": ["IPv4", "IPv6"]}
PODS = ["10.100.0.0/16", "fd12:3456:789a::/64"]
SERVICES = ["172.21.0.0/16", "fd12:3456:789a:1::/108"]


def network_of(arm: Arm, **sent: Any) -> dict[str, Any]:
    """The profile of a cluster that was written with that one."""
    shown: dict[str, Any] = arm.ok("PUT", CLUSTER, cluster_body(networkProfile=sent))["properties"]["networkProfile"]
    return shown


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"serviceCidr": "10.0.0.1/16"}, "InvalidParameter"),
        ({"podCidr": "x"}, "InvalidParameter"),
        ({"podCidrs": ["10.9.0.0/16", "x"]}, "InvalidParameter"),
        ({"podCidr": "10.0.0.0/16"}, "ServiceCidrOverlapExistingSubnetsCidr"),
        ({"serviceCidrs": ["10.9.0.0/16"], "dnsServiceIP": "10.0.0.10"}, "InvalidParameter"),
    ],
)
def test_ranges_are_ranges_and_apart(arm: Arm, sent: dict[str, Any], code: str) -> None:
    """In CIDR form."""
    assert (400, code) == arm.code("PUT", CLUSTER, cluster_body(networkProfile=sent))


def test_a_list_says_it_too_and_its_first_is_the_one(arm: Arm) -> None:
    """For a single family as for both."""
    network = network_of(arm, **BOTH, podCidrs=PODS, serviceCidrs=SERVICES, dnsServiceIP="172.21.0.10")

    assert (PODS, SERVICES) == (network["podCidrs"], network["serviceCidrs"])
    assert (PODS[0], SERVICES[0]) == (network["podCidr"], network["serviceCidr"])


def test_each_family_has_a_usual_range(arm: Arm) -> None:
    """Which the next write keeps, whether it says it or not."""
    network = network_of(arm, **BOTH)
    again = network_of(arm, **BOTH)

    assert ["10.244.0.0/16", "fd12:3456:789a::/64"] == network["podCidrs"]
    assert ["10.0.0.0/16", "fd12:3456:789a:1::/108"] == network["serviceCidrs"]
    assert "10.0.0.10" == network["dnsServiceIP"]
    assert network == again


def test_a_range_of_the_new_family_is_said_by_any_address_in_it(arm: Arm) -> None:
    """And shown as it was said."""
    pods = ["10.1.0.0/16", "2002::1234:abcd:ffff:c0a8:101/120"]

    assert pods == network_of(arm, **BOTH, podCidrs=pods)["podCidrs"]


def test_the_ranges_of_services_are_chosen_once(arm: Arm) -> None:
    """In a list as alone."""
    network_of(arm, **BOTH, serviceCidrs=SERVICES)

    changed = cluster_body(networkProfile={**BOTH, "serviceCidrs": ["172.22.0.0/16", SERVICES[1]]})
    assert (400, "PropertyChangeNotAllowed") == arm.code("PUT", CLUSTER, changed)
