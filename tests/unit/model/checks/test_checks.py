"""The checks together."""

from __future__ import annotations

from typing import Any

import pytest

from aksess.model import Model, Problems, parse
from aksess.model.checks import check
from aksess.model.cursor import At
from aksess.model.problem_collector import ProblemCollector
from aksess.model.validation import MISSING


def test_a_full_file_has_no_problem(full: str) -> None:
    """Nor a warning."""
    answer = parse(full)

    assert isinstance(answer, Model), str(answer)
    assert () == answer.warnings


@pytest.mark.parametrize("junk", ["7", "[]", "{}", "[7]", "[{}]", "x", "[x]", "[[]]", "~", "yes"])
def test_junk_in_any_place_is_told_and_never_an_exception(full: str, junk: str) -> None:
    """Each value of a full file in turn, replaced by something else."""
    lines = full.splitlines()
    for number, line in enumerate(lines):
        key, colon, _ = line.partition(": ")
        text = "\n".join([*lines[:number], f"{key}{colon}{junk}", *lines[number + 1 :]])

        answer = parse(text)

        assert isinstance(answer, Model | Problems)
        if isinstance(answer, Problems):
            assert all(problem.says and problem.hint and problem.line <= len(lines) + 1 for problem in answer.found)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"workloads": [MISSING, {"access": [MISSING, {"as": [MISSING], "secrets": [MISSING]}], "clusters": [MISSING]}]},
        {"vaults": [{}], "configurationStores": [{"keys": [{}]}], "storageAccounts": [{"network": {}}]},
        {"network": {"subnets": [{}]}, "clusters": [{}]},
    ],
)
def test_what_did_not_fit_is_not_checked(data: dict[str, Any]) -> None:
    """Holes are no problem of their own."""
    found = ProblemCollector("f")
    check(At(data), found)

    assert not [problem for problem in found.problems if "``" in problem.says]
