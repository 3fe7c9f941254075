"""What is done to clusters."""

import pytest

from tests.arm_scene import Arm

CLUSTER = "Microsoft.ContainerService/managedClusters/aks"


def test_rotated_keys_overlap(arm: Arm) -> None:
    """The issuer publishes both, and signs with the new one."""
    issuer = arm.cloud.cluster_issuers.of_cluster(arm.id(arm.cluster()))
    assert issuer is not None
    reply = arm("POST", f"{CLUSTER}/rotateServiceAccountSigningKeys")
    after = arm.cloud.cluster_issuers.get(issuer.url)

    assert after is not None
    assert (202, 2) == (reply.status, len(arm.cloud.cluster_issuers.published(after)))
    assert issuer.keys[-1].kid != after.keys[-1].kid


def test_without_an_issuer_there_is_nothing_to_rotate(arm: Arm) -> None:
    """400."""
    arm.cluster(oidcIssuerProfile={"enabled": False}, securityProfile={})

    assert (400, "OperationNotAllowed") == arm.code("POST", f"{CLUSTER}/rotateServiceAccountSigningKeys")


def test_rotated_certificates_are_others(arm: Arm) -> None:
    """Kubeconfigs from before are worth nothing."""
    arm.cluster()
    before = arm.ok("POST", f"{CLUSTER}/listClusterUserCredential")
    arm.ok("POST", f"{CLUSTER}/rotateClusterCertificates")

    assert before != arm.ok("POST", f"{CLUSTER}/listClusterUserCredential")


@pytest.mark.parametrize("action", ["stop", "start", "resetAADProfile", "resetServicePrincipalProfile"])
def test_the_rest_is_accepted_and_ended(arm: Arm, action: str) -> None:
    """With links to poll."""
    arm.cluster()
    reply = arm("POST", f"{CLUSTER}/{action}")
    power = arm.ok("GET", CLUSTER)["properties"]["powerState"]["code"]

    assert 202 == reply.status
    assert "azure-asyncoperation" in reply.headers
    assert ("Stopped" if action == "stop" else "Running") == power
