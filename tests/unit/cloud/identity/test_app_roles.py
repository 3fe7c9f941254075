"""Application permissions as tokens say them."""

from typing import Any

from aksess.cloud.cloud import Cloud
from aksess.cloud.identity.app_roles import roles_of
from aksess.cloud.identity.directory import Application, Kind, Principal
from aksess.cloud.identity.first_party_applications import GRAPH, GRAPH_ROLES, first_parties


def holder(*given: tuple[str, str]) -> Principal:
    """Somebody with roles. given: resource and role."""
    assignments = [{"resourceId": resource, "appRoleId": role} for resource, role in given]
    return Principal("p", Kind.APPLICATION, "p", "c", attributes={"appRoleAssignments": assignments})


def graph_of(cloud: Cloud) -> str:
    return next(each.object_id for each in first_parties(cloud.settings.tenant) if each.app_id == GRAPH)


def test_roles_are_named_by_their_values_in_order(cloud: Cloud) -> None:
    graph = graph_of(cloud)
    given = [(graph, GRAPH_ROLES[name]) for name in ("User.Read.All", "Application.Read.All", "User.Read.All")]

    assert ["Application.Read.All", "User.Read.All"] == roles_of(
        cloud.directory, cloud.settings.tenant, holder(*given), GRAPH
    )


def test_a_role_of_another_resource_is_not_said(cloud: Cloud) -> None:
    somebody = holder(("elsewhere", GRAPH_ROLES["User.Read.All"]))

    assert [] == roles_of(cloud.directory, cloud.settings.tenant, somebody, GRAPH)
    assert [] == roles_of(cloud.directory, cloud.settings.tenant, somebody, "nobody")


def test_a_role_that_was_disabled_or_is_gone_is_not_said(cloud: Cloud) -> None:
    roles: Any = [{"id": "on", "value": "a", "isEnabled": True}, {"id": "off", "value": "b", "isEnabled": False}]
    with cloud.store.transaction():
        cloud.directory.put_application(Application("o", "api", "api", attributes={"appRoles": roles}))
        cloud.directory.put(Principal("r", Kind.APPLICATION, "api", "api", application_id="o"))

    assert ["a"] == roles_of(
        cloud.directory, cloud.settings.tenant, holder(("r", "on"), ("r", "off"), ("r", "gone")), "api"
    )


def test_who_was_given_nothing_has_nothing(cloud: Cloud) -> None:
    assert [] == roles_of(cloud.directory, cloud.settings.tenant, Principal("p", Kind.APPLICATION, "p"), GRAPH)
