"""Processes of this machine by number and start: a number alone is given to somebody else some day."""

from __future__ import annotations

import subprocess
from pathlib import Path

import msgspec


class Process(msgspec.Struct, frozen=True):
    """One process. pid: its number; started: what the system says of its start, compared and never read."""

    pid: int
    started: str

    @classmethod
    def of(cls, pid: int) -> Process | None:
        """The process that has that number now; None where none has."""
        started = _start(pid)
        return cls(pid, started) if started else None

    @property
    def runs(self) -> bool:
        """Whether it is still there."""
        try:
            return _start(self.pid) == self.started
        except OSError:
            # We have no descriptor left to look with: nobody is dead for that.
            return True


def _start(pid: int) -> str:
    return _start_on_linux(pid) if Path("/proc/self/stat").exists() else _start_by_ps(pid)


def _start_by_ps(pid: int) -> str:
    asked = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return asked.stdout.strip()


def _start_on_linux(pid: int) -> str:
    # proc_pid_stat(5): the name in parentheses may hold anything; 3 is the state, 22 the start in ticks since boot.
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return "" if fields[0] in "ZX" else fields[19]
