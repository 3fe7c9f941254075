"""How a problem is shown."""

from __future__ import annotations

import pytest

from aksess.model import Problem, Problems, Severity
from aksess.model.problem import Path, shown

ERROR = Problem("f.yaml", 3, 7, "vaults[0].name", "found x, expected y", "write y")


def test_a_problem_reads_as_compilers_write_them() -> None:
    """File, line, column, what is wrong; then the next step."""
    assert "f.yaml:3:7: found x, expected y\n  hint: write y" == str(ERROR)


def test_a_warning_says_that_it_is_one() -> None:
    """In front of what it says."""
    warning = Problem("f.yaml", 3, 7, "", "hm", "look", Severity.WARNING)

    assert "f.yaml:3:7: warning: hm\n  hint: look" == str(warning)
    assert f"{ERROR}\n{warning}" == str(Problems((ERROR, warning)))


@pytest.mark.parametrize(
    ("path", "text"), [((), ""), (("a", 0, "b"), "a[0].b"), (("a", "b", 1, 2), "a.b[1][2]"), ((0,), "[0]")]
)
def test_paths_are_written_as_people_do(path: Path, text: str) -> None:
    """Dots and brackets."""
    assert text == shown(path)
