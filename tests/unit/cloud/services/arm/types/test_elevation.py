"""Elevated access."""

from tests.arm_scene import Arm

ELEVATE = "/providers/Microsoft.Authorization/elevateAccess"


def test_a_global_administrator_takes_the_root(arm: Arm) -> None:
    """Once, however often it is asked."""
    before = arm.grant("acdd72a7-3385-48ef-bd42-f606fba81ae7", "33333333-3333-4333-8333-333333333333", "/")
    arm.ok("POST", ELEVATE)
    arm.ok("POST", ELEVATE)
    roots = [each for each in arm.cloud.authorization.assignments() if each.scope == "/"]

    assert 403 == before.status
    assert ["User Access Administrator"] == [each.role.name for each in roots]
    assert 201 == arm.grant("acdd72a7-3385-48ef-bd42-f606fba81ae7", "33333333-3333-4333-8333-333333333333", "/").status


def test_nobody_else_does(arm: Arm) -> None:
    """Not even who owns a subscription."""
    assert (403, "AuthorizationFailed") == arm.code("POST", ELEVATE, who="contributor")
