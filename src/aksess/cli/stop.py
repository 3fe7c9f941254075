"""Ending a local Azure that runs."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import time
from collections.abc import Iterator

from aksess.cli.exits import FAILED, USAGE, Stop
from aksess.cli.home import Home, Running
from aksess.cli.interrupt import interruptible
from aksess.cli.reach import control_of
from aksess.cli.start import Up
from aksess.pods.errors import CannotRun

# Seconds that it is given: asked politely, then by signal.
PATIENCE = 10.0
FOREVER = 3600.0


def stop(home: Home, running: Running) -> None:
    """Ask it to end and wait until it has. Raises Stop where it does not."""
    with contextlib.suppress(CannotRun):
        control_of(running).stop()
    if not _ended(running, PATIENCE):
        with contextlib.suppress(ProcessLookupError):
            os.kill(running.process.pid, signal.SIGTERM)
        if not _ended(running, PATIENCE):
            raise Stop(f"Process {running.process.pid} does not end.", f"kill -9 {running.process.pid}", code=FAILED)
    home.leave(running.process)


@contextlib.contextmanager
def stay(home: Home, up: Up) -> Iterator[None]:
    """Stay in the foreground after the body, until a signal or the end of the local Azure; end it where it was ours."""
    try:
        with interruptible():
            yield
            while not _ended(up.running, FOREVER):
                pass
    except KeyboardInterrupt:
        pass
    finally:
        if up.child:
            stop(home, up.running)


def forget(home: Home) -> None:
    """Delete the folder of a local Azure that is down. Raises Stop where the folder is something else's."""
    if not home.folder.exists():
        return
    if not (home.folder / ".gitignore").exists() or not (home.lock.exists() or home.ports.exists()):
        raise Stop(f"{home.folder} does not look like the folder of a local Azure.", "delete it yourself", code=USAGE)
    # --data may name a link: what it leads to goes, and the link.
    shutil.rmtree(home.folder.resolve())
    if home.folder.is_symlink():
        home.folder.unlink()


def _ended(running: Running, patience: float) -> bool:
    until = time.monotonic() + patience
    while running.process.runs:
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True
