"""PUT and PATCH of any type."""

import pytest

from aksess.cloud.services.arm.writes import merge
from tests.arm_scene import Arm, cluster_body, count_inventory

IDENTITY = "Microsoft.ManagedIdentity/userAssignedIdentities/wi-api"


def test_a_put_creates_then_replaces(arm: Arm) -> None:
    """201, then 200; what is not sent again is gone."""
    body = {"location": "West Europe", "tags": {"a": "b"}}
    first = arm("PUT", IDENTITY, body)
    second = arm("PUT", IDENTITY, {"location": "westeurope"})

    assert (201, 200) == (first.status, second.status)
    assert ("westeurope", {"a": "b"}) == (first.json()["location"], first.json()["tags"])
    assert {} == second.json()["tags"]


def test_a_patch_merges_and_needs_something_to_merge_with(arm: Arm) -> None:
    """Tags are replaced whole."""
    arm.ok("PUT", IDENTITY, {"location": "westeurope", "tags": {"a": "b"}})
    patched = arm.ok("PATCH", IDENTITY, {"tags": {"c": "d"}})

    assert {"c": "d"} == patched["tags"]
    assert (404, "ResourceNotFound") == arm.code("PATCH", IDENTITY + "2", {"tags": {}})


def test_the_first_spelling_of_an_id_is_the_one_that_is_shown(arm: Arm) -> None:
    """Ids compare without case."""
    arm.ok("PUT", "Microsoft.ManagedIdentity/userAssignedIdentities/Wi-Api", {"location": "westeurope"})
    group = f"{arm.subscription.upper()}/resourcegroups/WIDEMO"
    again = f"{group}/providers/microsoft.managedidentity/USERASSIGNEDIDENTITIES/wi-api"
    found = arm.ok("PUT", again, {"location": "westeurope"})

    assert f"{arm.group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/Wi-Api" == found["id"]
    assert "Microsoft.ManagedIdentity/userAssignedIdentities" == found["type"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "LocationRequired"),
        ({"location": "Atlantis"}, 400, "LocationNotAvailableForResourceType"),
        ({"location": "northeurope"}, 409, "InvalidResourceLocation"),
    ],
)
def test_a_resource_has_a_region_and_stays_there(arm: Arm, body: dict[str, str], status: int, code: str) -> None:
    """Its first one."""
    arm.identity()

    assert (status, code) == arm.code("PUT", IDENTITY, body)


def test_an_update_moves_nothing_either(arm: Arm) -> None:
    """Clients send the region along; another one is refused, not passed over."""
    arm.identity()

    assert 200 == arm("PATCH", IDENTITY, {"location": "West Europe", "tags": {"a": "b"}}).status
    assert (409, "InvalidResourceLocation") == arm.code("PATCH", IDENTITY, {"location": "northeurope"})


@pytest.mark.parametrize("name", ["a", "-abc", "a b c", "a" * 129, "abc.", "äöü"])
def test_a_name_is_one_that_the_type_allows(arm: Arm, name: str) -> None:
    """And the rule is said."""
    reply = arm("PUT", f"Microsoft.ManagedIdentity/userAssignedIdentities/{name}", {"location": "westeurope"})

    assert (400, "InvalidResourceName") == (reply.status, reply.error)
    assert "3 to 128" in reply.json()["error"]["message"]


def test_nothing_of_a_refused_write_stays(arm: Arm) -> None:
    """A write is whole or not at all: the cluster's group and identities go with the cluster."""
    body = {"location": "westeurope", "identity": {"type": "SystemAssigned"}, "properties": {"dnsPrefix": "x"}}
    before = sorted(each.id for each in arm.cloud.inventory.below("/subscriptions"))
    reply = arm("PUT", "Microsoft.ContainerService/managedClusters/aks", body)

    assert 400 == reply.status
    assert before == sorted(each.id for each in arm.cloud.inventory.below("/subscriptions"))


@pytest.mark.parametrize(
    ("patch", "wanted"),
    [({"a": 2}, {"a": 2, "b": {"c": 1}}), ({"b": {"d": 2}}, {"a": 1, "b": {"c": 1, "d": 2}}), ({"b": None}, {"a": 1})],
)
def test_merging_is_that_of_rfc_7396(patch: dict[str, object], wanted: dict[str, object]) -> None:
    """Objects are merged, null removes, anything else replaces."""
    assert wanted == merge({"a": 1, "b": {"c": 1}}, patch)


def test_every_new_resource_has_an_id_of_its_own(arm: Arm) -> None:
    """A name that is used again names another resource: data planes keep data by ``uid``."""
    path = arm.id(arm.identity())
    first = arm.cloud.inventory.get(path)
    arm("DELETE", path)
    arm.identity()
    second = arm.cloud.inventory.get(path)

    assert first is not None
    assert second is not None
    assert first.private["uid"] != second.private["uid"]


def test_a_federated_credential_is_written_with_three_lookups_and_one_put(arm: Arm) -> None:
    """Its group, its identity, and itself: nothing is looked up twice."""
    identity = arm.identity()
    path = f"{identity}/federatedIdentityCredentials/one"
    properties = {"issuer": "https://oidc.test/", "subject": "s", "audiences": ["api://AzureADTokenExchange"]}
    counted = count_inventory(arm)
    arm.ok("PUT", path, {"properties": properties})

    assert [arm.group.lower(), arm.id(identity).lower(), arm.id(path).lower()] == counted.gets
    assert [arm.id(path).lower()] == counted.puts


@pytest.mark.parametrize("again", [False, True])
def test_a_request_puts_no_resource_twice(arm: Arm, again: bool) -> None:
    """A cluster is stored once, with its issuer's URL; so is a network whose body names its subnets."""
    network = {
        "location": "westeurope",
        "properties": {
            "addressSpace": {"addressPrefixes": ["10.0.0.0/8"]},
            "subnets": [{"name": "pods", "properties": {"addressPrefix": "10.1.0.0/24"}}],
        },
    }
    if again:
        arm.cluster()
        arm.ok("PUT", "Microsoft.Network/virtualNetworks/net", network)
    counted = count_inventory(arm)
    cluster = arm.cluster()
    arm.ok("PUT", "Microsoft.Network/virtualNetworks/net", network)

    assert arm.id(cluster).lower() in counted.puts
    assert len(set(counted.puts)) == len(counted.puts)


def test_the_answer_of_a_write_is_the_resource_as_stored(arm: Arm) -> None:
    """It is made from what was written; a GET shows the same."""
    cluster = arm.cluster()
    written = arm.ok("PUT", cluster, cluster_body())

    assert written == arm.ok("GET", cluster)
