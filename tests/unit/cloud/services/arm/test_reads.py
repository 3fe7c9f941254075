"""One resource, lists of them, and whether they are there."""

import pytest

from tests.arm_scene import Arm


@pytest.mark.parametrize(("name", "status"), [("wi-api", 204), ("none", 404)])
def test_head_says_whether_a_resource_is_there(arm: Arm, name: str, status: int) -> None:
    """With no body."""
    arm.identity("wi-api")
    reply = arm("HEAD", f"Microsoft.ManagedIdentity/userAssignedIdentities/{name}")

    assert (status, b"") == (reply.status, reply.body)


def test_a_list_of_children_is_of_one_parent(arm: Arm) -> None:
    """Not of its siblings, even where one name begins like the other."""
    for identity in ("wi-api", "wi-api-2"):
        body = {"properties": {"issuer": "https://i/", "subject": "s", "audiences": ["a"]}}
        arm.ok("PUT", f"{arm.identity(identity)}/federatedIdentityCredentials/of-{identity}", body)
    path = "Microsoft.ManagedIdentity/userAssignedIdentities/wi-api/federatedIdentityCredentials"

    assert ["of-wi-api"] == [each["name"] for each in arm.ok("GET", path)["value"]]


def test_a_list_below_what_is_missing_is_missing(arm: Arm) -> None:
    """Not empty: a client would take it for all there is."""
    path = "Microsoft.ManagedIdentity/userAssignedIdentities/none/federatedIdentityCredentials"

    assert (404, "ParentResourceNotFound") == arm.code("GET", path)
    assert (404, "ResourceGroupNotFound") == arm.code("GET", "~/resourceGroups/none/resources")


def test_a_list_of_the_subscription_holds_every_group(arm: Arm) -> None:
    """And a list of a group holds its own."""
    arm.identity("here")
    arm.ok("PUT", "~/resourceGroups/other", {"location": "westeurope"})
    other = "~/resourceGroups/other/providers/Microsoft.ManagedIdentity/userAssignedIdentities"
    arm.ok("PUT", f"{other}/there", {"location": "westeurope"})
    everywhere = arm.ok("GET", "~/providers/Microsoft.ManagedIdentity/userAssignedIdentities")["value"]

    assert ["here", "there"] == sorted(each["name"] for each in everywhere)
    assert ["there"] == [each["name"] for each in arm.ok("GET", other)["value"]]
