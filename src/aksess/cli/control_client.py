"""The client of a running local Azure's control host, and its errors translated into failed commands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aksess.cli.exits import FAILED, NOT_RUNNABLE, NOT_THERE, NOT_UP, USAGE, CommandFailed
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
    """Return a client of the control host."""
    return Control(running.port, running.key)


def root_certificate(running: Running) -> Path:
    """Return the PEM file of its root certificate."""
    return Path(running.state) / "ca" / "root.pem"


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn the errors of pods and the control host into ``CommandFailed``.

    Raises:
        CommandFailed: For every ``CannotRun``, with its message and exit code.
    """
    try:
        yield
    except CannotRun as error:
        raise CommandFailed(str(error), code=_code(error)) from error


def _code(error: CannotRun) -> int:
    # From 500 on it is the local Azure that failed, not what was typed.
    if isinstance(error, Refused) and error.status >= 500:
        return FAILED
    return _CODES.get(type(error), FAILED)
