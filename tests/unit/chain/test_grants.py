"""May this principal do that there, by role."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aksess.chain import (
    Allowed,
    DenialReason,
    Denied,
    DenyAssignment,
    Link,
    Permissions,
    RoleAssignment,
    RoleDefinition,
    Scope,
    attributes_of_assignment,
    decide,
)
from aksess.chain.grants import EVERYONE

GROUP = Scope("/subscriptions/5f0d/resourceGroups/widemo")
VAULT = Scope(f"{GROUP}/providers/Microsoft.KeyVault/vaults/widemo-kv")
SECRET = Scope(f"{VAULT}/secrets/my-secret")
GET = "Microsoft.KeyVault/vaults/secrets/getSecret/action"
WRITE = "Microsoft.Authorization/roleAssignments/write"
ME = "1d0c"

SECRETS_USER = RoleDefinition("4633", "Key Vault Secrets User", "", (Permissions(data_actions=(GET,)),))
OWNER = RoleDefinition("8e3a", "Owner", "", (Permissions(("*",)),))
MINE = RoleAssignment("a1", ME, SECRETS_USER, VAULT)


def may(
    *assignments: RoleAssignment, scope: Scope = SECRET, denials: tuple[DenyAssignment, ...] = ()
) -> Allowed | Denied:
    """Whether I may get the secret."""
    return decide({ME}, GET, scope, assignments, data=True, denials=denials)


def test_a_role_at_a_scope_above_allows() -> None:
    """Scopes inherit, and the assignment that allows is named."""
    assert Allowed(MINE) == may(MINE)


def test_no_assignment_denies() -> None:
    """Deny by default."""
    denied = may(replace(MINE, principal_id="somebody else"))

    assert Denied(GET, SECRET, (), DenialReason.NO_ASSIGNMENT, data=True) == denied


def test_an_assignment_at_a_neighbour_is_useless_and_told() -> None:
    """The doctor shows where the role is, and where it is wanted."""
    elsewhere = replace(MINE, scope=Scope(f"{VAULT}-prod"))

    assert Denied(GET, SECRET, (elsewhere,), DenialReason.SCOPE, data=True) == may(elsewhere)


def test_owner_reads_no_data() -> None:
    """Actions are no dataActions: the usual mistake."""
    owner = replace(MINE, role=OWNER)

    assert Denied(GET, SECRET, (owner,), DenialReason.ACTION, data=True) == may(owner)


def test_a_group_counts_and_ids_have_no_case() -> None:
    """Any of the principals may hold the role."""
    group = replace(MINE, principal_id="ABCD")

    assert Allowed(group) == decide({ME, "abcd"}, GET.upper(), SECRET, [group], data=True)


def test_what_one_role_takes_another_may_give() -> None:
    """NotDataActions are no deny assignments."""
    careful = RoleDefinition("c", "careful", "", (Permissions(data_actions=("*",), not_data_actions=(GET,)),))
    taking = replace(MINE, role=careful)

    assert Denied(GET, SECRET, (taking,), DenialReason.ACTION, data=True) == may(taking)
    assert Allowed(MINE) == may(taking, MINE)


def test_the_nearest_miss_is_told() -> None:
    """One role elsewhere and one that lacks the action: the action is nearer."""
    elsewhere, owner = replace(MINE, scope=Scope("/subscriptions/other")), replace(MINE, role=OWNER)

    denied = may(owner, elsewhere)

    assert isinstance(denied, Denied)
    assert DenialReason.ACTION is denied.lack
    assert (owner, elsewhere) == denied.useless


def test_a_management_group_holds_where_the_caller_says_so() -> None:
    """An id does not tell which subscriptions a management group has."""
    platform = Scope("/providers/Microsoft.Management/managementGroups/Platform")
    assignment = replace(MINE, scope=platform)

    assert isinstance(may(assignment), Denied)
    assert Allowed(assignment) == decide({ME}, GET, SECRET, [assignment], data=True, above=[Scope(platform.lower())])


@pytest.mark.parametrize(("type_sent", "allowed"), [("ServicePrincipal", True), ("User", False), ("", False)])
def test_a_condition_of_an_assignment_is_asked(type_sent: str, allowed: bool) -> None:
    """A deployer that may assign roles to service principals alone."""
    condition = (
        "!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'}) OR "
        "@Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'ServicePrincipal'"
    )
    limited = RoleAssignment("a", ME, OWNER, GROUP, condition)

    verdict = decide(
        {ME}, WRITE, GROUP, [limited], data=False, attributes=attributes_of_assignment("r", "p", type_sent)
    )

    assert (Allowed(limited) if allowed else Denied(WRITE, GROUP, (limited,), DenialReason.CONDITION)) == verdict


def test_a_condition_of_a_role_is_asked_too() -> None:
    """As in Key Vault Data Access Administrator; it binds its own entry alone."""
    entry = Permissions(
        (WRITE,), condition="@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] GuidEquals r"
    )
    limited = RoleAssignment("a", ME, RoleDefinition("l", "limited", "", (entry, Permissions(("*/read",)))), GROUP)
    good, bad = attributes_of_assignment("r", "p", ""), attributes_of_assignment("owner", "p", "")

    assert Allowed(limited) == decide({ME}, WRITE, GROUP, [limited], data=False, attributes=good)
    assert Denied(WRITE, GROUP, (limited,), DenialReason.CONDITION) == decide(
        {ME}, WRITE, GROUP, [limited], data=False, attributes=bad
    )
    assert Allowed(limited) == decide(
        {ME}, "Microsoft.KeyVault/vaults/read", GROUP, [limited], data=False, attributes=bad
    )


def test_a_condition_that_cannot_be_read_denies() -> None:
    """And is told as a condition, not as a missing role."""
    unreadable = replace(MINE, condition="((")

    assert Denied(GET, SECRET, (unreadable,), DenialReason.CONDITION, data=True) == may(unreadable)


DENIAL = DenyAssignment("d", frozenset({EVERYONE}), frozenset(), (Permissions(data_actions=("*",)),), GROUP)


def test_a_deny_assignment_beats_every_role() -> None:
    """And the denial says so."""
    assert Denied(GET, SECRET, (MINE,), DenialReason.DENY_ASSIGNMENT, data=True) == may(MINE, denials=(DENIAL,))


@pytest.mark.parametrize(
    "denial",
    [
        replace(DENIAL, excluded=frozenset({ME.upper()})),
        replace(DENIAL, principals=frozenset({"somebody else"})),
        replace(DENIAL, scope=Scope("/subscriptions/other")),
        replace(DENIAL, permissions=(Permissions(("*",)),)),
    ],
)
def test_a_deny_assignment_forbids_no_more_than_it_says(denial: DenyAssignment) -> None:
    """Whom it spares, whom it does not name, where it does not hold, what it does not contain."""
    assert Allowed(MINE) == may(MINE, denials=(denial,))


def test_a_denial_says_what_was_found_and_wanted() -> None:
    """For whoever words it."""
    denied = may(replace(MINE, role=OWNER))

    assert isinstance(denied, Denied)
    assert (Link.GRANT, f"Owner at {VAULT}", (f"{GET} at {SECRET}",)) == (denied.link, denied.found, denied.wanted)
    assert "no role assignment" == Denied(GET, SECRET).found


people = st.sampled_from(["a", "b", "c"])
scopes = st.sampled_from([Scope("/"), GROUP, VAULT, SECRET, Scope("/subscriptions/other")])
roles = st.sampled_from([OWNER, SECRETS_USER])
assignments = st.lists(st.builds(RoleAssignment, st.just("x"), people, roles, scopes))


@given(st.sets(people), scopes, assignments, st.booleans())
def test_it_is_allowed_exactly_when_one_assignment_alone_allows_it(
    principals: set[str], scope: Scope, held: list[RoleAssignment], data: bool
) -> None:
    """Assignments add up, and nothing depends on their order."""
    verdict = decide(principals, GET, scope, held, data=data)
    alone = [each for each in held if isinstance(decide(principals, GET, scope, [each], data=data), Allowed)]

    assert bool(alone) == isinstance(verdict, Allowed)
    assert isinstance(verdict, Allowed) == isinstance(decide(principals, GET, scope, held[::-1], data=data), Allowed)


@given(st.sets(people), scopes, assignments)
def test_one_more_assignment_never_takes_away(principals: set[str], scope: Scope, held: list[RoleAssignment]) -> None:
    """Roles only give."""
    if isinstance(decide(principals, GET, scope, held, data=True), Allowed):
        assert isinstance(decide(principals, GET, scope, [replace(MINE, scope=GROUP), *held], data=True), Allowed)
