"""What ``kubectl logs`` shows."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from aksess.clock import FakeClock
from aksess.cluster.node.log_file import LONGEST_FILE, LogFile
from aksess.cluster.node.log_reader import BLOCK, LogQuery, WrongLogQuery, read_log
from tests.unit.cluster.node.loops import in_loop


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def log(tmp_path: Path, clock: FakeClock) -> Iterator[LogFile]:
    written = LogFile(tmp_path / "0.log", clock)
    for number in range(5):
        written.write("stderr" if number == 2 else "stdout", f"line {number}\n".encode())
        clock.advance(10)
    yield written
    written.close()


async def shown(log: LogFile, query: LogQuery) -> str:
    return b"".join([piece async for piece in read_log(log.path, query, log)]).decode()


async def lines(log: LogFile, **query: str) -> list[str]:
    return (await shown(log, LogQuery.of(query, FakeClock().now() + 50))).splitlines()


@in_loop
async def test_everything_is_shown_without_its_times(log: LogFile) -> None:
    assert [f"line {number}" for number in range(5)] == await lines(log)


@pytest.mark.parametrize(("tail", "first"), [("0", 5), ("2", 3), ("5", 0), ("99", 0)])
@in_loop
async def test_the_last_lines_are_shown(log: LogFile, tail: str, first: int) -> None:
    assert [f"line {number}" for number in range(first, 5)] == await lines(log, tailLines=tail)


@in_loop
async def test_the_tail_of_a_long_log_is_found_from_behind(tmp_path: Path, clock: FakeClock) -> None:
    written = LogFile(tmp_path / "1.log", clock)
    for number in range(3 * BLOCK // 40):
        written.write("stdout", f"line {number}\n".encode())

    written.close()

    assert 3000 == len(await lines(written, tailLines="3000"))


@in_loop
async def test_lines_from_a_time_on_are_shown(log: LogFile) -> None:
    assert ["line 3", "line 4"] == await lines(log, sinceSeconds="20")
    assert ["line 4"] == await lines(log, sinceTime="2025-10-09T08:53:59Z")


@in_loop
async def test_times_are_shown_where_asked(log: LogFile) -> None:
    assert ["2025-10-09T08:54:00.000000000Z line 4"] == await lines(log, timestamps="true", tailLines="1")


@in_loop
async def test_no_more_bytes_are_shown_than_asked(log: LogFile) -> None:
    assert "line 0\nlin" == await shown(log, LogQuery(limit=10))


@in_loop
async def test_one_stream_may_be_chosen(log: LogFile) -> None:
    assert ["line 2"] == await lines(log, stream="Stderr")


@in_loop
async def test_a_follower_sees_what_comes_until_the_end(log: LogFile) -> None:
    reading = asyncio.ensure_future(shown(log, LogQuery(follow=True, tail=1)))
    await asyncio.sleep(0)
    log.write("stdout", b"line 5\n")
    await asyncio.sleep(0)
    log.write("stdout", b"line 6")
    log.close()

    assert "line 4\nline 5\nline 6\n" == await reading


@in_loop
async def test_a_follower_goes_on_where_a_log_was_begun_anew(log: LogFile) -> None:
    seen: list[bytes] = []

    async def follow() -> None:
        seen.extend([piece async for piece in read_log(log.path, LogQuery(follow=True, tail=0), log)])

    reading = asyncio.ensure_future(follow())
    await asyncio.sleep(0)
    for _ in range(3):
        log.write("stdout", (b"x" * 1023 + b"\n") * (LONGEST_FILE // 3072))
        for _ in range(4):
            await asyncio.sleep(0)
    log.write("stdout", b"the end\n")
    log.close()
    await reading

    assert b"".join(seen).endswith(b"the end\n")


@pytest.mark.parametrize("query", [{"tailLines": "few"}, {"sinceTime": "yesterday"}, {"limitBytes": "x"}])
def test_a_query_that_is_not_valid_is_refused(query: dict[str, str]) -> None:
    with pytest.raises(WrongLogQuery, match="the query of the log is not valid"):
        LogQuery.of(query, 0.0)
