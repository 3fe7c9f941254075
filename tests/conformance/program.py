"""Somebody else's program, with an end to our patience: what hangs is killed with all that it started."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TOO_LONG = 124


@dataclass(frozen=True, slots=True)
class Ran:
    """What a program said (both streams), its exit code (124: killed) and how long it took, in seconds."""

    code: int
    said: str
    took: float


def run(arguments: Sequence[str], folder: Path, environment: Mapping[str, str], patience: float) -> Ran:
    """Run a program to its end, or for ``patience`` seconds."""
    started = time.monotonic()
    with subprocess.Popen(
        arguments,
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            said, _ = process.communicate(timeout=patience)
            code = process.returncode
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            said, _ = process.communicate()
            code = TOO_LONG
    return Ran(code, said, time.monotonic() - started)
