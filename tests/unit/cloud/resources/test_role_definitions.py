"""Role definitions as the chain reads them."""

from aksess.cloud.resources.inventory import Resource
from aksess.cloud.resources.role_definitions import built_in_role, custom_role


def test_a_role_is_read_with_what_it_says_and_nothing_else() -> None:
    """Absent lists are empty ones."""
    properties = {
        "roleName": "lister",
        "permissions": [{"actions": ["*/read"], "notActions": ["Microsoft.KeyVault/*"]}, {"dataActions": ["a/b/read"]}],
        "assignableScopes": ["/subscriptions/s"],
    }
    role = custom_role(Resource("/x/AB", "AB", "t", properties=properties))

    assert ("ab", "lister", "", False) == (role.id, role.name, role.description, role.built_in)
    assert ("/subscriptions/s",) == role.assignable_scopes
    assert role.contains("Microsoft.Network/virtualNetworks/read", data=False)
    assert not role.contains("Microsoft.KeyVault/vaults/read", data=False)
    assert role.contains("a/b/read", data=True)


def test_a_role_that_says_nothing_gives_nothing() -> None:
    """Not even by accident."""
    role = custom_role(Resource("/x/ab", "ab", "t", properties={"roleName": "x", "permissions": None}))

    assert not role.contains("*", data=False)


def test_a_built_in_role_is_read_once() -> None:
    """The chain gets the same value each time, with the permissions that Azure publishes."""
    secrets_user = "4633458b-17de-408a-b874-0445c86b69e6"
    role = built_in_role(secrets_user)

    assert role is not None
    assert ("Key Vault Secrets User", True, ("/",)) == (role.name, role.built_in, role.assignable_scopes)
    assert role.contains("Microsoft.KeyVault/vaults/secrets/getSecret/action", data=True)
    assert role is built_in_role(secrets_user)


def test_a_guid_of_no_built_in_role_has_no_role() -> None:
    """A custom role is looked for after that."""
    assert built_in_role("00000000-0000-0000-0000-000000000000") is None
