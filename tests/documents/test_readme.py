"""The transcript of the README is a run of the demo."""

from __future__ import annotations

from pathlib import Path

from tests.architecture.tree import ROOT
from tests.documents.likeness import alike
from tests.documents.pages import blocks, typed
from tests.documents.reader import Reader


def test_the_transcript_is_what_the_demo_prints(tmp_path: Path) -> None:
    """Apart from ids and times; `make demo` is `aksess demo` once everything is set up."""
    block = next(block for block in blocks(ROOT / "README.md") if "make demo" in block.text)
    [shown] = typed(block)

    said = Reader(tmp_path).type("aksess demo").stdout

    assert "make demo" == shown.command
    assert alike(shown.answer, said), said


def test_the_transcript_stands_where_it_is_looked_for() -> None:
    """Between its markers."""
    text = (ROOT / "README.md").read_text()
    between = text.partition("<!-- transcript:demo -->")[2].partition("<!-- /transcript -->")[0]

    assert "Hello from Key Vault" in between
