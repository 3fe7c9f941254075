"""What the control host says of control planes."""

from typing import Any

import pytest

from tests.arm_scene import Arm
from tests.cloud_fixtures import Ask, Reply

HOST = "http://control.aksess.internal"
READER = "7f6c6a51-bcf8-42ba-9220-52d62157d7db"
ENTRA = {"managed": True, "enableAzureRBAC": True, "adminGroupObjectIDs": ["11111111-1111-1111-1111-111111111111"]}


def control(ask: Ask, method: str, path: str, content: Any = None) -> Reply:
    return ask(method, f"{HOST}{path}", content=content, token=ask.cloud.administration.key)


def test_a_plan_is_what_arm_says_of_the_cluster(ask: Ask, arm: Arm) -> None:
    """Names, ranges, keys and authority; the issuer's key that signs comes last."""
    path = arm.cluster()
    shown = arm.ok("GET", path)["properties"]
    plan = control(ask, "GET", f"/clusters{arm.id(path)}").json()
    issuer = ask.cloud.cluster_issuers.of_cluster(arm.id(path))
    assert issuer is not None

    assert [shown["fqdn"]] == plan["hosts"]
    assert (issuer.url, [key.pem for key in issuer.keys]) == (plan["issuer"], plan["signingKeys"])
    assert shown["networkProfile"]["serviceCidr"] == plan["serviceCidr"]
    assert "BEGIN PRIVATE KEY" in plan["authority"]["key"]
    assert (True, True, None) == (plan["running"], plan["localAccounts"], plan["entra"])


def test_a_rotated_key_is_in_the_plan_beside_the_one_before(ask: Ask, arm: Arm) -> None:
    path = arm.cluster()
    [before] = control(ask, "GET", f"/clusters{arm.id(path)}").json()["signingKeys"]
    arm("POST", f"{path}/rotateServiceAccountSigningKeys")

    after = control(ask, "GET", f"/clusters{arm.id(path)}").json()["signingKeys"]
    assert 2 == len(after)
    assert before == after[0]


def test_a_stopped_cluster_is_not_to_run(ask: Ask, arm: Arm) -> None:
    path = arm.cluster()
    arm("POST", f"{path}/stop")

    assert not control(ask, "GET", f"/clusters{arm.id(path)}").json()["running"]


def test_entra_and_local_accounts_are_in_the_plan(ask: Ask, arm: Arm) -> None:
    path = arm.cluster(aadProfile=ENTRA, disableLocalAccounts=True)
    plan = control(ask, "GET", f"/clusters{arm.id(path)}").json()
    [access] = control(ask, "GET", "/clusters").json()

    assert {"tenantId", "adminGroups", "azureRbac"} == set(plan["entra"])
    assert plan["entra"]["azureRbac"]
    assert ([], False) == (plan["tokens"], plan["localAccounts"])
    assert (None, "", True) == (access["client"], access["token"], access["entra"])


def test_a_cluster_that_is_not_there_is_named_with_those_that_are(ask: Ask, arm: Arm) -> None:
    arm.cluster()

    answer = control(ask, "GET", "/clusters/other")
    assert 404 == answer.status
    assert "There is no cluster other; there is aks." == answer.json()["message"]


def test_azure_role_assignments_decide_at_the_cluster_and_at_a_namespace(ask: Ask, arm: Arm) -> None:
    """A reader reads pods and no secrets."""
    path = arm.cluster()
    principal = ask.cloud.settings.operator_object_id

    def allowed(what: str, namespace: str = "") -> bool:
        question = {
            "principal": principal,
            "action": f"Microsoft.ContainerService/managedClusters/{what}",
            "namespace": namespace,
        }
        return bool(control(ask, "POST", f"/cluster-access{arm.id(path)}", question).json()["allowed"])

    assert not allowed("pods/read")
    assert 201 == arm.grant(READER, principal, path).status

    assert allowed("pods/read")
    assert allowed("pods/read", "widemo")
    assert not allowed("secrets/read")


@pytest.mark.parametrize("path", ["/cluster-access", "/start-cluster"])
def test_a_body_that_cannot_be_read_is_refused(ask: Ask, arm: Arm, path: str) -> None:
    answer = control(ask, "POST", f"{path}{arm.id(arm.cluster())}", {"principal": 1, "images": 1})

    assert 400 == answer.status


def test_where_nothing_runs_control_planes_a_start_is_refused_and_a_stop_does_nothing(ask: Ask, arm: Arm) -> None:
    """A cloud in a test's own process."""
    path = arm.cluster()

    assert 409 == control(ask, "POST", f"/start-cluster{arm.id(path)}", {}).status
    assert {"stopped": False} == control(ask, "POST", f"/stop-cluster{arm.id(path)}").json()
