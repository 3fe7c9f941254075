"""Application permissions: given, seen in tokens, taken back."""

from typing import Any

import pytest

from aksess.cloud.identity.first_party_applications import GRAPH, GRAPH_ROLES
from tests.federation_scene import Scene
from tests.unit.cloud.services.graph.conftest import Graph

ROLE = GRAPH_ROLES["Application.Read.All"]


def microsoft_graph(graph: Graph) -> str:
    return str(graph.listed(f"/servicePrincipals?$filter=appId eq '{GRAPH}'")[0]["id"])


def given(graph: Graph, principal: str, role: str = ROLE, **changed: Any) -> dict[str, Any]:
    resource = microsoft_graph(graph)
    content = {"principalId": principal, "resourceId": resource, "appRoleId": role, **changed}
    return graph.made(f"/servicePrincipals/{resource}/appRoleAssignedTo", **content)


def roles(scene: Scene, scope: str = "https://graph.microsoft.com/.default") -> list[str]:
    reply = scene.exchange(scene.assertion(), scope=scope)
    claims = scene.cloud.tokens.verify(reply.json()["access_token"])
    assert isinstance(claims, dict)
    return list(claims.get("roles", []))


def test_a_permission_that_was_given_is_in_the_next_token_and_opens_graph(graph: Graph, scene: Scene) -> None:
    assert roles(scene) == []
    given(graph, scene.identity.object_id)
    token = scene.exchange(scene.assertion(), scope="https://graph.microsoft.com/.default").json()["access_token"]

    assert roles(scene) == ["Application.Read.All"]
    assert Graph(graph.ask, token)("GET", "/applications").status == 200


def test_a_permission_is_for_its_resource_alone(graph: Graph, scene: Scene) -> None:
    given(graph, scene.identity.object_id)

    assert roles(scene, "https://vault.azure.net/.default") == []


def test_a_permission_that_was_taken_back_is_in_no_new_token(graph: Graph, scene: Scene) -> None:
    made = given(graph, scene.identity.object_id)
    path = f"/servicePrincipals/{microsoft_graph(graph)}/appRoleAssignedTo/{made['id']}"

    assert [200, 204, 404] == [graph("GET", path).status, graph("DELETE", path).status, graph("GET", path).status]
    assert roles(scene) == []


def test_it_is_listed_on_both_sides(graph: Graph, scene: Scene) -> None:
    made = given(graph, scene.identity.object_id)
    sides = (
        f"/servicePrincipals/{scene.identity.object_id}/appRoleAssignments",
        f"/servicePrincipals/{microsoft_graph(graph)}/appRoleAssignedTo",
    )

    assert [[made["id"]], [made["id"]]] == [[each["id"] for each in graph.listed(side)] for side in sides]


def test_it_is_given_once(graph: Graph, scene: Scene) -> None:
    given(graph, scene.identity.object_id)
    resource = microsoft_graph(graph)
    content = {"principalId": scene.identity.object_id, "resourceId": resource, "appRoleId": ROLE}

    assert graph("POST", f"/servicePrincipals/{resource}/appRoleAssignedTo", content).status == 400


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"appRoleId": "11111111-1111-1111-1111-111111111111"}, 400),
        ({"appRoleId": "Application.Read.All"}, 400),
        ({"appRoleId": 7}, 400),
        ({"principalId": "nobody"}, 404),
        ({"resourceId": "nothing"}, 404),
        ({"resourceId": None}, 400),
    ],
)
def test_what_cannot_be_given_is_refused(graph: Graph, scene: Scene, changed: dict[str, Any], status: int) -> None:
    resource = microsoft_graph(graph)
    content = {"principalId": scene.identity.object_id, "resourceId": resource, "appRoleId": ROLE, **changed}

    assert graph("POST", f"/servicePrincipals/{resource}/appRoleAssignedTo", content).status == status


def test_an_application_of_the_tenant_has_roles_too(graph: Graph, scene: Scene) -> None:
    role: dict[str, Any] = {"id": "1b19509b-32b1-4e9f-b71d-4992aa991967", "value": "orders.read", "isEnabled": True}
    application = graph.application("api", identifierUris=["api://orders"], appRoles=[role])
    resource = graph.made("/servicePrincipals", appId=application["appId"])
    given(graph, scene.identity.object_id, role["id"], resourceId=resource["id"])

    assert roles(scene, "api://orders/.default") == ["orders.read"]
