"""How a command ends, as a number; ``docs/reference/cli.md`` has the same table.

0         done
1         it was tried and failed
2         the command line or a given file is not valid
3         no local Azure is up in that folder
126, 127  the command of ``run`` cannot be executed, or was not found
130       interrupted
others    of ``run``: the command's own
"""

from __future__ import annotations

FAILED = 1
USAGE = 2
NOT_UP = 3
NOT_RUNNABLE = 126
NOT_THERE = 127
INTERRUPTED = 130


class CommandFailed(Exception):
    """The command cannot be done.

    Attributes:
        message: What was found and what was expected.
        hint: The next step, empty if there is none.
        code: The exit code, one of this module's.
    """

    def __init__(self, message: str, hint: str = "", code: int = FAILED) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code
