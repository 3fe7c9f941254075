"""The ranges of a cluster's pods and services, for one family of addresses or for both.

Each is said twice: ``podCidr`` is the first of ``podCidrs``, ``serviceCidr`` of ``serviceCidrs``. Microsoft Learn,
"Managed Clusters - Create Or Update" and "Use dual-stack networking in AKS" (the usual ranges).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any, Final

from aksess.cloud.services.arm.body import BodyReader
from aksess.cloud.services.arm.errors import bad_request

Network = IPv4Network | IPv6Network

_SERVICES: Final = {"ipv4": "10.0.0.0/16", "ipv6": "fd12:3456:789a:1::/108"}
_PODS: Final = {"ipv4": "10.244.0.0/16", "ipv6": "fd12:3456:789a::/64"}


def fill_ranges(network: dict[str, Any], kept: Mapping[str, Any]) -> None:
    """Complete ``network``. kept: the profile as it was, empty where there was none. Raises Fault 400."""
    families = BodyReader(network).texts("ipFamilies") or list(kept.get("ipFamilies") or ["IPv4"])
    network["ipFamilies"] = families
    services = _said(network, kept, "serviceCidr", "serviceCidrs") or _usual(families, _SERVICES)
    pods = _said(network, kept, "podCidr", "podCidrs")
    if not pods and _have_own(network):
        pods = _usual(families, _PODS)
    network.update(serviceCidr=services[0], serviceCidrs=services)
    first = _range(services[0], "serviceCidr")
    network["dnsServiceIP"] = BodyReader(network).text("dnsServiceIP") or str(first.network_address + 10)
    if pods:
        network.update(podCidr=pods[0], podCidrs=pods)


def check_ranges(network: dict[str, Any]) -> None:
    """What was filled in: ranges, apart from each other, and an address for DNS. Raises Fault 400."""
    services = [_range(each, "serviceCidr") for each in network["serviceCidrs"]]
    pods = [_range(each, "podCidr") for each in network.get("podCidrs") or ()]
    _check_dns(network["dnsServiceIP"], services)
    if any(pod.overlaps(each) for pod in pods for each in services):
        raise bad_request(
            "ServiceCidrOverlapExistingSubnetsCidr", "The podCidr and the serviceCidr of a cluster must not overlap."
        )


def _said(network: dict[str, Any], kept: Mapping[str, Any], one: str, several: str) -> list[str]:
    """What is asked for. Where the two differ, the one that is new: a client that changes one sends the other back."""
    before: list[str] = list(kept.get(several) or ())
    first, found = BodyReader(network).text(one), BodyReader(network).texts(several) or before
    if first and (not found or (first != found[0] and found == before)):
        return [first, *found[1:]]
    return found


def _usual(families: Sequence[str], ranges: Mapping[str, str]) -> list[str]:
    return [ranges[each.lower()] for each in families if each.lower() in ranges] or [ranges["ipv4"]]


def _have_own(network: dict[str, Any]) -> bool:
    plugin, mode = BodyReader(network).text("networkPlugin"), BodyReader(network).text("networkPluginMode")
    return plugin.lower() == "kubenet" or (plugin.lower() == "azure" and mode.lower() == "overlay")


def _check_dns(text: str, services: Sequence[Network]) -> None:
    try:
        inside = any(ip_address(text) in each for each in services)
    except ValueError:
        inside = False
    if not inside:
        raise bad_request(
            "InvalidParameter",
            f"The value of networkProfile.dnsServiceIP is invalid: '{text}' is no address of the serviceCidr "
            f"'{services[0]}'.",
        )


def _range(text: str, name: str) -> Network:
    # An IPv6 range may be said by any address in it (hashicorp/terraform-provider-azurerm, its tests of dual stack).
    try:
        return ip_network(text, strict=":" not in text)
    except ValueError as error:
        raise bad_request("InvalidParameter", f"The value of networkProfile.{name} is no range: '{text}'.") from error
