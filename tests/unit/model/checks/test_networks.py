"""Ranges that are ranges, and rules that Azure takes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aksess.model import Model, Problem


def rules(address: str, kind: str = "vaults") -> str:
    return f"{kind}: [{{name: abc, network: {{addresses: [{address}]}}}}]"


def network(space: str, *prefixes: str) -> str:
    subnets = ", ".join(f"{{name: s{n}, prefix: {prefix}}}" for n, prefix in enumerate(prefixes))
    return f"network: {{name: net, addressSpace: [{space}], subnets: [{subnets}]}}"


@pytest.mark.parametrize(
    ("text", "says", "hint"),
    [
        (rules("300.1.1.1"), "`300.1.1.1` is no IPv4 address or range", "203.0.113.0/24"),
        (rules("1.2.3.4/33"), "`1.2.3.4/33` is no IPv4 address or range", "203.0.113.0/24"),
        (rules("1.2.3.4/24"), "`1.2.3.4/24` starts inside its range", "write 1.2.3.0/24"),
        (rules("10.1.0.0/16"), "`10.1.0.0/16` is a private range", "subnets"),
        (rules("192.168.1.7"), "`192.168.1.7` is a private range", "subnets"),
        (rules("1.2.3.4/31", "storageAccounts"), "`1.2.3.4/31` is a /31", "one by one"),
        (network("10.0.0.0/33"), "`10.0.0.0/33` is no IPv4", "for example"),
        (network("10.0.0.1/16"), "`10.0.0.1/16` starts inside", "write 10.0.0.0/16"),
        (network("10.0.0.0/16", "10.1.0.0/24"), "10.1.0.0/24, which is not in the address space", "widen"),
        (network("10.0.0.0/16", "10.0.0.0/24", "10.0.0.128/25"), "which overlaps `s0` with 10.0.0.0/24", "own"),
        (network("10.0.0.0/16", "10.0.0.0/30"), "expected at least a /29", "five addresses"),
        (network("10.0.0.0/16", "10.0.0.0/a"), "`10.0.0.0/a`, expected an IPv4 range", "10.40.0.0/22"),
    ],
)
def test_what_azure_refuses(problems: Callable[[str], tuple[Problem, ...]], text: str, says: str, hint: str) -> None:
    """Told before Azure does, with what to write."""
    (problem,) = problems(text)

    assert says in problem.says
    assert hint in problem.hint


@pytest.mark.parametrize(
    "text",
    [
        rules("caller"),
        rules("203.0.113.7"),
        rules("203.0.113.7/32", "storageAccounts"),
        rules("0.0.0.0/0"),
        network("10.0.0.0/16, 10.1.0.0/16", "10.0.0.0/24", "10.1.0.0/24"),
        network("100.64.0.0/10"),
    ],
)
def test_what_azure_takes(read: Callable[[str], Model], text: str) -> None:
    """Public ranges, the caller, subnets of any part of the address space."""
    assert () == read(text).warnings
