"""Who gets into Graph, and what their permissions open."""

from typing import Any

import pytest

from aksess.cloud.identity.first_party_applications import GRAPH
from tests.cloud_fixtures import Ask
from tests.unit.cloud.services.graph.conftest import ROOT, Graph

NEW = {"displayName": "app"}


@pytest.mark.parametrize("audience", ["https://graph.microsoft.com", "https://graph.microsoft.com/", GRAPH])
def test_every_name_of_graph_is_its_audience(ask: Ask, audience: str) -> None:
    assert Graph(ask, ask.operator(audience))("GET", "/applications").status == 200


@pytest.mark.parametrize(
    "audience",
    ["https://management.azure.com", "https://graph.windows.net", "https://vault.azure.net", "graph.microsoft.com"],
)
def test_a_token_for_another_service_is_refused(ask: Ask, audience: str) -> None:
    reply = Graph(ask, ask.operator(audience))("GET", "/applications")

    assert (401, "InvalidAuthenticationToken") == (reply.status, reply.error)


@pytest.mark.parametrize("value", ["", "Bearer", "Bearer ", "Basic QTpC", "Bearer x", "Bearer a.b.c", "Bearer  a"])
def test_nobody_gets_in_without_a_token(ask: Ask, value: str) -> None:
    reply = ask("GET", f"{ROOT}v1.0/applications", headers={"authorization": value} if value else {})

    assert (401, "InvalidAuthenticationToken", "Bearer") == (
        reply.status,
        reply.error,
        reply.headers["www-authenticate"],
    )


@pytest.mark.parametrize(
    "changed", [{"exp": 1}, {"tid": "other"}, {"iss": "https://sts.windows.net/other/"}, {"nbf": 9e9}]
)
def test_a_token_that_does_not_verify_is_refused(ask: Ask, changed: dict[str, Any]) -> None:
    assert Graph(ask, ask.operator(GRAPH, **changed))("GET", "/applications").status == 401


def test_a_caller_without_permissions_gets_nothing(graph: Graph) -> None:
    """Deny by default, on every path there is."""
    nobody = graph.as_holder_of()
    paths = ("/applications", "/servicePrincipals", "/groups", "/users", "/organization", "/domains")

    assert {(403, "Authorization_RequestDenied")} == {
        (reply.status, reply.error) for reply in (nobody("GET", path) for path in paths)
    }
    assert nobody("POST", "/directoryObjects/getByIds", {"ids": []}).status == 403


def test_a_claim_that_names_administrators_makes_nobody_one(graph: Graph) -> None:
    """The role is looked up, not read from the token."""
    caller = graph.as_holder_of()
    claims = graph.ask.cloud.tokens.verify(caller.token)
    assert isinstance(claims, dict)
    caller.token = graph.ask.token(claims["oid"], GRAPH, wids=["62e90394-69f5-4237-9190-012177145e10"])

    assert caller("GET", "/applications").status == 403


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        ("Application.Read.All", 200, 403),
        ("Application.ReadWrite.All", 200, 201),
        ("Application.ReadWrite.OwnedBy", 200, 201),
        ("Directory.Read.All", 200, 403),
        ("Directory.ReadWrite.All", 200, 201),
        ("Group.ReadWrite.All", 403, 403),
        ("User.Read.All", 403, 403),
        ("application.read.all", 403, 403),
        ("Application.Read", 403, 403),
        ("*", 403, 403),
    ],
)
def test_a_permission_opens_what_it_names(graph: Graph, role: str, reads: int, writes: int) -> None:
    caller = graph.as_holder_of(role)

    assert (reads, writes) == (caller("GET", "/applications").status, caller("POST", "/applications", NEW).status)


def test_owned_by_is_for_owners(graph: Graph) -> None:
    """Its own application, and no other's."""
    theirs = graph.application()
    caller = graph.as_holder_of("Application.ReadWrite.OwnedBy")
    own = caller.application()

    assert (204, 403, 403, 403) == (
        caller("PATCH", f"/applications/{own['id']}", {"notes": "x"}).status,
        caller("PATCH", f"/applications/{theirs['id']}", {"notes": "x"}).status,
        caller("DELETE", f"/applications/{theirs['id']}").status,
        caller("POST", f"/applications/{theirs['id']}/addPassword", {}).status,
    )


def test_nobody_gives_themselves_a_permission(graph: Graph) -> None:
    """Who may write applications and groups may still not grant."""
    caller = graph.as_holder_of("Application.ReadWrite.All", "Group.ReadWrite.All", "Directory.ReadWrite.All")
    claims = graph.ask.cloud.tokens.verify(caller.token)
    assert isinstance(claims, dict)
    grant = {"principalId": claims["oid"], "resourceId": claims["oid"], "appRoleId": "x"}
    path = f"/servicePrincipals/{claims['oid']}"

    assert caller("POST", f"{path}/appRoleAssignments", grant).status == 403
    assert caller("PATCH", path, {"directoryRoles": ["62e90394-69f5-4237-9190-012177145e10"]}).status == 204
    assert caller("POST", f"{path}/appRoleAssignedTo", grant).status == 403
