"""Role assignments by scope and filter."""

from urllib.parse import quote

import pytest

from aksess.cloud.identity.directory import Kind, Principal
from tests.arm_scene import Arm

ROLES = "providers/Microsoft.Authorization/roleAssignments"
READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7"
NOBODY = "33333333-3333-4333-8333-333333333333"
TEAM = "77777777-7777-4777-8777-777777777777"


@pytest.fixture
def granted(arm: Arm) -> Arm:
    """Reader for somebody at a vault, for somebody's team at the group."""
    with arm.cloud.store.transaction():
        arm.cloud.directory.put(Principal(TEAM, Kind.GROUP, "team", members=[NOBODY]))
    arm.grant(READER, NOBODY, arm.vault())
    arm.grant(READER, TEAM, arm.group)
    return arm


@pytest.mark.parametrize(
    ("scope", "query", "wanted"),
    [
        ("~/resourceGroups/widemo", f"principalId eq '{NOBODY}'", ["vault"]),
        ("~/resourceGroups/widemo", f"assignedTo('{NOBODY}')", ["group", "vault"]),
        ("~/resourceGroups/widemo", f"atScope() and assignedTo('{NOBODY}')", ["group"]),
        ("Microsoft.KeyVault/vaults/widemo-kv", f"assignedTo('{NOBODY}')", ["group", "vault"]),
        ("Microsoft.KeyVault/vaults/widemo-kv", f"principalId eq '{TEAM}'", ["group"]),
        ("~", f"atScope() and principalId eq '{TEAM}'", []),
        ("~", f"principalId eq '{TEAM}' and roleDefinitionId eq '/x/{READER}'", ["group"]),
        ("~", f"principalId eq '{TEAM}' and roleDefinitionId eq '{TEAM}'", []),
    ],
)
def test_assignments_are_found(granted: Arm, scope: str, query: str, wanted: list[str]) -> None:
    """At the scope and above it, and below it unless only the scope is asked for."""
    found = granted.ok("GET", f"{granted.id(scope)}/{ROLES}?$filter={quote(query)}")["value"]
    scopes = ["vault" if "vaults" in each["properties"]["scope"] else "group" for each in found]

    assert wanted == sorted(scopes)


def test_a_list_shows_what_the_caller_may_read(granted: Arm) -> None:
    """A reader of the group sees its assignments, not the operator's at the subscription."""
    found = granted.ok("GET", f"~/{ROLES}", who="reader")["value"]

    assert {granted.group} == {each["properties"]["scope"][: len(granted.group)] for each in found}
