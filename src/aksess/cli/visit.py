"""A local Azure for as long as one command needs it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from aksess.cli import say
from aksess.cli.exits import NOT_UP, Stop
from aksess.cli.home import Home, Running
from aksess.cli.reach import control_of
from aksess.cli.start import Up, Wish, start
from aksess.cli.stop import stop
from aksess.pods.errors import CannotRun

T = TypeVar("T")


def visiting(home: Home, work: Callable[[Running], T]) -> T:
    """Do something in a local Azure. One that another command had started, and that ends just now, is tried again."""
    try:
        with visit(home) as running:
            return work(running)
    except Stop as stop:
        if stop.code != NOT_UP:
            raise
    with visit(home) as running:
        return work(running)


@contextmanager
def visit(home: Home) -> Iterator[Running]:
    """The local Azure that is up, or one that is started and, when nobody else is inside any more, stopped again."""
    running = home.running()
    if running is not None:
        yield running
        return
    up = start(home, Wish(owned=True))
    if up.child:
        say.note(f"no local Azure was up in {home.folder}: one runs for as long as this command does")
    try:
        yield up.running
    finally:
        if up.child:
            _end(home, up)


def _end(home: Home, up: Up) -> None:
    with suppress(CannotRun, Stop, ChildProcessError):
        others = [
            listener for listener in control_of(up.running).status().listeners if listener.port != up.running.port
        ]
        if not others:
            stop(home, up.running)
            os.waitpid(up.child, 0)
