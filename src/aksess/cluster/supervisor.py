"""The process that runs one cluster: ``python -m aksess.cluster.supervisor``, started by the local Azure.

It reads its options as one line of JSON from standard input and writes one line, a ``Report``, to standard output. It
ends when its standard input ends, on SIGTERM, and when the managedCluster is stopped or deleted.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

import msgspec
import uvloop

from aksess.clock import SystemClock
from aksess.cluster.errors import ClusterError, DidNotStart
from aksess.cluster.layout import Layout
from aksess.cluster.options import Report, SupervisorOptions
from aksess.cluster.running import RunningCluster
from aksess.pods.control import Control
from aksess.pods.errors import CannotRun
from aksess.random_source import SystemRandomSource

# Seconds that the supervisor before this one may take to end.
PATIENCE: Final = 20.0
LOOK: Final = 0.05


def main() -> int:
    """Run the cluster until a stop request. Exit code 0, or 1 where it could not start; the report says why."""
    os.umask(0o077)
    options = msgspec.json.decode(sys.stdin.buffer.readline(), type=SupervisorOptions)
    layout = Layout.of(Path(options.state), options.cluster_id)
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_supervise(options, layout))
    except (ClusterError, CannotRun, OSError) as error:
        _report(_failure(error))
        return 1
    return 0


async def _supervise(options: SupervisorOptions, layout: Layout) -> None:
    stopping = _stopping()
    layout.prepare()
    with await _locked(layout):
        layout.keep_only_of(options.created)
        cluster = RunningCluster(
            options, layout, Control(options.port, options.key), SystemClock(), SystemRandomSource()
        )
        try:
            _report(await cluster.start())
            await cluster.keep(stopping)
        finally:
            await cluster.stop()
            layout.leave()
    if cluster.deleted:
        layout.remove()


def _failure(error: Exception) -> Report:
    if isinstance(error, ClusterError):
        return Report(message=error.message, hint=error.hint)
    if isinstance(error, OSError) and error.filename:
        return Report(message=f"{error.filename}: {error.strerror}.")
    return Report(message=str(error) or type(error).__name__)


def _report(report: Report) -> None:
    with suppress(OSError):
        sys.stdout.buffer.write(msgspec.json.encode(report) + b"\n")
        sys.stdout.buffer.flush()


def _stopping() -> asyncio.Event:
    """Set on a signal, and when standard input ends: the process that started this one is gone."""
    stopping, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(number, stopping.set)
    loop.add_reader(0, _read_end, stopping, loop)
    return stopping


def _read_end(stopping: asyncio.Event, loop: asyncio.AbstractEventLoop) -> None:
    if not os.read(0, 1024):
        loop.remove_reader(0)
        stopping.set()


async def _locked(layout: Layout) -> BinaryIO:
    """The cluster's lock, once the supervisor before this one has ended. Raises DidNotStart."""
    lock = layout.lock.open("wb")
    loop = asyncio.get_running_loop()
    until = loop.time() + PATIENCE
    while loop.time() < until:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            await asyncio.sleep(LOOK)
        else:
            return lock
    lock.close()
    raise DidNotStart(f"Another supervisor of this cluster still runs after {PATIENCE:.0f} s.", f"see {layout.logs}")


if __name__ == "__main__":
    sys.exit(main())
