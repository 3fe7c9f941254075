"""Who may reach a vault, a store or an account over the network: its firewall, as a pure function.

One shape serves the three: ``publicNetworkAccess``, and ``networkAcls`` with ``defaultAction``, ``ipRules`` and
``virtualNetworkRules`` (Microsoft Learn, "Configure network security for Azure Key Vault" and "Azure Storage
firewall rules"); App Configuration has the first alone.

A rule for a subnet counts for whoever calls from it: that the subnet has the service endpoint is asked when the rule
is written, as on Azure, not at every call. ``bypass`` lets Azure's own trusted services in; a pod or a person is
none of them, so it opens nothing here.
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
    """What the firewall says of a caller."""

    ADMITTED = "admitted"
    SHUT = "public network access is disabled"
    OUTSIDE = "the address and subnet are in no rule"


@dataclass(frozen=True, slots=True)
class NetworkRules:
    """A firewall. public: whether the public endpoint is open at all. denies: what happens where no rule matches.

    subnets: ARM ids in lower case. trusts_services: ``bypass`` names AzureServices.
    """

    public: bool = True
    denies: bool = False
    networks: tuple[Network, ...] = ()
    subnets: frozenset[str] = frozenset()
    trusts_services: bool = True


def read_rules(properties: Mapping[str, Any]) -> NetworkRules:
    """The firewall in a resource's ARM ``properties``. What is absent or null is Azure's default: open.

    An address that cannot be read matches nobody, so that a wrong rule never opens a door. Names compare without
    case, as ARM's enumerations do; an unknown ``defaultAction`` or ``publicNetworkAccess`` is a closed one.
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
    """What a firewall says of a caller.

    (1) a disabled public endpoint admits nobody; (2) where nothing is denied everybody is in; (3) the caller's
    subnet is in a rule, or (4) its address is in one.
    """
    # (1) open at all
    if not rules.public:
        return Verdict.SHUT
    # (2) open to all
    if not rules.denies:
        return Verdict.ADMITTED
    # (3) by subnet
    if origin.subnet is not None and origin.subnet.lower() in rules.subnets:
        return Verdict.ADMITTED
    # (4) by address
    return Verdict.ADMITTED if _within(origin.address, rules.networks) else Verdict.OUTSIDE


def admits(properties: Mapping[str, Any], origin: Origin) -> bool:
    """Whether the firewall in a resource's ARM ``properties`` lets a caller through."""
    return judge(read_rules(properties), origin) is Verdict.ADMITTED


def _within(address: str, networks: tuple[Network, ...]) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in networks)


def _network(text: str) -> Network | None:
    try:
        # Azure takes "203.0.113.10/24" for the network that the address is in.
        return ip_network(text, strict=False)
    except ValueError:
        return None
