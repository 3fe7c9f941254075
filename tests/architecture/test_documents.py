"""Documents: every link leads somewhere, every page can be found."""

from __future__ import annotations

import re
from pathlib import Path

from tests.architecture.tree import ROOT, named

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    """Every page of the repository that is written by hand."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def links(page: Path) -> list[str]:
    """The relative links of a page, without their anchors."""
    found = LINK.findall(FENCE.sub("", page.read_text()))
    return [link.partition("#")[0] for link in found if not re.match(r"[a-z]+:|#", link)]


def test_every_link_leads_to_a_file() -> None:
    """Links between our own pages; what others host is theirs to move."""
    dead = {f"{named(page)}: {link}" for page in pages() for link in links(page) if not (page.parent / link).exists()}

    assert set() == dead


def test_every_page_can_be_reached_from_the_index() -> None:
    """A page that nothing links to is not read."""
    reached, waiting = set[Path](), [ROOT / "docs" / "index.md", ROOT / "README.md"]
    while waiting:
        page = waiting.pop().resolve()
        if page in reached or page.suffix != ".md" or not page.is_file():
            continue
        reached.add(page)
        waiting.extend(page.parent / link for link in links(page))

    assert [] == [named(page) for page in pages() if page.resolve() not in reached]


def test_decisions_are_numbered_without_gaps() -> None:
    """One number, one record, in the form that the first one describes."""
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))

    assert [f"{number:04}" for number in range(1, len(records) + 1)] == [record.name[:4] for record in records]
    for record in records:
        text = record.read_text()
        assert text.startswith(f"# {record.name[:4]}: ")
        assert [] == [part for part in ("Status: ", "## Context", "## Decision", "## Consequences") if part not in text]
