"""Directory objects of any kind, and the tenant itself."""

import pytest

from tests.federation_scene import new_identity
from tests.unit.cloud.services.graph.conftest import Graph


def test_every_kind_of_object_is_read_by_its_id(graph: Graph) -> None:
    identity, group, application = new_identity(graph.ask.cloud, "wi"), graph.group(), graph.application()
    found = [
        graph("GET", f"/directoryObjects/{each}").json()["@odata.type"]
        for each in (
            identity.object_id,
            group["id"],
            application["id"],
        )
    ]

    assert ["#microsoft.graph.servicePrincipal", "#microsoft.graph.group", "#microsoft.graph.application"] == found


def test_many_are_asked_for_at_once_and_those_that_are_there_come(graph: Graph) -> None:
    """As the Azure CLI names the holders of roles."""
    identity, group = new_identity(graph.ask.cloud, "wi"), graph.group()
    ids = [identity.object_id, "11111111-1111-1111-1111-111111111111", group["id"], group["id"]]
    every = graph("POST", "/directoryObjects/getByIds", {"ids": ids}).json()["value"]
    groups = graph("POST", "/directoryObjects/getByIds", {"ids": ids, "types": ["group"]}).json()["value"]

    assert ([identity.object_id, group["id"]], [group["id"]]) == (
        [each["id"] for each in every],
        [each["id"] for each in groups],
    )


@pytest.mark.parametrize("content", [{"ids": "x"}, {"ids": [1]}, [], "x"])
def test_a_list_of_ids_is_a_list_of_texts(graph: Graph, content: object) -> None:
    assert graph("POST", "/directoryObjects/getByIds", content).status == 400


def test_the_tenant_is_the_one_organization(graph: Graph) -> None:
    settings = graph.ask.cloud.settings

    assert [(settings.tenant, settings.tenant_domain)] == [
        (each["id"], each["verifiedDomains"][0]["name"]) for each in graph.listed("/organization")
    ]
    assert [settings.tenant_domain] == [each["id"] for each in graph.listed("/domains")]
