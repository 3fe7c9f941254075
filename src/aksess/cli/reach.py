"""The control host of a local Azure that runs, and its refusals as ends of a command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aksess.cli.exits import FAILED, NOT_RUNNABLE, NOT_THERE, NOT_UP, USAGE, Stop
from aksess.cli.home import Running
from aksess.pods.control import Control
from aksess.pods.errors import (
    CannotRun,
    CommandNotFound,
    CommandNotRunnable,
    LocalAzureGone,
    NotAdmitted,
    Refused,
)

_CODES: dict[type[CannotRun], int] = {
    LocalAzureGone: NOT_UP,
    Refused: USAGE,
    NotAdmitted: USAGE,
    CommandNotFound: NOT_THERE,
    CommandNotRunnable: NOT_RUNNABLE,
}


def control_of(running: Running) -> Control:
    """Its control host."""
    return Control(running.port, running.key)


def root_of(running: Running) -> Path:
    """PEM of its root certificate."""
    return Path(running.state) / "ca" / "root.pem"


@contextmanager
def told() -> Iterator[None]:
    """What goes wrong inside, as the end of the command."""
    try:
        yield
    except CannotRun as error:
        raise Stop(str(error), code=_code(error)) from error


def _code(error: CannotRun) -> int:
    # From 500 on it is the local Azure that failed, not what was typed.
    if isinstance(error, Refused) and error.status >= 500:
        return FAILED
    return _CODES.get(type(error), FAILED)
