"""Stopping a local Azure that runs."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
from collections.abc import Iterator

from aksess.cli.control_client import control_of
from aksess.cli.exits import FAILED, USAGE, CommandFailed
from aksess.cli.home import Home, Running
from aksess.cli.interrupt import interruptible
from aksess.cli.start import Started
from aksess.clock import Clock, SystemClock, wait_until
from aksess.pods.errors import CannotRun

# Seconds until a server that was asked to stop gets a signal, and until that is given up.
PATIENCE = 10.0
INTERVAL = 0.01


def stop(home: Home, running: Running, clock: Clock | None = None) -> None:
    """Ask the server to stop, then send SIGTERM, and return once it has ended.

    Raises:
        CommandFailed: The process still runs.
    """
    with contextlib.suppress(CannotRun):
        control_of(running).stop()
    waiting = clock or SystemClock()
    if not _ends(running, waiting):
        with contextlib.suppress(ProcessLookupError):
            os.kill(running.process.pid, signal.SIGTERM)
        if not _ends(running, waiting):
            pid = running.process.pid
            raise CommandFailed(f"Process {pid} does not end.", f"kill -9 {pid}", code=FAILED)
    home.leave(running.process)


@contextlib.contextmanager
def in_foreground(home: Home, started: Started, clock: Clock | None = None) -> Iterator[None]:
    """Keep the command in the foreground after the body, until a signal or the end of the server.

    A server that this command started is stopped at the end.
    """
    waiting = clock or SystemClock()
    try:
        with interruptible():
            yield
            while started.running.process.runs:
                waiting.sleep(INTERVAL)
    except KeyboardInterrupt:
        pass
    finally:
        if started.child:
            stop(home, started.running)


def delete(home: Home) -> None:
    """Delete the folder of a local Azure that is down.

    Raises:
        CommandFailed: The folder does not look like one of a local Azure.
    """
    if not home.folder.exists():
        return
    if not (home.folder / ".gitignore").exists() or not (home.lock.exists() or home.ports.exists()):
        message = f"{home.folder} does not look like the folder of a local Azure."
        raise CommandFailed(message, "delete it yourself", code=USAGE)
    # --data may name a link: its target is deleted, and the link.
    shutil.rmtree(home.folder.resolve())
    if home.folder.is_symlink():
        home.folder.unlink()


def _ends(running: Running, clock: Clock) -> bool:
    return wait_until(lambda: not running.process.runs, clock, timeout=PATIENCE, interval=INTERVAL)
