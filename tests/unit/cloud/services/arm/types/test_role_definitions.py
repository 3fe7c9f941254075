"""Role definitions: Azure's own, and the tenant's."""

from typing import Any
from urllib.parse import quote

import pytest

from tests.arm_scene import Arm

READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7"
OWN = "44444444-4444-4444-8444-444444444444"
ROLES = "providers/Microsoft.Authorization/roleDefinitions"


def own(arm: Arm, **properties: Any) -> dict[str, Any]:
    """A role of the tenant's."""
    usual = {"roleName": "lister", "permissions": [{"actions": ["*/read"]}], "assignableScopes": [arm.subscription]}
    return {"properties": {**usual, **properties}}


@pytest.mark.parametrize("scope", ["~", "~/resourceGroups/widemo", "Microsoft.KeyVault/vaults/widemo-kv"])
def test_a_role_is_found_by_its_name_at_every_scope(arm: Arm, scope: str) -> None:
    """Exactly one, with the subscription's id."""
    arm.vault()
    query = quote("roleName eq 'Key Vault Secrets User'")
    found = arm.ok("GET", f"{arm.id(scope)}/{ROLES}?$filter={query}")["value"]

    assert [f"{arm.subscription}/{ROLES}/4633458b-17de-408a-b874-0445c86b69e6"] == [each["id"] for each in found]
    assert "BuiltInRole" == found[0]["properties"]["type"]


def test_azures_own_roles_are_no_secret(arm: Arm) -> None:
    """At the tenant everybody may read them, under the tenant's id."""
    shown = arm.ok("GET", f"/{ROLES}/{READER}", who="nobody")

    assert (f"/{ROLES}/{READER}", "Reader") == (shown["id"], shown["properties"]["roleName"])


@pytest.mark.parametrize(("kind", "number"), [("CustomRole", 1), ("BuiltInRole", 100)])
def test_roles_are_found_by_kind(arm: Arm, kind: str, number: int) -> None:
    """At least so many."""
    arm.ok("PUT", f"~/{ROLES}/{OWN}", own(arm))
    query = quote(f"type eq '{kind}'")
    found = arm.ok("GET", f"~/{ROLES}?$filter={query}")["value"]

    assert number <= len(found)
    assert {kind} == {each["properties"]["type"] for each in found}


def test_a_role_of_the_tenants_lives_by_its_scopes(arm: Arm) -> None:
    """Made, found, assigned, in use, deleted."""
    made = arm("PUT", f"~/{ROLES}/{OWN}", own(arm))
    arm.grant(OWN, "33333333-3333-4333-8333-333333333333", arm.group)

    assert (201, "CustomRole") == (made.status, made.json()["properties"]["type"])
    assert 200 == arm("GET", arm.group, who="nobody").status
    assert (400, "RoleDefinitionHasAssignments") == arm.code("DELETE", f"~/{ROLES}/{OWN}")
    for each in arm.ok("GET", f"{arm.group}/providers/Microsoft.Authorization/roleAssignments")["value"]:
        if each["properties"]["roleDefinitionId"].endswith(OWN):
            arm.ok("DELETE", each["id"])
    assert (200, 204) == (arm("DELETE", f"~/{ROLES}/{OWN}").status, arm("DELETE", f"~/{ROLES}/{OWN}").status)
    assert (404, "RoleDefinitionDoesNotExist") == arm.code("GET", f"~/{ROLES}/{OWN}")


def test_a_changed_role_counts_at_once(arm: Arm) -> None:
    """For whoever has it."""
    arm.ok("PUT", f"~/{ROLES}/{OWN}", own(arm))
    arm.grant(OWN, "33333333-3333-4333-8333-333333333333", arm.group)
    arm.ok("PUT", f"~/{ROLES}/{OWN}", own(arm, permissions=[{"actions": ["*"], "notActions": ["*/read"]}]))

    assert (403, "AuthorizationFailed") == arm.code("GET", arm.group, who="nobody")


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_azures_own_roles_stay_as_they_are(arm: Arm, method: str) -> None:
    """For everybody."""
    assert (400, "InvalidRoleDefinitionId") == arm.code(method, f"~/{ROLES}/{READER}", own(arm))


def test_who_writes_a_role_may_do_so_wherever_it_can_be_assigned(arm: Arm) -> None:
    """A contributor may not at all."""
    assert (403, "AuthorizationFailed") == arm.code("PUT", f"~/{ROLES}/{OWN}", own(arm), who="contributor")


@pytest.mark.parametrize("content", [{}, {"properties": {"roleName": "Reader"}}])
def test_who_may_not_write_a_role_learns_nothing_of_those_there_are(arm: Arm, content: dict[str, Any]) -> None:
    """Neither by a write that would be refused nor by a deletion of nothing."""
    assert (403, "AuthorizationFailed") == arm.code("PUT", f"~/{ROLES}/{OWN}", content, who="nobody")
    assert (403, "AuthorizationFailed") == arm.code("DELETE", f"~/{ROLES}/{OWN}", who="nobody")
