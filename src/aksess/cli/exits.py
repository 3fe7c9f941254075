"""How a command ends, as a number; ``docs/reference/cli.md`` has the same table.

0         done
1         it was tried and failed
2         what was typed, or a file that was given, is not right
3         no local Azure is up here
126, 127  the command of ``run`` cannot be executed, or is not there
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


class Stop(Exception):
    """The command ends here. The text says what was found and what was wanted; hint: the next step; code: as above."""

    def __init__(self, message: str, hint: str = "", code: int = FAILED) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code
