"""Starting the local Azure's process, and finding the one that runs."""

from __future__ import annotations

import fcntl
import os
import signal
import sys
import time
from dataclasses import dataclass
from importlib import import_module

import msgspec

from aksess.cli.exits import FAILED, NOT_UP, USAGE, Stop
from aksess.cli.home import Home, Running
from aksess.cli.interrupt import interruptible
from aksess.processes import Process

# Seconds that a start may take on a machine that is busy with other things.
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Wish:
    """How the local Azure is wanted. simulation: changes of day two; owned: it ends with this process."""

    ephemeral: bool = False
    simulation: dict[str, object] | None = None
    owned: bool = False


@dataclass(frozen=True, slots=True)
class Up:
    """A local Azure that runs. child: its process where we started it, else 0; seconds: how long that took."""

    running: Running
    child: int = 0
    seconds: float = 0.0


def find(home: Home) -> Running:
    """Who runs there. Raises Stop where nobody does."""
    running = home.running()
    if running is None:
        raise Stop(f"No local Azure is up in {home.folder}.", "start one: aksess up", code=NOT_UP)
    return running


def start(home: Home, wish: Wish) -> Up:
    """A local Azure in that folder: the one that is up, or a new one in the background. Raises Stop."""
    began = time.monotonic()
    home.prepare()
    running = home.running()
    if running is not None:
        return Up(_as_wished(home, wish, running))
    # A server that nobody waits for any more must not come up behind our back.
    with interruptible():
        said, child = _spawn(home, wish)
    if said == "ready" and (running := home.running()):
        return Up(running, child, time.monotonic() - began)
    running = _of_another(home, said)
    if running is None:
        raise Stop(f"The local Azure did not start: {said or 'it ended at once'}.", f"see {home.log}", code=FAILED)
    return Up(_as_wished(home, wish, running), seconds=time.monotonic() - began)


def _as_wished(home: Home, wish: Wish, running: Running) -> Running:
    if wish.ephemeral and not home.forgets(running):
        raise Stop(
            f"The local Azure that is up in {home.folder} keeps what is made in it, --ephemeral wants none of it kept.",
            "aksess down, and this again",
            code=USAGE,
        )
    return running


def _arguments(home: Home, wish: Wish) -> list[str]:
    owner = Process.of(os.getpid()) if wish.owned else None
    options = {
        "folder": str(home.folder),
        "ephemeral": wish.ephemeral,
        "simulation": wish.simulation or {},
        "owner": owner,
    }
    return [sys.executable, "-m", "aksess.cli.serve", msgspec.json.encode(options).decode()]


def _spawn(home: Home, wish: Wish) -> tuple[str, int]:
    reading, writing = (_apart(each) for each in os.pipe())
    with os.fdopen(_apart(os.open(home.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)), "ab") as log:
        actions = [
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_DUP2, log.fileno(), 1),
            (os.POSIX_SPAWN_DUP2, log.fileno(), 2),
            (os.POSIX_SPAWN_DUP2, writing, 3),
        ]
        command = _arguments(home, wish)
        child = os.posix_spawn(sys.executable, command, os.environ, file_actions=actions, setsid=True)
    os.close(writing)
    try:
        # Whoever starts it speaks to it next: while the server imports its own, we import that.
        import_module("aksess.cli.reach")
        with os.fdopen(reading) as said:
            return said.readline().strip(), child
    except BaseException:
        # Interrupted while we wait.
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise


def _apart(file: int) -> int:
    # Where we were started with standard streams closed, new files get their numbers, and the child's would meet them.
    moved = fcntl.fcntl(file, fcntl.F_DUPFD_CLOEXEC, 4)
    os.close(file)
    return moved


def _of_another(home: Home, said: str) -> Running | None:
    # Two started at once, and the other one has the folder: it will be there in a moment.
    until = time.monotonic() + PATIENCE
    while said == "busy" and time.monotonic() < until:
        running = home.running()
        if running is not None:
            return running
        time.sleep(0.02)
    return None
