"""Node pools, one by one and in their cluster."""

from typing import Any

import pytest

from tests.arm_scene import Arm, cluster_body

CLUSTER = "Microsoft.ContainerService/managedClusters/aks"
POOL = f"{CLUSTER}/agentPools/user"


def names(arm: Arm) -> list[str]:
    """The pools that the cluster shows."""
    return [each["name"] for each in arm.ok("GET", CLUSTER)["properties"]["agentPoolProfiles"]]


def test_a_pool_and_its_cluster_show_the_same(arm: Arm) -> None:
    """Written on either side."""
    arm.cluster()
    made = arm("PUT", POOL, {"properties": {"count": 2, "vmSize": "Standard_D2s_v3"}})
    listed = arm.ok("GET", f"{CLUSTER}/agentPools")["value"]
    profiles = arm.ok("GET", CLUSTER)["properties"]["agentPoolProfiles"]
    changed = [{**each, "count": 5} if each["name"] == "user" else each for each in profiles]
    arm.ok("PUT", CLUSTER, cluster_body(agentPoolProfiles=changed))

    assert 201 == made.status
    assert {each["name"]: each["properties"] for each in listed} == {
        each["name"]: {name: value for name, value in each.items() if name != "name"} for each in profiles
    }
    assert 5 == arm.ok("GET", POOL)["properties"]["count"]


def test_a_pool_that_the_cluster_is_not_sent_with_stays(arm: Arm) -> None:
    """Pools are deleted by name."""
    arm.cluster()
    arm.ok("PUT", POOL, {"properties": {"count": 0}})
    arm.ok("PUT", CLUSTER, cluster_body())

    assert ["default", "user"] == names(arm)
    assert 202 == arm("DELETE", POOL).status
    assert ["default"] == names(arm)
    assert (404, "ResourceNotFound") == arm.code("GET", POOL)


def test_the_last_system_pool_stays(arm: Arm) -> None:
    """And stays one."""
    arm.cluster()
    default = f"{CLUSTER}/agentPools/default"

    assert (400, "OperationNotAllowed") == arm.code("DELETE", default)
    assert (400, "InvalidParameter") == arm.code("PUT", default, {"properties": {"mode": "User"}})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"vmSize": "Standard_D4s_v3"}, "PropertyChangeNotAllowed"),
        ({"osDiskSizeGB": 256}, "PropertyChangeNotAllowed"),
        ({"maxPods": 50}, "PropertyChangeNotAllowed"),
    ],
)
def test_a_machine_is_chosen_once(arm: Arm, change: dict[str, Any], code: str) -> None:
    """A pool of others is a new pool."""
    arm.cluster()
    arm.ok("PUT", POOL, {"properties": {"vmSize": "Standard_D2s_v3"}})

    assert (400, code) == arm.code("PUT", POOL, {"properties": {"vmSize": "Standard_D2s_v3", **change}})


def test_what_is_chosen_once_need_not_be_said_again(arm: Arm) -> None:
    """A write that leaves it out leaves it as it is, and does not ask for the usual one."""
    pool = f"{arm.cluster()}/agentPools/big"
    arm.ok("PUT", pool, {"properties": {"vmSize": "Standard_D8s_v5", "maxPods": 60, "osDiskSizeGB": 512}})
    shown = arm.ok("PUT", pool, {"properties": {"count": 2}})["properties"]

    assert ("Standard_D8s_v5", 60, 512, 2) == tuple(
        shown[name] for name in ("vmSize", "maxPods", "osDiskSizeGB", "count")
    )


def test_a_pool_is_in_a_subnet_that_there_is(arm: Arm) -> None:
    """And that the caller may join; while it is, the subnet stays."""
    arm.cluster()
    subnet = arm.subnet()
    arm.ok("PUT", POOL, {"properties": {"vnetSubnetID": subnet}})

    assert (400, "InUseSubnetCannotBeDeleted") == arm.code("DELETE", subnet)
    none = {"properties": {"vnetSubnetID": subnet + "x"}}
    assert (400, "InvalidResourceReference") == arm.code("PUT", POOL + "2", none)
    foreign = {"properties": {"vnetSubnetID": subnet.replace("widemo", "other")}}
    assert (403, "LinkedAuthorizationFailed") == arm.code("PUT", POOL + "2", foreign, who="contributor")
