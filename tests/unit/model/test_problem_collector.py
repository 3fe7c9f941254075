"""Problems of one file, in its order."""

from __future__ import annotations

from aksess.model import Severity
from aksess.model.nodes import Mark
from aksess.model.problem_collector import ProblemCollector


def test_problems_are_sorted_and_told_once() -> None:
    """By line and column, whoever found them."""
    found = ProblemCollector("f")
    found.error(Mark(3, 1), ("b",), "later", "h")
    found.error(Mark(1, 2), ("a",), "first", "h")
    found.error(Mark(3, 1), ("b",), "later", "h")

    assert ["first", "later"] == [problem.says for problem in found.sorted]


def test_what_is_absent_is_told_at_what_holds_it() -> None:
    """The nearest part of the path that stands somewhere."""
    found = ProblemCollector("f")
    found.values[("a",)] = Mark(4, 3)

    assert Mark(4, 3) == found.mark(("a", 0, "b"))
    assert Mark(1, 1) == found.mark(("z",))


def test_warnings_leave_a_file_usable() -> None:
    """Errors do not."""
    found = ProblemCollector("f")
    found.warning_at((), "hm", "h")
    assert found.usable
    assert [Severity.WARNING] == [problem.severity for problem in found.problems]

    found.error_at((), "no", "h")
    assert not found.usable
