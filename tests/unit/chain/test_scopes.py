"""Scopes inherit, on the borders of segments and without case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aksess.chain import Scope

SUBSCRIPTION = "/subscriptions/5F0D"
GROUP = f"{SUBSCRIPTION}/resourceGroups/widemo"
VAULT = f"{GROUP}/providers/Microsoft.KeyVault/vaults/widemo-kv"
SECRET = f"{VAULT}/secrets/my-secret"


@pytest.mark.parametrize("upper", ["/", SUBSCRIPTION, GROUP, VAULT, SECRET, VAULT.lower(), GROUP + "/"])
def test_a_scope_covers_what_is_below_it_and_itself(upper: str) -> None:
    """Whatever the case, and with or without a last slash."""
    assert Scope(upper).covers(Scope(SECRET))


@pytest.mark.parametrize("other", [GROUP + "-prod", SUBSCRIPTION + "1", "/", SUBSCRIPTION])
def test_a_scope_covers_neither_its_neighbours_nor_what_is_above(other: str) -> None:
    """A name that begins the same is another name."""
    assert not Scope(GROUP).covers(Scope(other))


def test_a_scope_is_the_text_it_was_made_of() -> None:
    """It is shown as it was written, its slashes put right."""
    assert VAULT == Scope(VAULT + "/")
    assert "/" == Scope("")
    assert "/subscriptions/a" == Scope("subscriptions/a")


def test_a_scope_of_a_scope_is_itself() -> None:
    """So that callers need not ask which they have."""
    scope = Scope(VAULT)

    assert scope is Scope(scope)


@pytest.mark.parametrize(
    ("scope", "parent"),
    [
        (SECRET, VAULT),
        (VAULT, GROUP),
        (GROUP, SUBSCRIPTION),
        (SUBSCRIPTION, "/"),
        (f"{VAULT}/providers/Microsoft.Authorization/roleAssignments/1", VAULT),
        (f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleAssignments/1", SUBSCRIPTION),
        ("/providers/Microsoft.Authorization/roleDefinitions/1", "/"),
        ("/providers/Microsoft.Management/managementGroups/platform", "/"),
        (
            f"{GROUP}/providers/Microsoft.Storage/storageAccounts/a/queueServices/default/queues/q",
            f"{GROUP}/providers/Microsoft.Storage/storageAccounts/a/queueServices/default",
        ),
    ],
)
def test_the_parent_is_what_a_scope_inherits_from(scope: str, parent: str) -> None:
    """Resource, parent resource, group, subscription, root."""
    assert parent == Scope(scope).parent


def test_the_root_has_no_parent() -> None:
    """The walk upwards ends."""
    assert Scope("/").parent is None


@pytest.mark.parametrize(
    ("scope", "resource_type"),
    [
        (VAULT, "Microsoft.KeyVault/vaults"),
        (SECRET, "Microsoft.KeyVault/vaults/secrets"),
        (f"{VAULT}/providers/Microsoft.Authorization/roleAssignments/1", "Microsoft.Authorization/roleAssignments"),
        (GROUP, ""),
        ("/", ""),
    ],
)
def test_a_resource_has_a_type(scope: str, resource_type: str) -> None:
    """Namespace and the types along the way; what is no resource has none."""
    assert resource_type == Scope(scope).resource_type


segments = st.lists(st.text("abAB-", min_size=1, max_size=3), max_size=6)


@given(segments, segments)
def test_covering_is_being_a_prefix_of_segments(upper: list[str], lower: list[str]) -> None:
    """Compared with the definition."""
    folded = [segment.lower() for segment in upper], [segment.lower() for segment in lower]

    assert (folded[1][: len(upper)] == folded[0]) == Scope("/".join(upper)).covers(Scope("/".join(lower)))


@given(segments)
def test_every_parent_covers_its_child(path: list[str]) -> None:
    """To the root, which covers everything."""
    scope = Scope("/".join(path))
    while (parent := scope.parent) is not None:
        assert parent.covers(scope)
        assert len(parent) < len(scope)
        scope = parent
    assert "/" == scope
