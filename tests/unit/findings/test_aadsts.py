"""Entra's error codes."""

from __future__ import annotations

import pytest

from aksess.chain import Link
from aksess.findings import CATALOGUE, for_aadsts
from aksess.findings.aadsts import AADSTS

# Those that a workload can meet: Microsoft Learn, and the issues of Azure/azure-workload-identity and Azure/login.
CODES = """
50005 50020 50027 50049 50166 53003 65001 70003 70011 70021 70023 70025 90002 90014 90055 90061 500011 500014 501661
700016 700021 700024 700025 700027 700030 700211 700212 700213 700214 700222 700223 700226 700227 700231 700236 700238
700263 900023 900144 900612 1002012 5002723 5002727 5002738 5002741 7000112 7000215 7000218 7000229 7000272 7000274
7002121 7002131 7002137 7002138 7002203 7002381
"""


@pytest.mark.parametrize("code", [int(code) for code in CODES.split()])
def test_a_code_that_a_workload_can_meet_is_explained(code: int) -> None:
    """By a finding of the catalogue."""
    assert for_aadsts(code) in CATALOGUE


@pytest.mark.parametrize(
    ("code", "link"),
    [
        (70025, Link.CREDENTIAL),
        (700211, Link.ISSUER),
        (700213, Link.SUBJECT),
        (7002138, Link.SUBJECT),
        (700212, Link.AUDIENCE),
        (700016, Link.CLIENT_ID),
        (90002, Link.TENANT),
        (7000272, Link.KEY),
        (7000274, Link.SIGNATURE),
        (700024, Link.LIFETIME),
        (70023, Link.LIFETIME),
    ],
)
def test_a_code_of_the_chain_is_explained_at_its_link(code: int, link: Link) -> None:
    """What Entra refuses and what ``walk`` finds are the same link."""
    finding = for_aadsts(code)

    assert finding is not None
    assert link is finding.link


def test_another_code_is_not_explained() -> None:
    """Nothing is guessed."""
    assert for_aadsts(50126) is None


def test_the_codes_are_in_order() -> None:
    """So that one can see which is missing."""
    assert sorted(AADSTS) == list(AADSTS)
