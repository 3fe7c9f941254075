"""Write docs/reference/findings/ from the catalogue: ``python tools/write_findings.py``. A test compares them."""

from __future__ import annotations

from pathlib import Path

from aksess.findings import CATALOGUE
from aksess.findings.pages import index, page_of

FOLDER = Path(__file__).parents[1] / "docs" / "reference" / "findings"


def write() -> None:
    """Write every page and the index."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for finding in CATALOGUE:
        (FOLDER / f"{finding.code}.md").write_text(page_of(finding))
    (FOLDER / "index.md").write_text(index())


if __name__ == "__main__":
    write()
