"""The problems of one file while it is read."""

from __future__ import annotations

from aksess.model.nodes import Mark
from aksess.model.problem import Path, Problem, Severity, shown


class ProblemCollector:
    """Gathers problems, and remembers where each value and key of the document stands."""

    __slots__ = ("file", "keys", "problems", "values")

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.values: dict[Path, Mark] = {}
        self.keys: dict[Path, Mark] = {}

    def error(self, mark: Mark, path: Path, says: str, hint: str) -> None:
        """Something that makes the file unusable."""
        self.problems.append(Problem(self.file, *mark, shown(path), says, hint))

    def error_at(self, path: Path, says: str, hint: str) -> None:
        """The same, at the value of that path or at the nearest that holds it."""
        self.error(self.mark(path), path, says, hint)

    def warning_at(self, path: Path, says: str, hint: str) -> None:
        """Something that a person should know."""
        self.problems.append(Problem(self.file, *self.mark(path), shown(path), says, hint, Severity.WARNING))

    def mark(self, path: Path) -> Mark:
        """Where the value of that path stands; where it is absent, what holds it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Mark(1, 1))

    @property
    def sorted(self) -> tuple[Problem, ...]:
        """In the order of the file, nothing twice."""
        return tuple(sorted(dict.fromkeys(self.problems), key=lambda problem: (problem.line, problem.column)))

    @property
    def usable(self) -> bool:
        """True while there is no error."""
        return all(problem.severity is Severity.WARNING for problem in self.problems)
