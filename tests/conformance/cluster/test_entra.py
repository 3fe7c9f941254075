"""Clusters whose users sign in with Microsoft Entra ID: groups, Kubernetes RBAC and Azure RBAC."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conformance.cluster.azure import Azure
from tests.conformance.program import ProgramRun

GRAPH = "https://graph.microsoft.com/v1.0"
RBAC_READER = "7f6c6a51-bcf8-42ba-9220-52d62157d7db"
RBAC_CLUSTER_ADMIN = "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b"


def operator(azure: Azure) -> str:
    """The object id of the operator's service principal."""
    client_id = json.loads(azure.done("status", "--json"))["clientId"]
    found = azure.request("GET", f"{GRAPH}/servicePrincipals(appId='{client_id}')")
    return str(found["content"]["id"])


def group(azure: Azure, *members: str) -> str:
    """A new group with these members; its object id."""
    body = {"displayName": "admins", "mailEnabled": False, "mailNickname": "admins", "securityEnabled": True}
    made = azure.request("POST", f"{GRAPH}/groups", body)
    assert 201 == made["status"], made
    for member in members:
        reference = {"@odata.id": f"{GRAPH}/directoryObjects/{member}"}
        added = azure.request("POST", f"{GRAPH}/groups/{made['content']['id']}/members/$ref", reference)
        assert 204 == added["status"], added
    return str(made["content"]["id"])


def integrate(azure: Azure, **profile: Any) -> str:
    """Give the cluster Entra integration; its ARM id."""
    cluster = azure.clusters()[0]["id"]
    body = azure.arm("GET", cluster)["content"]
    body["properties"]["aadProfile"] = {"managed": True, **profile}
    put = azure.arm("PUT", cluster, body)
    assert put["status"] in (200, 201), put
    return str(cluster)


def as_user(azure: Azure, *words: str) -> ProgramRun:
    """kubectl with the context that signs in."""
    return azure.inside("kubectl", "--context", "widemo-aks", *words)


def assign(azure: Azure, role: str, scope: str, principal: str) -> None:
    subscription = scope.split("/")[2]
    definition = f"/subscriptions/{subscription}/providers/Microsoft.Authorization/roleDefinitions/{role}"
    properties = {"roleDefinitionId": definition, "principalId": principal, "principalType": "ServicePrincipal"}
    name = f"{scope}/providers/Microsoft.Authorization/roleAssignments/{role[:24]}{principal[-12:]}"
    put = azure.arm("PUT", name, {"properties": properties}, "2022-04-01")
    assert 201 == put["status"], put


@pytest.fixture(scope="module")
def integrated(azure: Azure) -> Azure:
    """The operator is in the administrators' group."""
    integrate(azure, adminGroupObjectIDs=[group(azure, operator(azure))], enableAzureRBAC=False)
    return azure


def test_a_member_of_the_administrators_group_is_administrator(integrated: Azure) -> None:
    """The service principal signs in by the plugin; its groups are in the token."""
    ran = as_user(integrated, "auth", "whoami", "-o", "json")
    assert 0 == ran.code, ran.said
    user = json.loads(ran.printed)["status"]["userInfo"]

    assert operator(integrated) == user["username"]
    assert 0 == as_user(integrated, "create", "namespace", "by-the-operator").code


def test_who_is_in_no_group_that_is_bound_may_nothing(integrated: Azure) -> None:
    """Entra's token is accepted, Kubernetes' RBAC refuses."""
    found = integrated.request("GET", f"{GRAPH}/groups?$filter=displayName eq 'admins'")["content"]["value"][0]
    removal = f"{GRAPH}/groups/{found['id']}/members/{operator(integrated)}/$ref"
    assert 204 == integrated.request("DELETE", removal)["status"]
    ran = as_user(integrated, "get", "secrets", "-A")
    integrated.request(
        "POST",
        f"{GRAPH}/groups/{found['id']}/members/$ref",
        {"@odata.id": f"{GRAPH}/directoryObjects/{operator(integrated)}"},
    )

    assert 0 != ran.code
    assert "secrets is forbidden" in ran.said


def test_the_administrators_certificate_is_valid_beside_it(integrated: Azure) -> None:
    """`az aks get-credentials --admin`."""
    ran = integrated.inside("kubectl", "--context", "widemo-aks-admin", "get", "secrets", "-A")

    assert 0 == ran.code, ran.said


def test_azure_role_assignments_decide_where_azure_rbac_is_on(own: Azure) -> None:
    """A reader of the cluster reads pods and no secrets; a cluster administrator of a namespace does all there."""
    own.up()
    cluster = integrate(own, adminGroupObjectIDs=[], enableAzureRBAC=True)
    principal = operator(own)
    before = as_user(own, "get", "pods", "-A")
    assert 0 != before.code
    assert "no Azure role assignment allows it" in before.said
    assign(own, RBAC_READER, cluster, principal)

    assert _allowed(own, "get", "pods", "-A")
    assert "secrets is forbidden" in as_user(own, "get", "secrets", "-A").said
    assign(own, RBAC_CLUSTER_ADMIN, f"{cluster}/namespaces/default", principal)
    assert _allowed(own, "create", "secret", "generic", "made", "-n", "default")
    assert "forbidden" in as_user(own, "create", "secret", "generic", "made", "-n", "kube-system").said


def _allowed(azure: Azure, *words: str) -> bool:
    """A refusal is remembered for a second."""
    return any(as_user(azure, *words).code == 0 for _ in range(20))
