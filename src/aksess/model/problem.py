"""What is wrong with a file, said so that it can be fixed: where, what was found, what was expected, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Path = tuple[str | int, ...]


class Severity(StrEnum):
    """An error makes the file unusable; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem.

    file: as the user named it. line, column: from 1, in characters. path: in the document, ``vaults[0].name``; "" for
    the whole. says: what was found and what was expected. hint: the next step. No secret's value is ever in it.
    """

    file: str
    line: int
    column: int
    path: str
    says: str
    hint: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        said = self.says if self.severity is Severity.ERROR else f"warning: {self.says}"
        return f"{self.file}:{self.line}:{self.column}: {said}\n  hint: {self.hint}"


@dataclass(frozen=True, slots=True)
class Problems:
    """A file that cannot be used. found: every problem, warnings too, in the order of the file; at least one error."""

    found: tuple[Problem, ...]

    def __str__(self) -> str:
        return "\n".join(map(str, self.found))


def shown(path: Path) -> str:
    """A path as people write it."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
