"""Other spellings of a path."""

from __future__ import annotations

import pytest

from tests.unit.cloud.services.graph.conftest import Graph

EVENTUAL = {"ConsistencyLevel": "eventual"}
KEYS = ("/applications(appId='{}')", "/servicePrincipals(appId='{}')", "/applications%28appId%3D%27{}%27%29")


@pytest.mark.parametrize("key", KEYS)
def test_an_application_is_found_by_its_client_id_too(graph: Graph, key: str) -> None:
    """Read, changed, given an owner, deleted."""
    application = graph.application()
    principal = graph.made("/servicePrincipals", appId=application["appId"])
    path = key.format(application["appId"].upper())
    wanted = principal if "servicePrincipals" in key else application
    more = graph.group()

    assert wanted["id"] == graph("GET", path).json()["id"]
    assert 204 == graph("PATCH", path, {"notes": "n"}).status
    assert 204 == graph("POST", f"{path}/owners/$ref", graph.ref(more["id"])).status
    assert more["id"] in [each["id"] for each in graph.listed(f"{path}/owners")]
    assert 200 == graph("POST", f"{path}/addPassword", {}).status
    assert [204, 404] == [graph("DELETE", path).status, graph("GET", path).status]


def test_graph_itself_is_found_by_its_client_id(graph: Graph) -> None:
    """Microsoft's own applications are in every tenant."""
    found = graph("GET", "/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')")

    assert (200, "Microsoft Graph") == (found.status, found.json()["displayName"])


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/applications(appId='nobody')", 404),
        ("/applications(displayName='app')", 501),
        ("/groups(appId='x')", 501),
        ("/applications(appId='x'", 501),
        ("/applications/delta", 501),
        ("/groups/$ref", 501),
        ("/directory/deletedItems/microsoft.graph.group", 501),
    ],
)
def test_what_is_no_key_and_no_id_is_not_taken_for_one(graph: Graph, path: str, status: int) -> None:
    """Not there is another answer than not served."""
    assert status == graph("GET", path).status


def test_a_collection_is_counted(graph: Graph) -> None:
    """As text, of what the filter lets through, for whoever accepts that it may lag."""
    group = graph.group("b", **{"members@odata.bind": [graph.ref(graph.group("a")["id"])["@odata.id"]]})
    counts = {
        path: graph("GET", path, headers=EVENTUAL)
        for path in (
            "/groups/$count",
            "/groups/$count?$filter=displayName eq 'a'",
            f"/groups/{group['id']}/members/$count",
        )
    }

    assert [b"2", b"1", b"1"] == [each.body for each in counts.values()]
    assert {"text/plain"} == {each.headers["content-type"] for each in counts.values()}
    refused = graph("GET", "/groups/$count")
    assert (400, "Request_BadRequest") == (refused.status, refused.error)
    assert 400 == graph("GET", f"/groups/{group['id']}/$count", headers=EVENTUAL).status
