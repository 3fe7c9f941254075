"""Service principals: of applications, of managed identities, of Microsoft."""

import pytest

from aksess.cloud.identity.first_party_applications import GRAPH, MICROSOFT, NAMES
from tests.federation_scene import new_identity
from tests.unit.cloud.services.graph.conftest import Graph


def test_an_application_becomes_somebody_in_the_tenant(graph: Graph) -> None:
    application = graph.application(identifierUris=["api://one"])
    made = graph.made("/servicePrincipals", appId=application["appId"], tags=["a"])
    read = graph("GET", f"/servicePrincipals/{made['id']}").json()

    assert (application["appId"], "app", "Application", True, ["a"]) == (
        read["appId"],
        read["displayName"],
        read["servicePrincipalType"],
        read["accountEnabled"],
        read["tags"],
    )
    assert ["api://one", application["appId"]] == read["servicePrincipalNames"]


def test_it_can_be_made_once(graph: Graph) -> None:
    application = graph.application()
    graph.made("/servicePrincipals", appId=application["appId"])

    assert graph("POST", "/servicePrincipals", {"appId": application["appId"]}).status == 409


@pytest.mark.parametrize("app_id", ["", "11111111-1111-1111-1111-111111111111", "api://one", GRAPH])
def test_it_is_made_for_an_application_of_the_tenant(graph: Graph, app_id: str) -> None:
    graph.application(identifierUris=["api://one"])
    reply = graph("POST", "/servicePrincipals", {"appId": app_id})

    assert (400, True) == (reply.status, "does not reference a valid application object" in reply.body.decode())


def test_it_is_found_by_its_client_id(graph: Graph) -> None:
    application = graph.application()
    made = graph.made("/servicePrincipals", appId=application["appId"])

    assert [made["id"]] == [
        each["id"] for each in graph.listed(f"/servicePrincipals?$filter=appId eq '{made['appId']}'")
    ]


def test_a_disabled_one_stays_disabled_until_it_is_not(graph: Graph) -> None:
    made = graph.made("/servicePrincipals", appId=graph.application()["appId"], accountEnabled=False)
    path = f"/servicePrincipals/{made['id']}"
    assert not graph("GET", path).json()["accountEnabled"]

    graph("PATCH", path, {"accountEnabled": True})
    assert graph("GET", path).json()["accountEnabled"]


def test_a_deleted_one_is_gone_and_its_application_is_not(graph: Graph) -> None:
    application = graph.application()
    path = f"/servicePrincipals/{graph.made('/servicePrincipals', appId=application['appId'])['id']}"

    assert [204, 404] == [graph("DELETE", path).status, graph("GET", path).status]
    assert graph("GET", f"/applications/{application['id']}").status == 200


def test_a_managed_identity_is_seen_and_not_touched(graph: Graph) -> None:
    """It lives and dies with its resource."""
    identity = new_identity(graph.ask.cloud, "wi-api")
    path = f"/servicePrincipals/{identity.object_id}"
    read = graph("GET", path).json()

    assert ("ManagedIdentity", ["isExplicit=True", identity.resource_id]) == (
        read["servicePrincipalType"],
        read["alternativeNames"],
    )
    assert [403, 403] == [graph("PATCH", path, {"tags": []}).status, graph("DELETE", path).status]


def test_microsofts_own_applications_are_there(graph: Graph) -> None:
    found = {each["appId"]: each for each in graph.listed("/servicePrincipals?$top=999")}

    assert set(NAMES) <= set(found)
    assert (MICROSOFT, "Microsoft Graph") == (found[GRAPH]["appOwnerOrganizationId"], found[GRAPH]["displayName"])
    assert "Application.Read.All" in [role["value"] for role in found[GRAPH]["appRoles"]]


def test_microsofts_own_applications_keep_their_ids_and_cannot_be_deleted(graph: Graph) -> None:
    first, again = (graph.listed(f"/servicePrincipals?$filter=appId eq '{GRAPH}'")[0]["id"] for _ in range(2))

    assert first == again
    assert [200, 404, 404] == [
        graph(method, f"/servicePrincipals/{first}", content).status
        for method, content in (("GET", None), ("PATCH", {"tags": []}), ("DELETE", None))
    ]


@pytest.mark.parametrize(
    ("role", "status"),
    [("Application.ReadWrite.OwnedBy", 403), ("Application.ReadWrite.All", 201), ("Directory.ReadWrite.All", 201)],
)
def test_who_manages_their_own_makes_none_for_the_application_of_another(graph: Graph, role: str, status: int) -> None:
    """It would own the service principal, and could give itself a password of it."""
    other = graph.application()
    caller = graph.as_holder_of(role)

    assert caller("POST", "/servicePrincipals", {"appId": other["appId"]}).status == status
    assert caller("POST", "/servicePrincipals", {"appId": caller.application()["appId"]}).status == 201


@pytest.mark.parametrize("content", [{"appRoles": [None]}, {"tags": "x"}, {"appRoleAssignmentRequired": "yes"}])
def test_a_value_of_another_type_is_refused(graph: Graph, content: object) -> None:
    """Kept, it would break whoever reads it."""
    principal = graph.made("/servicePrincipals", appId=graph.application()["appId"])

    assert graph("PATCH", f"/servicePrincipals/{principal['id']}", content).status == 400
