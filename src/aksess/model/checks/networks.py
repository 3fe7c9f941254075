"""Addresses: ranges that are ranges, subnets inside their network, rules that Azure takes."""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Network, NetmaskValueError

from aksess.model import names
from aksess.model.cursor import At
from aksess.model.problem import Path
from aksess.model.problem_collector import ProblemCollector
from aksess.model.types import CALLER

# RFC 1918. Azure's rules are for public addresses only (Microsoft Learn, "Azure Storage firewall rules").
_PRIVATE = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
_LOOKS_RIGHT = re.compile(names.ADDRESS.pattern)
# Azure keeps five addresses of each subnet for itself.
_SMALLEST_SUBNET = 29


def check(root: At, found: ProblemCollector) -> None:
    """The network's ranges and the addresses of every rule."""
    network = root.inner("network")
    if network:
        _network(network, found)
    for key in ("vaults", "storageAccounts"):
        for owner in root.records(key):
            rules = owner.inner("network")
            for text, path in rules.texts("addresses") if rules else ():
                if text != CALLER:
                    _rule(text, path, key == "storageAccounts", found)


def _range(text: str, path: Path, found: ProblemCollector) -> IPv4Network | None:
    """The range of a text; None, and a problem if none was reported yet, if it is not valid."""
    if not _LOOKS_RIGHT.fullmatch(text):
        return None
    try:
        return IPv4Network(text)
    except (AddressValueError, NetmaskValueError):
        found.error_at(path, f"`{text}` is no IPv4 address or range", "for example: 203.0.113.0/24")
    except ValueError:
        whole = IPv4Network(text, strict=False)
        found.error_at(path, f"`{text}` starts inside its range, expected the range's first address", f"write {whole}")
    return None


def _network(network: At, found: ProblemCollector) -> None:
    spaces = [space for text, path in network.texts("addressSpace") if (space := _range(text, path, found))]
    taken: list[tuple[IPv4Network, str]] = []
    for subnet in network.records("subnets"):
        path = (*subnet.path, "prefix")
        prefix = _range(subnet.text("prefix"), path, found) if subnet.text("prefix") else None
        if prefix is None:
            continue
        if spaces and not any(prefix.subnet_of(space) for space in spaces):
            expected = ", ".join(map(str, spaces))
            says = (
                f"subnet `{subnet.name}` has {prefix}, which is not in the address space, expected a part of {expected}"
            )
            found.error_at(path, says, "widen `addressSpace`, or move the subnet")
        for other, name in taken:
            if prefix.overlaps(other):
                says = f"subnet `{subnet.name}` has {prefix}, which overlaps `{name}` with {other}"
                found.error_at(path, says, "give each subnet a range of its own")
        if prefix.prefixlen > _SMALLEST_SUBNET:
            says = f"subnet `{subnet.name}` has {prefix}, expected at least a /{_SMALLEST_SUBNET}"
            found.error_at(path, says, "Azure keeps five addresses of each subnet for itself")
        taken.append((prefix, subnet.name))


def _rule(text: str, path: Path, storage: bool, found: ProblemCollector) -> None:
    found_range = _range(text, path, found)
    if found_range is None:
        return
    if any(found_range.overlaps(private) for private in _PRIVATE) and found_range.prefixlen > 0:
        says = f"`{text}` is a private range, expected public addresses: Azure refuses it in a rule"
        found.error_at(path, says, "name the subnet under `subnets`")
    elif storage and found_range.prefixlen == 31:
        found.error_at(path, f"`{text}` is a /31, which storage accounts refuse", "name both addresses one by one")
