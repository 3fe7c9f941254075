"""Custom roles as the chain reads them."""

from aksess.cloud.resources.custom_roles import custom_role
from aksess.cloud.resources.inventory import Resource


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
