"""Groups and users."""

from typing import Any

import pytest

from tests.unit.cloud.services.graph.conftest import Graph

USER = {"displayName": "Ada", "userPrincipalName": "ada@aksess.onmicrosoft.com", "mailNickname": "ada"}
GROUP = {"displayName": "g", "mailEnabled": False, "mailNickname": "g", "securityEnabled": True}


def test_a_group_is_shown_as_it_was_made(graph: Graph) -> None:
    made = graph.group("admins", description="who may", isAssignableToRole=False)
    read = graph("GET", f"/groups/{made['id']}").json()

    assert ("admins", "who may", True, False, []) == (
        read["displayName"],
        read["description"],
        read["securityEnabled"],
        read["mailEnabled"],
        read["groupTypes"],
    )


@pytest.mark.parametrize("filters", ["displayName eq 'admins'", "displayName eq 'admins' and securityEnabled eq true"])
@pytest.mark.parametrize("version", ["v1.0", "beta"])
def test_a_group_is_found_by_its_name(graph: Graph, version: str, filters: str) -> None:
    """As azuread_group looks for it."""
    graph.group("others")
    made = graph.group("admins")
    graph.version = version

    assert [made["id"]] == [each["id"] for each in graph.listed(f"/groups?$filter={filters}")]


@pytest.mark.parametrize(
    "changed",
    [
        {"displayName": ""},
        {"displayName": None},
        {"mailNickname": ""},
        {"mailNickname": 7},
        {"mailEnabled": None},
        {"securityEnabled": "yes"},
        {"members@odata.bind": "x"},
        {"members@odata.bind": ["x"]},
    ],
)
def test_what_is_no_group_is_not_made(graph: Graph, changed: dict[str, Any]) -> None:
    assert (400, []) == (graph("POST", "/groups", {**GROUP, **changed}).status, graph.listed("/groups"))


def test_a_group_may_be_made_with_members_and_owners(graph: Graph) -> None:
    user = graph.made("/users", **USER)
    reference = graph.ref(user["id"])["@odata.id"]
    bound: dict[str, Any] = {"members@odata.bind": [reference], "owners@odata.bind": [reference, reference]}
    made = graph.group(**bound)

    for side in ("members", "owners"):
        assert [user["id"]] == [each["id"] for each in graph.listed(f"/groups/{made['id']}/{side}")]


def test_a_patch_changes_a_groups_properties_and_adds_members(graph: Graph) -> None:
    user, made = graph.made("/users", **USER), graph.group()
    path = f"/groups/{made['id']}"
    changed = {"description": "new", "members@odata.bind": [graph.ref(user["id"])["@odata.id"]]}

    assert graph("PATCH", path, changed).status == 204
    assert ("new", "admins") == tuple(graph("GET", path).json()[name] for name in ("description", "displayName"))
    assert [user["id"]] == [each["id"] for each in graph.listed(f"{path}/members")]


def test_a_deleted_group_is_gone(graph: Graph) -> None:
    path = f"/groups/{graph.group()['id']}"

    assert [204, 404, 404] == [graph("DELETE", path).status, graph("GET", path).status, graph("PATCH", path, {}).status]


def test_a_user_is_read_by_id_and_by_name(graph: Graph) -> None:
    made = graph.made("/users", **USER, passwordProfile={"password": "a-secret-word"})

    for name in (made["id"], USER["userPrincipalName"], USER["userPrincipalName"].upper()):
        assert graph("GET", f"/users/{name}").json()["displayName"] == "Ada"
    assert b"a-secret-word" not in b"".join(graph.ask.cloud.store.load("principal").values())


@pytest.mark.parametrize("name", ["", "ada", 7, "ADA@aksess.onmicrosoft.com"])
def test_a_users_name_is_an_address_and_belongs_to_one(graph: Graph, name: object) -> None:
    graph.made("/users", **USER)

    assert graph("POST", "/users", {**USER, "userPrincipalName": name}).status == 400


def test_a_user_can_be_changed_and_deleted(graph: Graph) -> None:
    path = f"/users/{graph.made('/users', **USER)['id']}"
    graph("PATCH", path, {"accountEnabled": False, "jobTitle": "engineer"})

    assert (False, "engineer") == tuple(graph("GET", path).json()[name] for name in ("accountEnabled", "jobTitle"))
    assert [204, 404] == [graph("DELETE", path).status, graph("GET", path).status]


def test_there_is_no_me_for_an_application(graph: Graph) -> None:
    assert (400, "BadRequest") == (graph("GET", "/me").status, graph("GET", "/me").error)


def test_a_group_is_no_user_and_no_service_principal(graph: Graph) -> None:
    made = graph.group()

    assert {404} == {
        graph("GET", f"/{kind}/{made['id']}").status for kind in ("users", "servicePrincipals", "applications")
    }
