"""Somebody else's program, with an end to our patience: what hangs is killed with all that it started."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aksess.clock import SystemClock

TOO_LONG = 124


@dataclass(frozen=True, slots=True)
class ProgramRun:
    """How a program ended: exit code (124: killed), what it printed, what it said on the other stream, its seconds."""

    code: int
    printed: str
    warned: str
    took: float

    @property
    def said(self) -> str:
        """Both streams, one after the other: for whoever reads why it failed."""
        return self.printed + self.warned


def run(arguments: Sequence[str], folder: Path, environment: Mapping[str, str], patience: float) -> ProgramRun:
    """Run a program to its end, or for ``patience`` seconds."""
    started = SystemClock().monotonic()
    with subprocess.Popen(
        arguments,
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            printed, warned = process.communicate(timeout=patience)
            code = process.returncode
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            printed, warned = process.communicate()
            code = TOO_LONG
    return ProgramRun(code, printed, warned, SystemClock().monotonic() - started)
