"""Conditions as a whole: those of Azure's own roles, and those that nobody can read."""

from __future__ import annotations

import pytest

from aksess.chain import NO_ATTRIBUTES, attributes_of_assignment, is_condition, read_condition

WRITE = "microsoft.authorization/roleassignments/write"
DELETE = "microsoft.authorization/roleassignments/delete"
SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6"
# Microsoft Learn, "Examples to delegate Azure role assignment management with conditions": roles and principal types.
LIMITED = read_condition(
    "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR "
    "(@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] "
    f"ForAnyOfAnyValues:GuidEquals {{{SECRETS_USER}}} AND "
    "@Request[Microsoft.Authorization/roleAssignments:PrincipalType] "
    "ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal'})) AND "
    "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR "
    "(@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] "
    f"ForAnyOfAnyValues:GuidEquals {{{SECRETS_USER}}}))"
)


@pytest.mark.parametrize("action", [WRITE, DELETE])
def test_a_limited_deployer_may_assign_what_the_condition_names(action: str) -> None:
    """Role and principal type agree."""
    assert LIMITED.holds(action, attributes_of_assignment(SECRETS_USER.upper(), "p", "serviceprincipal"))


def test_a_limited_deployer_may_not_assign_another_role() -> None:
    """Owner is what the condition is there to keep away."""
    owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"

    assert not LIMITED.holds(WRITE, attributes_of_assignment(owner, "p", "ServicePrincipal"))


def test_a_principal_type_that_is_not_sent_does_not_hold() -> None:
    """The 403 that ``principal_type`` in Terraform avoids."""
    assert not LIMITED.holds(WRITE, attributes_of_assignment(SECRETS_USER, "p", ""))


def test_an_action_that_a_condition_does_not_name_is_free_of_it() -> None:
    """No fact is needed for it."""
    assert LIMITED.holds("microsoft.authorization/roleassignments/read", NO_ATTRIBUTES)


@pytest.mark.parametrize("text", [None, "", "  \n"])
def test_no_condition_always_holds(text: str | None) -> None:
    """None and blank are none."""
    assert read_condition(text).holds(WRITE, NO_ATTRIBUTES)


def test_a_condition_that_cannot_be_read_never_holds() -> None:
    """Deny by default, for every action; its text is kept for whoever explains it."""
    condition = read_condition("(((")

    assert not condition.holds(WRITE, NO_ATTRIBUTES)
    assert "(((" == condition.text


@pytest.mark.parametrize(("text", "readable"), [(LIMITED.text, True), ("(((", False), ("", False)])
def test_whoever_writes_a_condition_can_be_told_that_it_is_none(text: str, readable: bool) -> None:
    """Before it is kept."""
    assert readable is is_condition(text)
