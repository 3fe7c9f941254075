"""Last words of a container."""

from pathlib import Path

import pytest

from aksess.cluster.node.termination_message import termination_message


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "0.log"
    path.write_text("".join(f"2026-01-01T00:00:00Z stdout F line {number}\n" for number in range(100)))
    return path


def test_the_file_is_the_message_up_to_4096_bytes(tmp_path: Path, log: Path) -> None:
    file = tmp_path / "message"
    file.write_text("x" * 5000)

    assert "x" * 4096 == termination_message(file, log, "FallbackToLogsOnError", 1)


def test_an_empty_file_of_a_failure_falls_back_to_the_log_where_asked(tmp_path: Path, log: Path) -> None:
    file = tmp_path / "message"
    file.write_text("")
    found = termination_message(file, log, "FallbackToLogsOnError", 1)

    assert 80 == len(found.splitlines())
    assert found.endswith("line 98\nline 99\n")
    assert "" == termination_message(file, log, "FallbackToLogsOnError", 0)
    assert "" == termination_message(file, log, "File", 1)


def test_files_that_are_not_there_are_no_message(tmp_path: Path) -> None:
    assert "" == termination_message(tmp_path / "a", tmp_path / "b", "FallbackToLogsOnError", 1)
