"""Starting the local Azure's server process, and finding the one that runs."""

from __future__ import annotations

import fcntl
import os
import signal
import sys
from dataclasses import dataclass
from importlib import import_module

import msgspec

from aksess.cli.exits import FAILED, NOT_UP, USAGE, CommandFailed
from aksess.cli.home import Home, Running
from aksess.cli.interrupt import interruptible
from aksess.clock import Clock, SystemClock, wait_until
from aksess.processes import Process

# Seconds that a start may take on a machine that is busy with other things.
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class StartOptions:
    """How to start the local Azure.

    Attributes:
        ephemeral: Keep nothing after the stop.
        simulation: Simulation settings that differ from the stored ones.
        owned: The server ends with this process.
    """

    ephemeral: bool = False
    simulation: dict[str, object] | None = None
    owned: bool = False


@dataclass(frozen=True, slots=True)
class Started:
    """A local Azure that runs.

    Attributes:
        running: The server.
        child: Its process id if this process started it, else 0.
        seconds: Duration of the start.
    """

    running: Running
    child: int = 0
    seconds: float = 0.0


def find(home: Home) -> Running:
    """Return the local Azure that runs in a folder.

    Raises:
        CommandFailed: None runs there.
    """
    running = home.running()
    if running is None:
        raise CommandFailed(f"No local Azure is up in {home.folder}.", "start one: aksess up", code=NOT_UP)
    return running


def start(home: Home, options: StartOptions, clock: Clock | None = None) -> Started:
    """Return the local Azure that runs in a folder, or start one in the background.

    Raises:
        CommandFailed: It did not start, or one runs that does not match ``ephemeral``.
    """
    elapsed = clock or SystemClock()
    began = elapsed.monotonic()
    home.prepare()
    running = home.running()
    if running is not None:
        return Started(_as_wished(home, options, running))
    # If the user interrupts the start, no server may be left behind.
    with interruptible():
        said, child = _spawn(home, options)
    if said == "ready" and (running := home.running()):
        return Started(running, child, elapsed.monotonic() - began)
    running = _of_another(home, said, elapsed)
    if running is None:
        raise CommandFailed(
            f"The local Azure did not start: {said or 'it ended at once'}.", f"see {home.log}", code=FAILED
        )
    return Started(_as_wished(home, options, running), seconds=elapsed.monotonic() - began)


def _as_wished(home: Home, options: StartOptions, running: Running) -> Running:
    if options.ephemeral and not home.is_ephemeral(running):
        raise CommandFailed(
            f"The local Azure that is up in {home.folder} keeps its resources; --ephemeral asks for one that does not.",
            "aksess down, then repeat this command",
            code=USAGE,
        )
    return running


def _arguments(home: Home, options: StartOptions) -> list[str]:
    owner = Process.of(os.getpid()) if options.owned else None
    wanted = {
        "folder": str(home.folder),
        "ephemeral": options.ephemeral,
        "simulation": options.simulation or {},
        "owner": owner,
    }
    # -P: the working directory is no place to import from.
    return [sys.executable, "-P", "-m", "aksess.cli.serve", msgspec.json.encode(wanted).decode()]


def _spawn(home: Home, options: StartOptions) -> tuple[str, int]:
    reading, writing = (_apart(each) for each in os.pipe())
    with os.fdopen(_apart(os.open(home.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)), "ab") as log:
        actions = [
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_DUP2, log.fileno(), 1),
            (os.POSIX_SPAWN_DUP2, log.fileno(), 2),
            (os.POSIX_SPAWN_DUP2, writing, 3),
        ]
        command = _arguments(home, options)
        child = os.posix_spawn(sys.executable, command, os.environ, file_actions=actions, setsid=True)
    os.close(writing)
    try:
        # The caller uses this module next: importing it while the server starts costs no time.
        import_module("aksess.cli.control_client")
        with os.fdopen(reading) as said:
            return said.readline().strip(), child
    except BaseException:
        # The user interrupted the start.
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise


def _apart(file: int) -> int:
    # If our standard streams are closed, new files get their numbers, and collide with the child's redirections.
    moved = fcntl.fcntl(file, fcntl.F_DUPFD_CLOEXEC, 4)
    os.close(file)
    return moved


def _of_another(home: Home, said: str, clock: Clock) -> Running | None:
    if said != "busy":
        return None
    # Two commands started a server at once, and the other one holds the lock: it answers in a moment.
    wait_until(lambda: home.running() is not None, clock, timeout=PATIENCE, interval=0.02)
    return home.running()
