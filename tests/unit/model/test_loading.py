"""Files that cannot be read are problems, not exceptions."""

from __future__ import annotations

from pathlib import Path

import pytest

from aksess.model import Model, Problem, Problems, load, parse


def one(answer: Model | Problems) -> Problem:
    assert isinstance(answer, Problems)
    (problem,) = answer.found
    return problem


@pytest.mark.parametrize(
    ("content", "line", "column", "says"),
    [
        (b"", 1, 1, "the file is empty"),
        (b"# nothing\n---\n", 1, 1, "the file is empty"),
        (b"aksess: 1\nname: \xff", 2, 7, "found the byte 0xFF, expected text in UTF-8"),
        ("aksess: 1".encode("utf-16"), 1, 1, "found the byte 0xFF"),
        (b"x" * (1 << 20) + b"x", 1, 1, "larger than 1 MiB"),
        (b"a: \x00", 1, 4, "control character U+0000"),
        (b"- a", 1, 1, "the file is a list, expected a mapping"),
        (b"aksess", 1, 1, "the file is `aksess`, expected a mapping"),
        (b"null", 1, 1, "the file is empty, expected a mapping"),
    ],
)
def test_a_file_that_is_no_document(tmp_path: Path, content: bytes, line: int, column: int, says: str) -> None:
    """Each with its place, under the name that the user gave."""
    path = tmp_path / "aksess.yaml"
    path.write_bytes(content)

    problem = one(load(path))

    assert (str(path), line, column) == (problem.file, problem.line, problem.column)
    assert says in problem.says


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """The next step is to have one written."""
    problem = one(load(tmp_path / "none.yaml"))

    assert ("the file does not exist", "write one with `aksess init`") == (problem.says, problem.hint)


def test_a_directory_is_no_file(tmp_path: Path) -> None:
    """The file in it was meant."""
    assert "found a directory, expected a file" == one(load(tmp_path)).says


@pytest.mark.parametrize("name", ["\0", "x" * 5000])
def test_a_name_that_no_file_can_have(name: str) -> None:
    """What the operating system says is passed on."""
    assert "the file cannot be read: " in one(load(name)).says


def test_a_byte_order_mark_is_no_fault(tmp_path: Path, head: str) -> None:
    """Some editors write one."""
    path = tmp_path / "aksess.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + head.encode())

    assert isinstance(load(path), Model)


def test_problems_come_in_the_order_of_the_file() -> None:
    """Whatever check found them."""
    answer = parse("workloads: [{name: x}]\nvault: 1\nlocation: 7\n")

    assert isinstance(answer, Problems)
    lines = [problem.line for problem in answer.found]
    assert lines == sorted(lines)
    assert len(lines) > 4


def test_warnings_travel_with_the_model(head: str) -> None:
    """A warning does not keep a file from being used."""
    model = parse(head + "workloads: [{name: web, serviceAccount: a/b}]")

    assert isinstance(model, Model)
    assert ["workload `web` runs in no cluster, so nothing can sign in as it"] == [
        warning.says for warning in model.warnings
    ]
