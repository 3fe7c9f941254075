"""Pages as steps: files that the reader writes, and commands that the reader types with what they answer.

A comment in front of a code block says what it is; a reader does not see it.

    <!-- file app.py -->     the block is a file of that name
    <!-- append app.py -->   the block is added to its end
    <!-- run -->             a terminal: lines with ``$ `` are typed (``> `` goes on), the others are what comes out
    <!-- run exit=2 -->      the last command ends so
    <!-- run needs=terraform -->   only where that is found
    <!-- shown: why -->      a terminal that is not typed, and why not
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.tree import ROOT

_BLOCK = re.compile(
    r"(?:<!-- (?P<said>[^>]*?) -->\n+)?^```(?P<language>\w*)[^\n]*\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Block:
    """A code block. said: the comment in front of it, "" where there is none."""

    said: str
    language: str
    text: str

    @property
    def verb(self) -> str:
        """The first word of what was said."""
        return re.split(r"[\s:]", self.said, maxsplit=1)[0]

    @property
    def options(self) -> dict[str, str]:
        """``exit=2`` and the like."""
        return dict(part.split("=", 1) for part in self.said.split() if "=" in part)


@dataclass(frozen=True, slots=True)
class Typed:
    """A command and the lines that come out of it."""

    command: str
    answer: tuple[str, ...]


def pages() -> list[Path]:
    """Every page that tells a reader to do something."""
    written = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [page for page in written if not page.is_relative_to(ROOT / "docs" / "reference" / "findings")]


def blocks(page: Path) -> list[Block]:
    """The code blocks of a page, in order."""
    found = _BLOCK.finditer(page.read_text())
    return [Block((each["said"] or "").strip(), each["language"], each["text"]) for each in found]


def typed(block: Block) -> list[Typed]:
    """The commands of a terminal."""
    found: list[Typed] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append(Typed(line[2:], ()))
        elif line.startswith("> ") and found and not found[-1].answer:
            found[-1] = Typed(f"{found[-1].command}\n{line[2:]}", ())
        elif found:
            found[-1] = Typed(found[-1].command, (*found[-1].answer, line))
    return found
