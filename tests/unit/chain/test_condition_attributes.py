"""What a role assignment says of itself to a condition."""

from __future__ import annotations

from aksess.chain import attributes_of_assignment


def test_an_assignment_says_what_its_request_says() -> None:
    """Role, principal and its type, under the names of conditions in lower case; for a delete as the resource."""
    attributes = attributes_of_assignment("role", "principal", "ServicePrincipal")

    assert {
        "microsoft.authorization/roleassignments:roledefinitionid": ("role",),
        "microsoft.authorization/roleassignments:principalid": ("principal",),
        "microsoft.authorization/roleassignments:principaltype": ("ServicePrincipal",),
    } == attributes.request
    assert attributes.request == attributes.resource


def test_a_type_that_is_not_said_is_not_known() -> None:
    """It is not guessed: a deployer limited by type needs ``principal_type`` in its Terraform."""
    attributes = attributes_of_assignment("role", "principal", "")

    assert "microsoft.authorization/roleassignments:principaltype" not in attributes.request
