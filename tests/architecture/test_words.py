"""The code and the pages use the words of the field, as docs/reference/glossary.md lists them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

# Words that this project once had for things that Azure, Kubernetes or OAuth name, and phrases that say too little.
REPLACED = {
    "door": "proxy listener",
    "doors": "proxy listeners",
    "doorkeeper": "listener registry",
    "visitor": "client connection",
    "weather": "fault injection",
    "day two": "fault injection",
    "day-two": "fault injection",
    "mend": "fix",
    "mends": "fixes",
    "mended": "fixed",
    "brought about": "applied, created",
    "bring about": "apply, create",
    "as it stands": "current",
    "as they stand": "current",
    "wanted one": "expected",
}
PATTERN = re.compile(rf"\b({'|'.join(map(re.escape, REPLACED))})\b", re.IGNORECASE)
# Decisions are history; this file names the words.
EXEMPT = ("docs/decisions/", "tests/architecture/test_words.py")


def written() -> list[Path]:
    """Every text of the repository that a person reads."""
    found = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")]
    for folder, pattern in (("src", "*.py"), ("src", "*.tf"), ("docs", "*.md"), ("tests", "*.py"), ("bench", "*.py")):
        found += (ROOT / folder).rglob(pattern)
    return [path for path in sorted(found) if not str(path.relative_to(ROOT)).startswith(EXEMPT)]


def test_there_is_something_to_read() -> None:
    """Else the check below could not fail."""
    assert len(written()) > 1000


def test_no_text_uses_a_word_that_was_replaced() -> None:
    """A private word costs every new reader; the message names the word to use."""
    found = [
        f"{path.relative_to(ROOT)}:{number}: {match[0]!r} (write: {REPLACED[match[0].lower()]})"
        for path in written()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for match in PATTERN.finditer(line)
    ]

    assert [] == found


@pytest.mark.parametrize("word", sorted(REPLACED))
def test_every_replaced_word_is_recognised(word: str) -> None:
    """In any case, and not inside another word."""
    assert PATTERN.search(f"A {word.title()} here.")
    assert not PATTERN.search(f"x{word}x")
