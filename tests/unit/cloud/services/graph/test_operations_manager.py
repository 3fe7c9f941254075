"""A user's manager."""

from tests.unit.cloud.services.graph.conftest import Graph


def user(graph: Graph, name: str) -> str:
    made = graph.made("/users", displayName=name, userPrincipalName=f"{name}@aksess.onmicrosoft.com")
    return str(made["id"])


def test_a_manager_is_set_read_and_removed(graph: Graph) -> None:
    ada, grace = user(graph, "ada"), user(graph, "grace")
    path = f"/users/{ada}/manager"
    assert (404, 404) == (graph("GET", path).status, graph("DELETE", f"{path}/$ref").status)

    assert graph("PUT", f"{path}/$ref", graph.ref(grace)).status == 204
    assert graph("GET", path).json()["id"] == grace
    assert "managerId" not in graph("GET", f"/users/{ada}").json()
    assert (204, 404) == (graph("DELETE", f"{path}/$ref").status, graph("GET", path).status)


def test_only_who_is_there_manages(graph: Graph) -> None:
    path = f"/users/{user(graph, 'ada')}/manager/$ref"

    assert graph("PUT", path, graph.ref("11111111-1111-1111-1111-111111111111")).status == 404
