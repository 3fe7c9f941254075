"""A local Azure for as long as one command needs it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from aksess.cli import say
from aksess.cli.control_client import control_of
from aksess.cli.exits import NOT_UP, CommandFailed
from aksess.cli.home import Home, Running
from aksess.cli.start import Started, StartOptions, start
from aksess.cli.stop import stop
from aksess.pods.errors import CannotRun

T = TypeVar("T")


def in_session(home: Home, work: Callable[[Running], T]) -> T:
    """Call ``work`` with a running local Azure.

    If another command started that local Azure and stops it at the same moment, the call is repeated once.

    Raises:
        CommandFailed: The local Azure did not start, or ``work`` failed.
    """
    try:
        with session(home) as running:
            return work(running)
    except CommandFailed as failed:
        if failed.code != NOT_UP:
            raise
    with session(home) as running:
        return work(running)


@contextmanager
def session(home: Home) -> Iterator[Running]:
    """Yield the local Azure that runs in a folder, or start one.

    One that was started here is stopped at the end, unless other programs use it by then.

    Raises:
        CommandFailed: The local Azure did not start.
    """
    running = home.running()
    if running is not None:
        yield running
        return
    started = start(home, StartOptions(owned=True))
    if started.child:
        say.note(f"no local Azure was up in {home.folder}: one runs for as long as this command does")
    try:
        yield started.running
    finally:
        if started.child:
            _stop_if_unused(home, started)


def _stop_if_unused(home: Home, started: Started) -> None:
    with suppress(CannotRun, CommandFailed, ChildProcessError):
        listeners = control_of(started.running).status().listeners
        if all(listener.port == started.running.port for listener in listeners):
            stop(home, started.running)
            os.waitpid(started.child, 0)
