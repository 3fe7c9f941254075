"""The firewall of vaults, stores and accounts."""

from __future__ import annotations

from typing import Any

import pytest

from aksess.cloud.resources.firewall_rules import NetworkRules, Verdict, judge, read_rules
from aksess.cloud.resources.origin import Origin

SUBNET = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/pods"


def caller(address: str = "203.0.113.10", subnet: str | None = None) -> Origin:
    return Origin("client", address, subnet)


def firewall(**rules: Any) -> dict[str, Any]:
    return {"networkAcls": {"bypass": "AzureServices", "defaultAction": "Deny", **rules}}


def admits(properties: dict[str, Any], origin: Origin) -> bool:
    """Whether the firewall in a resource's properties lets a caller through."""
    return judge(read_rules(properties), origin) is Verdict.ADMITTED


@pytest.mark.parametrize("properties", [{}, {"networkAcls": None}, {"networkAcls": {"defaultAction": "Allow"}}])
def test_what_has_no_firewall_admits_everybody(properties: dict[str, Any]) -> None:
    """Absent, null and Allow are the same."""
    assert admits(properties, caller())


@pytest.mark.parametrize("value", ["203.0.113.10", "203.0.113.10/32", "203.0.113.0/24", "203.0.113.77/24"])
def test_an_address_in_a_rule_is_admitted(value: str) -> None:
    """A rule is an address or a network in CIDR notation, host bits or not."""
    assert admits(firewall(ipRules=[{"value": "198.51.100.1"}, {"value": value}]), caller())


@pytest.mark.parametrize("value", ["203.0.113.11", "203.0.114.0/24", "", "everybody", "203.0.113", "0.0.0.0"])
def test_an_address_in_no_rule_is_refused(value: str) -> None:
    """A rule that cannot be read matches nobody."""
    assert not admits(firewall(ipRules=[{"value": value}]), caller())


def test_a_firewall_without_rules_admits_nobody() -> None:
    """Deny with nothing beside it."""
    assert not admits(firewall(), caller(subnet=SUBNET))


def test_a_subnet_is_admitted_by_its_id_in_any_case() -> None:
    """ARM ids compare without case."""
    rules = firewall(virtualNetworkRules=[{"id": SUBNET.lower()}])

    assert admits(rules, caller(subnet=SUBNET))
    assert not admits(rules, caller(subnet=SUBNET + "2"))
    assert not admits(rules, caller())


def test_an_empty_subnet_id_is_nobodys() -> None:
    """A rule with no id does not match a caller whose subnet is empty."""
    assert not admits(firewall(virtualNetworkRules=[{"id": ""}]), caller(subnet=""))


def test_disabled_public_access_wins_over_every_rule() -> None:
    """With the public endpoint off, rules are not looked at."""
    rules = {**firewall(defaultAction="Allow", ipRules=[{"value": "203.0.113.10"}]), "publicNetworkAccess": "disabled"}

    assert Verdict.SHUT == judge(read_rules(rules), caller())


def test_an_unknown_word_closes() -> None:
    """What is not understood is not an allowance."""
    assert not admits({"networkAcls": {"defaultAction": "Maybe"}}, caller())
    assert not admits({"publicNetworkAccess": "SecuredByPerimeter"}, caller())


def test_bypass_opens_nothing_for_a_pod() -> None:
    """Trusted services are Azure's own."""
    read = read_rules(firewall(bypass="AzureServices"))

    assert read.trusts_services
    assert Verdict.OUTSIDE == judge(read, caller())
    assert not read_rules(firewall(bypass="None")).trusts_services


def test_an_unreadable_caller_is_outside() -> None:
    """No address, no admission."""
    assert Verdict.OUTSIDE == judge(
        NetworkRules(denies=True, networks=read_rules(firewall(ipRules=[{"value": "0.0.0.0/0"}])).networks),
        caller(address=""),
    )
