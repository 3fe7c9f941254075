"""The reference pages are those that the catalogue makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from aksess.findings import CATALOGUE, Finding, by_code
from aksess.findings.pages import index, page_of

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "docs" / "reference" / "findings"


@pytest.mark.parametrize("finding", CATALOGUE, ids=lambda finding: finding.code)
def test_every_finding_has_its_page(finding: Finding) -> None:
    """Where it says, and as it is: python tools/write_findings.py writes them."""
    assert page_of(finding) == (ROOT / finding.see).read_text()


def test_the_index_lists_every_finding() -> None:
    """And every code of Azure."""
    assert index() == (FOLDER / "index.md").read_text()


def test_no_page_is_left_of_a_finding_that_is_gone() -> None:
    """A code that is retired keeps its page only as long as it is in the catalogue."""
    assert [] == [page.name for page in FOLDER.glob("WI*.md") if by_code(page.stem) is None]


def test_a_page_names_the_errors_of_azure_that_lead_to_it() -> None:
    """People search for those."""
    finding = by_code("WI305")

    assert finding is not None
    assert "`AADSTS700213`" in page_of(finding)
    assert "‹found›" in page_of(finding)
