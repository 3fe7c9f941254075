"""The firewall of a vault, a store or an account: a pure function of its rules and the caller's origin.

All three have the same properties: ``publicNetworkAccess``, and ``networkAcls`` with ``defaultAction``, ``ipRules`` and
``virtualNetworkRules`` (Microsoft Learn, "Configure network security for Azure Key Vault" and "Azure Storage
firewall rules"); App Configuration has only the first.

A rule for a subnet admits every caller in that subnet. As on Azure, ARM checks for the service endpoint when the rule
is written, not at every call. ``bypass`` admits Azure's own trusted services; pods and people are not among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

from aksess.cloud.resources.origin import Origin

Network = IPv4Network | IPv6Network


class Verdict(StrEnum):
    """The firewall's answer."""

    ADMITTED = "admitted"
    SHUT = "public network access is disabled"
    OUTSIDE = "the address and subnet are in no rule"


@dataclass(frozen=True, slots=True)
class NetworkRules:
    """The rules of a firewall. public: whether the public endpoint is enabled. denies: whether unmatched callers are
    denied.

    subnets: ARM ids in lower case. trusts_services: ``bypass`` names AzureServices.
    """

    public: bool = True
    denies: bool = False
    networks: tuple[Network, ...] = ()
    subnets: frozenset[str] = frozenset()
    trusts_services: bool = True


def read_rules(properties: Mapping[str, Any]) -> NetworkRules:
    """Read the rules in a resource's ARM ``properties``. Absent or null properties have Azure's default: open.

    An invalid address matches nobody, so that a wrong rule never admits a caller. Names compare without case, as ARM's
    enumerations do; an unknown ``defaultAction`` or ``publicNetworkAccess`` counts as closed.
    """
    rules = properties.get("networkAcls") or {}
    bypass = str(rules.get("bypass") or "AzureServices").lower()
    return NetworkRules(
        public=str(properties.get("publicNetworkAccess") or "Enabled").lower() == "enabled",
        denies=str(rules.get("defaultAction") or "Allow").lower() != "allow",
        networks=tuple(filter(None, (_network(str(each.get("value", ""))) for each in rules.get("ipRules") or ()))),
        subnets=frozenset(str(each.get("id", "")).lower() for each in rules.get("virtualNetworkRules") or ()) - {""},
        trusts_services="azureservices" in bypass,
    )


def judge(rules: NetworkRules, origin: Origin) -> Verdict:
    """Apply the rules to a caller's origin.

    (1) A disabled public endpoint admits nobody; (2) without a default of Deny everybody is admitted; (3) a rule names
    the caller's subnet, or (4) its address.
    """
    # (1) the public endpoint
    if not rules.public:
        return Verdict.SHUT
    # (2) the default action
    if not rules.denies:
        return Verdict.ADMITTED
    # (3) the subnet
    if origin.subnet is not None and origin.subnet.lower() in rules.subnets:
        return Verdict.ADMITTED
    # (4) the address
    return Verdict.ADMITTED if _within(origin.address, rules.networks) else Verdict.OUTSIDE


def _within(address: str, networks: tuple[Network, ...]) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in networks)


def _network(text: str) -> Network | None:
    try:
        # Azure reads "203.0.113.10/24" as the network of that address.
        return ip_network(text, strict=False)
    except ValueError:
        return None
