"""Network security groups, route tables, NAT gateways."""

import pytest

from tests.arm_scene import Arm


def test_a_group_has_azures_rules_beside_its_own(arm: Arm) -> None:
    """Each with an id."""
    rule = {"name": "ssh", "properties": {"priority": 100, "direction": "Inbound", "access": "Deny"}}
    content = {"location": "westeurope", "properties": {"securityRules": [rule]}}
    shown = arm.ok("PUT", "Microsoft.Network/networkSecurityGroups/nsg", content)

    assert [f"{shown['id']}/securityRules/ssh"] == [each["id"] for each in shown["properties"]["securityRules"]]
    assert 6 == len(shown["properties"]["defaultSecurityRules"])


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [("routeTables", "disableBgpRoutePropagation", False), ("natGateways", "idleTimeoutInMinutes", 4)],
)
def test_the_rest_is_completed_and_shown(arm: Arm, kind: str, name: str, value: object) -> None:
    """As it was sent."""
    shown = arm.ok("PUT", f"Microsoft.Network/{kind}/one", {"location": "westeurope"})

    assert value == shown["properties"][name]
    assert 202 == arm("DELETE", f"Microsoft.Network/{kind}/one").status
