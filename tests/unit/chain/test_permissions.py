"""Which actions a role contains."""

from __future__ import annotations

from aksess.chain import Permissions, RoleDefinition

SET = "Microsoft.KeyVault/vaults/secrets/setSecret/action"
READ = "Microsoft.KeyVault/vaults/secrets/read"


def role(*permissions: Permissions) -> RoleDefinition:
    """A role of these entries."""
    return RoleDefinition("0", "a role", "", permissions)


def test_an_action_is_no_data_action() -> None:
    """Owner may do anything to a vault and read nothing in it."""
    owner = role(Permissions(actions=("*",)))

    assert owner.contains(SET, data=False)
    assert not owner.contains(SET, data=True)


def test_a_data_action_is_no_action() -> None:
    """And the other way round."""
    reader = role(Permissions(data_actions=("*",)))

    assert reader.contains(READ, data=True)
    assert not reader.contains(READ, data=False)


def test_what_is_not_given_is_taken_from_the_same_entry() -> None:
    """NotActions and NotDataActions, each from its own list."""
    careful = role(
        Permissions(("*",), ("*/delete",), ("Microsoft.KeyVault/*",), ("Microsoft.KeyVault/vaults/secrets/set*",))
    )

    assert careful.contains("Microsoft.KeyVault/vaults/write", data=False)
    assert not careful.contains("Microsoft.KeyVault/vaults/Delete", data=False)
    assert careful.contains(READ, data=True)
    assert not careful.contains(SET, data=True)


def test_another_entry_may_give_what_one_takes() -> None:
    """Entries add up."""
    both = role(Permissions(("*",), ("*/delete",)), Permissions(("Microsoft.KeyVault/vaults/delete",)))

    assert both.contains("Microsoft.KeyVault/vaults/delete", data=False)


def test_two_permissions_of_the_same_lists_are_equal() -> None:
    """What is computed from the lists is no part of the value."""
    assert Permissions(("a/*",)) == Permissions(("a/*",))
    assert hash(Permissions(("a/*",))) == hash(Permissions(("a/*",)))
    assert (
        "Permissions(actions=('a/*',), not_actions=(), data_actions=(), not_data_actions=(), condition=None)"
        == repr(Permissions(("a/*",)))
    )


def test_a_role_is_read_from_azures_shape_with_its_condition() -> None:
    """Wildcards, NotActions and NotDataActions are those of the entry; an absent list is empty."""
    properties = {
        "roleName": "careful",
        "description": "writes",
        "assignableScopes": ["/"],
        "permissions": [
            {"actions": ["*"], "notActions": ["*/delete"], "dataActions": ["a/*"], "notDataActions": ["a/b"]},
            {"actions": ["a/read"], "condition": "1 == 1"},
        ],
    }

    entries = (Permissions(("*",), ("*/delete",), ("a/*",), ("a/b",)), Permissions(("a/read",), condition="1 == 1"))
    expected = RoleDefinition("id", "careful", "writes", entries)
    assert expected == RoleDefinition.from_azure("id", properties, built_in=True)
