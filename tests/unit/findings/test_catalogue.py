"""Every code of the catalogue."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from aksess.findings import CATALOGUE, Finding, by_code, render

FIELDS = {"found", "wanted", "candidate"}


def test_codes_are_unique_and_in_order() -> None:
    """A code means one thing, and the list reads as it is numbered."""
    codes = [finding.code for finding in CATALOGUE]

    assert sorted(set(codes)) == codes
    assert [] == [code for code in codes if not re.fullmatch(r"WI\d{3}", code)]


@pytest.mark.parametrize("finding", CATALOGUE, ids=lambda finding: finding.code)
def test_a_finding_says_what_is_wrong_and_what_to_do(finding: Finding) -> None:
    """It can be told, it has a cause, a remedy and an example, and a sentence ends where it should."""
    used = {name for text in (finding.says, finding.remedy) for _, name, _, _ in Formatter().parse(text) if name}

    assert used <= FIELDS
    assert render(finding).text
    assert finding.remedy
    assert finding.example
    assert finding.cause.endswith(".")
    assert not finding.says.endswith(".")


@pytest.mark.parametrize("finding", CATALOGUE, ids=lambda finding: finding.code)
def test_a_finding_is_found_by_its_code(finding: Finding) -> None:
    """As a person types it."""
    assert finding is by_code(f" {finding.code.lower()} ")


def test_no_two_findings_say_the_same() -> None:
    """Else one code would do."""
    said = [finding.says for finding in CATALOGUE]

    assert len(set(said)) == len(said)


def test_a_code_that_is_none_finds_nothing() -> None:
    """Not the nearest one."""
    assert by_code("WI999") is None
