"""The process of a cluster's node, found by the file that it was started with."""

from __future__ import annotations

import os
import signal
from pathlib import Path


def node_pid(folder: Path) -> int:
    """Its number; 0 where it does not run. folder: where ``aksess`` is typed."""
    for process in Path("/proc").iterdir():
        words = _words(process) if process.name.isdecimal() else []
        if "aksess.cluster.node" in words and words[-1].startswith(str(folder)):
            return int(process.name)
    return 0


def kill_node(folder: Path) -> int:
    """End it at once; the number that it had."""
    pid = node_pid(folder)
    os.kill(pid, signal.SIGKILL)
    return pid


def kill_program(folder: Path, name: str) -> None:
    """End a program of the control plane at once. Raises ProcessLookupError where it does not run."""
    for process in Path("/proc").iterdir():
        words = _words(process) if process.name.isdecimal() else []
        if words and words[0].endswith(f"/{name}") and any(str(folder) in word for word in words):
            os.kill(int(process.name), signal.SIGKILL)
            return
    raise ProcessLookupError(f"no {name} of {folder} runs")


def resident_megabytes(pid: int) -> float:
    """The memory of a process."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def _words(process: Path) -> list[str]:
    try:
        return process.joinpath("cmdline").read_text().rstrip("\0").split("\0")
    except OSError:
        return []
