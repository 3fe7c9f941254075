"""The programs that a supervisor runs."""

import asyncio
import os
import signal
from pathlib import Path

from aksess.cluster.children import Child, Program
from aksess.processes import Process


def child(folder: Path, script: str, restarted: list[str] | None = None) -> Child:
    program = Program("etcd", ["/bin/sh", "-c", script], folder, {"PATH": os.environ["PATH"]})
    return Child(program, folder, (restarted if restarted is not None else []).append)


def test_a_program_that_is_killed_is_started_again(tmp_path: Path) -> None:
    async def scenario() -> tuple[int, int]:
        again = asyncio.Event()
        program = Program("etcd", ["/bin/sh", "-c", "exec sleep 60"], tmp_path, {"PATH": os.environ["PATH"]})
        running = Child(program, tmp_path, lambda _: again.set())
        await running.start()
        first = running.pid
        os.kill(first, signal.SIGKILL)
        async with asyncio.timeout(20):
            await again.wait()
        second = running.pid
        await running.stop()
        return first, second

    first, second = asyncio.run(scenario())
    assert 0 not in (first, second)
    assert first != second


def test_a_program_that_is_stopped_stays_stopped(tmp_path: Path) -> None:
    restarted: list[str] = []

    async def scenario() -> int:
        running = child(tmp_path, "exec sleep 60", restarted)
        await running.start()
        await running.stop()
        return running.pid

    assert 0 == asyncio.run(scenario())
    assert [] == restarted


def test_what_a_killed_supervisor_left_is_ended_before_another_is_started(tmp_path: Path) -> None:
    """It would hold the port and the data folder."""

    async def scenario() -> tuple[int, int]:
        left, fresh = child(tmp_path, "exec sleep 60"), child(tmp_path, "exec sleep 60")
        await left.start()
        before = left.pid
        await left.forget()
        await fresh.start()
        await fresh.stop()
        return before, fresh.starts

    before, starts = asyncio.run(scenario())
    assert 1 == starts
    assert not ran(before)


def ran(pid: int) -> bool:
    """Whether a process is there and no corpse."""
    found = Process.of(pid)
    return found is not None and found.runs


def test_a_program_that_takes_no_notice_is_killed(tmp_path: Path) -> None:
    async def scenario() -> int:
        os.mkfifo(tmp_path / "ready")
        running = child(tmp_path, "trap '' TERM; echo > ready; while :; do sleep 1; done")
        await running.start()
        await asyncio.to_thread((tmp_path / "ready").read_text)
        await running.stop(grace=0.05)
        return running.pid

    assert 0 == asyncio.run(scenario())


def test_what_it_said_last_is_there_for_a_message(tmp_path: Path) -> None:
    async def scenario() -> str:
        again = asyncio.Event()
        script = "echo fine; echo 'Error: no such flag'; echo usage"
        program = Program("etcd", ["/bin/sh", "-c", script], tmp_path, {"PATH": os.environ["PATH"]})
        running = Child(program, tmp_path, lambda _: again.set())
        assert "" == running.last_words()
        await running.start()
        async with asyncio.timeout(20):
            await again.wait()
        await running.stop()
        return running.last_words()

    assert "Error: no such flag" == asyncio.run(scenario())
    assert 0o600 == (tmp_path / "etcd.log").stat().st_mode & 0o777


def test_it_sees_the_environment_it_was_given_and_no_other(tmp_path: Path) -> None:
    seen: list[str] = []

    async def scenario() -> None:
        os.mkfifo(tmp_path / "seen")
        running = child(tmp_path, "env > seen; exec sleep 60")
        await running.start()
        seen.append(await asyncio.to_thread((tmp_path / "seen").read_text))
        await running.stop()

    os.environ["AKSESS_TEST_SECRET"] = "1"
    try:
        asyncio.run(scenario())
    finally:
        del os.environ["AKSESS_TEST_SECRET"]

    assert "AKSESS_TEST_SECRET" not in seen[0]
