"""The programs that a supervisor runs: started, watched, started again, stopped."""

from __future__ import annotations

import asyncio
import ctypes
import os
import re
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from aksess.cluster.private_files import write_private
from aksess.processes import Process

# Seconds before a program that ended is started again: the first time, and at most.
FIRST_PAUSE: Final = 0.2
LONGEST_PAUSE: Final = 5.0
# Seconds that a program which ran for so long is taken to be well.
WELL: Final = 30.0
# Seconds between SIGTERM and SIGKILL.
GRACE: Final = 5.0
# Octets of a log before it is begun anew; what was there stays beside it.
LONGEST_LOG: Final = 10 * 1024 * 1024
# Lines of a log that are looked at for the reason of an end: a usage message of etcd's is longer than a screen.
LAST_LINES: Final = 400
# klog's errors and fatal ones, zap's, and what flag parsers say.
_FAILURE: Final = re.compile(
    r'^[EF]\d{4} |"level":"(error|fatal|panic)"|^(Error|error|panic|invalid|flag provided|unknown)\b'
)
_PR_SET_PDEATHSIG: Final = 1


@dataclass(frozen=True, slots=True)
class Program:
    """What is run. name: of its log; command: the program and its arguments; folder: where it runs."""

    name: str
    command: Sequence[str]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)


class Child:
    """One program that is to run until ``stop``. logs: the folder for what it says.

    restarted: called after each time that it had to be started again.
    """

    def __init__(self, program: Program, logs: Path, restarted: Callable[[str], None] = lambda _: None) -> None:
        self.program = program
        self.starts = 0
        self._log = logs / f"{program.name}.log"
        self._restarted = restarted
        self._process: asyncio.subprocess.Process | None = None
        self._task: asyncio.Task[None] | None = None
        self._stopping = False

    @property
    def pid(self) -> int:
        """Its process number now, 0 where it does not run."""
        running = self._process is not None and self._process.returncode is None
        return self._process.pid if running and self._process else 0

    async def start(self) -> None:
        """Start it and keep it running. One that a killed supervisor left behind is ended first. Raises OSError."""
        self._stopping = False
        self._end_left_behind()
        await self._spawn()
        self._task = asyncio.get_running_loop().create_task(self._keep())

    async def stop(self, grace: float = GRACE) -> None:
        """End it: SIGTERM, and SIGKILL after ``grace`` seconds."""
        self._stopping = True
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        process = self._process
        if process is None or process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            process.terminate()
        try:
            async with asyncio.timeout(grace):
                await process.wait()
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def forget(self) -> None:
        """Watch it no longer, and leave it running."""
        self._stopping = True
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def last_words(self) -> str:
        """The last line of its log that says anything, for a message."""
        try:
            lines = self._log.read_text(errors="replace").splitlines()[-LAST_LINES:]
        except OSError:
            return ""
        said = [line.strip() for line in lines if line.strip()]
        failed = [line for line in said if _FAILURE.search(line)]
        return (failed or said or [""])[-1][:300]

    def _end_left_behind(self) -> None:
        # Where the system does not end a program with its parent (anywhere but on Linux), it would hold port and files.
        try:
            before = msgspec.json.decode(self._identity.read_bytes(), type=Process)
        except (OSError, msgspec.DecodeError):
            return
        if before.runs:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(before.pid, signal.SIGKILL)

    @property
    def _identity(self) -> Path:
        return self._log.with_suffix(".process")

    async def _spawn(self) -> None:
        with suppress(FileNotFoundError):
            if self._log.stat().st_size > LONGEST_LOG:
                self._log.replace(self._log.with_suffix(".log.1"))
        log = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            self._process = await asyncio.create_subprocess_exec(
                *self.program.command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.program.folder,
                env=dict(self.program.environment),
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,
            )
        finally:
            os.close(log)
        self.starts += 1
        if identity := Process.of(self._process.pid):
            write_private(self._identity, msgspec.json.encode(identity))

    async def _keep(self) -> None:
        pause, loop = FIRST_PAUSE, asyncio.get_running_loop()
        while self._process is not None:
            began = loop.time()
            await self._process.wait()
            if self._stopping:
                return
            pause = FIRST_PAUSE if loop.time() - began > WELL else pause
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
            with suppress(OSError):
                await self._spawn()
                self._restarted(self.program.name)


def _end_with_parent() -> None:
    # prctl(2): a supervisor that is killed takes its programs with it.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
