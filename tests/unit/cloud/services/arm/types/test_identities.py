"""User-assigned identities."""

from aksess.cloud.identity.directory import Kind
from tests.arm_scene import Arm


def test_an_identity_is_a_principal_for_as_long_as_it_lasts(arm: Arm) -> None:
    """With a client id and an object id that are not the same, and stay."""
    path = arm.identity()
    first = arm.ok("GET", path)["properties"]
    sent = {"principalId": "0" * 36, "clientId": "0" * 36}
    again = arm.ok("PUT", path, {"location": "westeurope", "properties": sent})["properties"]
    principal = arm.cloud.directory.get(first["principalId"])
    arm.ok("DELETE", path)

    assert first == again
    assert first["principalId"] != first["clientId"]
    assert principal is not None
    assert (Kind.MANAGED_IDENTITY, first["clientId"]) == (principal.kind, principal.app_id)
    assert arm.cloud.directory.get(first["principalId"]) is None


def test_a_new_identity_of_the_name_is_somebody_else(arm: Arm) -> None:
    """Grants of the old one do not come back with the name."""
    first = arm.ok("GET", arm.identity())["properties"]["principalId"]
    arm.ok("DELETE", arm.identity())

    assert first != arm.ok("GET", arm.identity())["properties"]["principalId"]
