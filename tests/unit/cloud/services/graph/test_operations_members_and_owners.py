"""Members and owners."""

import pytest

from tests.federation_scene import new_identity
from tests.unit.cloud.services.graph.conftest import Graph


def ids(graph: Graph, path: str) -> list[str]:
    return sorted(each["id"] for each in graph.listed(path))


def test_a_member_is_added_and_removed(graph: Graph) -> None:
    identity, group = new_identity(graph.ask.cloud, "wi"), graph.group()
    path = f"/groups/{group['id']}/members"
    assert graph("POST", f"{path}/$ref", graph.ref(identity.object_id)).status == 204
    member = graph.listed(path)[0]

    assert (identity.object_id, "#microsoft.graph.servicePrincipal") == (member["id"], member["@odata.type"])
    assert graph("DELETE", f"{path}/{identity.object_id}/$ref").status == 204
    assert graph.listed(path) == []


def test_a_member_is_added_once(graph: Graph) -> None:
    identity, group = new_identity(graph.ask.cloud, "wi"), graph.group()
    path = f"/groups/{group['id']}/members/$ref"
    graph("POST", path, graph.ref(identity.object_id))
    reply = graph("POST", path, graph.ref(identity.object_id))

    assert (400, True) == (reply.status, "already exist" in reply.json()["error"]["message"])


@pytest.mark.parametrize(
    ("reference", "status"),
    [
        ("https://graph.microsoft.com/v1.0/directoryObjects/11111111-1111-1111-1111-111111111111", 404),
        ("https://graph.microsoft.com/v1.0/things/x", 400),
        ("", 400),
        (None, 400),
        (7, 400),
    ],
)
def test_only_what_is_there_can_be_a_member(graph: Graph, reference: object, status: int) -> None:
    path = f"/groups/{graph.group()['id']}/members/$ref"

    assert graph("POST", path, {"@odata.id": reference}).status == status


def test_who_is_no_member_cannot_be_removed(graph: Graph) -> None:
    path = f"/groups/{graph.group()['id']}/members/{graph.group()['id']}/$ref"

    assert graph("DELETE", path).status == 404


def test_membership_goes_through_groups(graph: Graph) -> None:
    identity, inner, outer = new_identity(graph.ask.cloud, "wi"), graph.group("inner"), graph.group("outer")
    graph("POST", f"/groups/{inner['id']}/members/$ref", graph.ref(identity.object_id))
    graph("POST", f"/groups/{outer['id']}/members/$ref", graph.ref(inner["id"]))
    me = f"/servicePrincipals/{identity.object_id}"

    assert [inner["id"]] == ids(graph, f"/groups/{outer['id']}/members")
    assert sorted([inner["id"], identity.object_id]) == ids(graph, f"/groups/{outer['id']}/transitiveMembers")
    assert [inner["id"]] == ids(graph, f"{me}/memberOf")
    assert sorted([inner["id"], outer["id"]]) == ids(graph, f"{me}/transitiveMemberOf")
    assert (
        sorted([inner["id"], outer["id"]])
        == graph("POST", f"{me}/getMemberGroups", {"securityEnabledOnly": True}).json()["value"]
    )
    for path in (me, f"/directoryObjects/{identity.object_id}"):
        checked = graph("POST", f"{path}/checkMemberGroups", {"groupIds": [outer["id"], "x"]})
        assert [outer["id"]] == checked.json()["value"]


def test_two_groups_in_each_other_are_read_once_each(graph: Graph) -> None:
    one, two = graph.group("one"), graph.group("two")
    graph("POST", f"/groups/{one['id']}/members/$ref", graph.ref(two["id"]))
    graph("POST", f"/groups/{two['id']}/members/$ref", graph.ref(one["id"]))

    assert sorted([one["id"], two["id"]]) == ids(graph, f"/groups/{one['id']}/transitiveMembers")


def test_a_member_that_was_deleted_is_no_longer_listed(graph: Graph) -> None:
    identity, group = new_identity(graph.ask.cloud, "wi"), graph.group()
    graph("POST", f"/groups/{group['id']}/members/$ref", graph.ref(identity.object_id))
    with graph.ask.cloud.store.transaction():
        graph.ask.cloud.directory.delete(identity.object_id)

    assert graph.listed(f"/groups/{group['id']}/members") == []


@pytest.mark.parametrize("kind", ["applications", "servicePrincipals", "groups"])
def test_owners_are_added_and_removed(graph: Graph, kind: str) -> None:
    application = graph.application()
    if kind == "groups":
        made = graph.group()
    else:
        made = application if kind == "applications" else graph.made("/servicePrincipals", appId=application["appId"])
    identity, me = new_identity(graph.ask.cloud, "wi"), graph.ask.cloud.settings.operator_object_id
    path = f"/{kind}/{made['id']}/owners"
    assert graph("POST", f"{path}/$ref", graph.ref(identity.object_id)).status == 204

    assert sorted([me, identity.object_id]) == ids(graph, path)
    assert graph("DELETE", f"{path}/{me}/$ref").status == 204
    assert [identity.object_id] == ids(graph, path)


def test_the_last_owner_of_a_group_stays(graph: Graph) -> None:
    group, me = graph.group(), graph.ask.cloud.settings.operator_object_id

    assert graph("DELETE", f"/groups/{group['id']}/owners/{me}/$ref").status == 400


def test_microsofts_applications_have_no_owners(graph: Graph) -> None:
    found = graph.listed("/servicePrincipals?$filter=displayName eq 'Azure Key Vault'")[0]

    assert graph.listed(f"/servicePrincipals/{found['id']}/owners") == []
