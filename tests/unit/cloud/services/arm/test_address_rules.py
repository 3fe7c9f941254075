"""Firewall rules that name addresses."""

import pytest

from tests.arm_scene import Arm


@pytest.mark.parametrize("address", ["", "x", "1.2.3", "1.2.3.4/33", "1.2.3.4/-1", "::1", "1.2.3.4, 1.2.3.5", "0x7f.1"])
def test_an_address_that_is_none_is_refused(arm: Arm, address: str) -> None:
    """It would admit nobody."""
    arm.vault()
    content = {"properties": {"networkAcls": {"ipRules": [{"value": address}]}}}

    assert 400 == arm("PATCH", "Microsoft.KeyVault/vaults/widemo-kv", content).status


def test_rules_are_completed_with_what_azure_takes_for_granted(arm: Arm) -> None:
    """Trusted services pass, and nothing else is denied, unless it is said."""
    arm.vault(networkAcls={"ipRules": [{"value": "203.0.113.7/32"}]})
    shown = arm.ok("GET", "Microsoft.KeyVault/vaults/widemo-kv")["properties"]["networkAcls"]

    assert {
        "bypass": "AzureServices",
        "defaultAction": "Allow",
        "ipRules": [{"value": "203.0.113.7/32"}],
        "virtualNetworkRules": [],
    } == shown


def test_an_unknown_default_is_refused(arm: Arm) -> None:
    """Neither of the two words."""
    arm.vault()
    content = {"properties": {"networkAcls": {"defaultAction": "Perhaps"}}}

    assert (400, "BadRequest") == arm.code("PATCH", "Microsoft.KeyVault/vaults/widemo-kv", content)
