"""What can go wrong before a program runs.

    CannotRun               base: a sentence for the user, with the next step
    +-- LocalAzureGone      no server answers at the listener that the run file names
    +-- Refused             the local Azure answered, and refused: ``code`` says which way
    +-- NotAdmitted         admission denied the pod, as the webhook would have
    +-- CommandNotFound     exit code 127
    +-- CommandNotRunnable  exit code 126

Errors of the operating system beside these pass through.
"""

from __future__ import annotations


class CannotRun(Exception):
    """A program cannot be run as it was asked; the text is for the user."""


class LocalAzureGone(CannotRun):
    """No server answers at the listener."""


class Refused(CannotRun):
    """The control host refused. status: HTTP; code: ``NotFound``, ``Ambiguous``, …"""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class NotAdmitted(CannotRun):
    """The pod was denied."""


class CommandNotFound(CannotRun):
    """No such program."""


class CommandNotRunnable(CannotRun):
    """A file that cannot be executed."""
