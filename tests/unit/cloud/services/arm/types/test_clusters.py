"""Clusters, and what is made and goes with them."""

import pytest

from tests.arm_scene import Arm, cluster_body

CLUSTER = "Microsoft.ContainerService/managedClusters/aks"


def test_a_cluster_publishes_its_issuer(arm: Arm) -> None:
    """In its region and tenant, with a slash at the end; the same one through updates."""
    shown = arm.ok("GET", arm.cluster())["properties"]["oidcIssuerProfile"]
    again = arm.ok("PUT", CLUSTER, cluster_body())["properties"]["oidcIssuerProfile"]
    prefix = f"https://westeurope.oic.prod-aks.azure.com/{arm.cloud.settings.tenant}/"

    assert shown == again
    assert shown["issuerURL"].startswith(prefix)
    assert shown["issuerURL"].endswith("/")
    assert arm.cloud.cluster_issuers.of_cluster(arm.id(CLUSTER)) is not None


def test_a_cluster_without_one_gets_it_when_it_asks(arm: Arm) -> None:
    """And is not parted from it."""
    arm.cluster(oidcIssuerProfile={"enabled": False}, securityProfile={})
    before = arm.cloud.cluster_issuers.of_cluster(arm.id(CLUSTER))
    shown = arm.ok("PUT", CLUSTER, cluster_body())["properties"]["oidcIssuerProfile"]
    off = cluster_body(oidcIssuerProfile={"enabled": False}, securityProfile={})

    assert before is None
    assert shown["enabled"] is True
    assert (400, "OIDCIssuerFeatureCannotBeDisabled") == arm.code("PUT", CLUSTER, off)


def test_workload_identity_needs_an_issuer(arm: Arm) -> None:
    """Azure says so too."""
    content = cluster_body(oidcIssuerProfile={"enabled": False})

    assert (400, "InvalidParameter") == arm.code("PUT", CLUSTER, content)


@pytest.mark.parametrize(("version", "enabled"), [("1.33", False), ("1.34", True)])
def test_new_versions_have_an_issuer_unless_they_say_no(arm: Arm, version: str, enabled: bool) -> None:
    """From 1.34 on."""
    arm.cluster(kubernetesVersion=version, oidcIssuerProfile=None, securityProfile=None)

    assert enabled is arm.ok("GET", CLUSTER)["properties"]["oidcIssuerProfile"]["enabled"]


def test_the_group_of_the_nodes_is_made_and_goes_with_the_cluster(arm: Arm) -> None:
    """With the kubelet's identity and the outbound address in it."""
    properties = arm.ok("GET", arm.cluster())["properties"]
    group = f"~/resourceGroups/{properties['nodeResourceGroup']}"
    inside = {each["type"] for each in arm.ok("GET", f"{group}/resources")["value"]}
    shown = arm.ok("GET", group)
    deleted = arm("DELETE", CLUSTER)

    assert "MC_widemo_aks_westeurope" == shown["name"]
    assert arm.id(CLUSTER) == shown["managedBy"]
    assert {"Microsoft.ManagedIdentity/userAssignedIdentities", "Microsoft.Network/publicIPAddresses"} == inside
    assert 202 == deleted.status
    assert (404, "ResourceGroupNotFound") == arm.code("GET", group)


def test_a_group_that_is_there_is_not_taken_for_the_nodes(arm: Arm) -> None:
    """It would be deleted with the cluster."""
    assert (409, "ResourceGroupExists") == arm.code("PUT", CLUSTER, cluster_body(nodeResourceGroup="widemo"))


def test_a_deleted_cluster_takes_its_issuer_and_principals_along(arm: Arm) -> None:
    """Its tokens are worth nothing from then on."""
    shown = arm.ok("GET", arm.cluster())
    arm("DELETE", CLUSTER)
    kubelet = shown["properties"]["identityProfile"]["kubeletidentity"]

    assert arm.cloud.cluster_issuers.get(shown["properties"]["oidcIssuerProfile"]["issuerURL"]) is None
    assert arm.cloud.directory.get(shown["identity"]["principalId"]) is None
    assert arm.cloud.directory.get(kubelet["objectId"]) is None


def test_tags_are_patched_and_the_rest_stays(arm: Arm) -> None:
    """The one PATCH that AKS has."""
    before = arm.ok("GET", arm.cluster())
    after = arm.ok("PATCH", CLUSTER, {"tags": {"a": "b"}})

    assert {**before, "tags": {"a": "b"}, "eTag": after["eTag"]} == after
    assert before["eTag"] != after["eTag"]


def test_what_goes_in_and_never_out(arm: Arm) -> None:
    """Passwords and secrets."""
    shown = arm.ok("PUT", CLUSTER, cluster_body(
        servicePrincipalProfile={"clientId": "c", "secret": "s3cret-value"},
        windowsProfile={"adminUsername": "a", "adminPassword": "s3cret-value"},
        aadProfile={"managed": False, "serverAppSecret": "s3cret-value"},
    ))  # fmt: skip

    assert "s3cret-value" not in str(shown)


def test_a_cluster_that_changed_meanwhile_is_not_written_over(arm: Arm) -> None:
    """By its ``eTag``, which a write of one of its pools changes too."""
    arm.cluster()
    seen = arm.ok("GET", CLUSTER)["eTag"]
    arm.ok("PUT", f"{CLUSTER}/agentPools/user", {"properties": {"count": 1}})

    assert (412, "PreconditionFailed") == arm.code("PUT", CLUSTER, cluster_body(), headers={"if-match": seen})
    assert 200 == arm("PUT", CLUSTER, cluster_body(), headers={"if-match": arm.ok("GET", CLUSTER)["eTag"]}).status
