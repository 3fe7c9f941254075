"""What the pages tell a reader to do is done, and comes out as they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.tree import named
from tests.documents.pages import blocks, pages
from tests.documents.reader import Reader

DONE = [page for page in pages() if any(block.verb == "run" for block in blocks(page))]


@pytest.mark.parametrize("page", DONE, ids=named)
def test_a_page_works_as_it_is_written(page: Path, tmp_path: Path) -> None:
    """From its first block to its last, in an empty folder. What needs another program is for the conformance tests."""
    reader = Reader(tmp_path)
    try:
        for block in blocks(page):
            reader.read(block)
    finally:
        reader.leave()


@pytest.mark.parametrize("page", pages(), ids=named)
def test_no_terminal_is_shown_that_nobody_types(page: Path) -> None:
    """Or the page says why."""
    shown = [block.text for block in blocks(page) if block.language in ("console", "shell", "bash", "sh")]
    told = [block.text for block in blocks(page) if block.verb in ("run", "shown", "file", "append")]

    assert [] == [text for text in shown if text not in told]
