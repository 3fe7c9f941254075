"""A container's log on disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from aksess.clock import FakeClock
from aksess.cluster.node.log_file import LONGEST_FILE, LONGEST_PART, LogFile

STAMP = "2025-10-09T08:53:20.000000000Z"


@pytest.fixture
def written(tmp_path: Path) -> Iterator[LogFile]:
    log = LogFile(tmp_path / "logs" / "0.log", FakeClock())
    yield log
    log.close()


def test_lines_have_their_time_and_stream(written: LogFile) -> None:
    written.write("stdout", b"one\ntw")
    written.write("stderr", b"oops\n")
    written.write("stdout", b"o\n")

    assert f"{STAMP} stdout F one\n{STAMP} stderr F oops\n{STAMP} stdout F two\n" == written.path.read_text()


def test_what_is_left_without_a_line_end_is_written_at_the_end(written: LogFile) -> None:
    written.write("stdout", b"no end")
    before = written.path.read_text()
    written.close()
    written.close()

    assert "" == before
    assert f"{STAMP} stdout F no end\n" == written.path.read_text()


def test_a_long_line_is_written_in_parts(written: LogFile) -> None:
    written.write("stdout", b"x" * (LONGEST_PART + 1) + b"\n")
    written.write("stdout", b"y" * (LONGEST_PART + 1))

    assert [b"F", b"P"] == [line.split(b" ")[2] for line in written.path.read_bytes().splitlines()]


def test_a_long_log_is_begun_anew(written: LogFile) -> None:
    line = b"x" * 1023 + b"\n"
    for _ in range(LONGEST_FILE // (1024 * 256) + 1):
        written.write("stdout", line * 256)

    assert written.path.with_suffix(".log.1").exists()
    assert written.path.stat().st_size < LONGEST_FILE


def test_followers_are_told_of_more_and_of_the_end(written: LogFile) -> None:
    event = written.subscribe()
    written.write("stdout", b"one\n")
    more = event.is_set()
    event.clear()
    written.close()

    assert (True, True) == (more, event.is_set())
    event.clear()
    written.unsubscribe(event)
