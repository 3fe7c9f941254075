"""A program that runs as a container, or beside one: its output goes to a sink, its input comes from a client."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import pty
import signal
import struct
import termios
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aksess.pods.runtime import ByteSink, ContainerStartFailed, OutputSink

# Octets that are read of an output at a time.
PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Launch:
    """How to start a program. working_directory: a folder of this machine; pass_fds: descriptors that it inherits."""

    command: Sequence[str]
    environment: Mapping[str, str]
    working_directory: Path
    stdin: bool = False
    tty: bool = False
    pass_fds: tuple[int, ...] = ()


class TerminalInput:
    """The input side of a pseudo-terminal."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, data: bytes) -> None:
        """Type the bytes."""
        with contextlib.suppress(OSError):
            os.write(self._descriptor, data)

    async def drain(self) -> None:
        """Return at once: a terminal's input is not buffered here."""

    def close(self) -> None:
        """Type the end-of-file character."""
        self.write(b"\x04")


class Program:
    """A program in a session of its own. Make one with ``start``."""

    def __init__(self, process: asyncio.subprocess.Process, pumps: list[asyncio.Task[None]], terminal: int) -> None:
        self._process = process
        self._pumps = pumps
        self._terminal = terminal
        self._ended: asyncio.Task[int] = asyncio.get_running_loop().create_task(self._watch())

    @classmethod
    async def start(cls, launch: Launch, output: OutputSink) -> Program:
        """Start a program.

        Raises:
            ContainerStartFailed: it cannot be started; the text is in the words of the kubelet's event.
        """
        primary, secondary = pty.openpty() if launch.tty else (-1, -1)
        try:
            process = await _spawn(launch, secondary)
        except (OSError, ValueError) as error:
            if launch.tty:
                os.close(primary)
            reason = getattr(error, "strerror", None) or str(error)
            raise ContainerStartFailed(f'exec: "{launch.command[0]}": {str(reason).lower()}') from error
        finally:
            if launch.tty:
                os.close(secondary)
        loop = asyncio.get_running_loop()
        outputs = (("stdout", process.stdout), ("stderr", process.stderr))
        pumps = [loop.create_task(_pump(stream, name, output)) for name, stream in outputs if stream is not None]
        if launch.tty:
            pumps = [loop.create_task(_pump_terminal(primary, output))]
        return cls(process, pumps, primary)

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    @property
    def stdin(self) -> ByteSink | None:
        """Its standard input, if it has one."""
        return TerminalInput(self._terminal) if self._terminal >= 0 else self._process.stdin

    async def wait(self) -> int:
        """Return its exit code, 128 + n if signal n ended it, after all its output was passed on."""
        return await asyncio.shield(self._ended)

    def signal(self, number: int) -> None:
        """Send its main process a signal."""
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(number)

    @property
    def has_ended(self) -> bool:
        """Whether its process is gone; its number may be another program's then."""
        return self._process.returncode is not None

    def kill_group(self) -> None:
        """Kill every process of its session's group, unless it has ended, and they with it."""
        if not self.has_ended:
            self._kill_group()

    def _kill_group(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def resize(self, columns: int, rows: int) -> None:
        """Tell its terminal a new size."""
        if self._terminal >= 0:
            fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    async def _watch(self) -> int:
        code = await self._process.wait()
        # A container ends with its main process; a child that holds an output open would else keep the log open.
        self._kill_group()
        await asyncio.gather(*self._pumps, return_exceptions=True)
        if self._terminal >= 0:
            os.close(self._terminal)
            self._terminal = -1
        return 128 - code if code < 0 else code


class ExecutedProgram:
    """A program beside a container's own."""

    def __init__(self, program: Program) -> None:
        self._program = program

    @property
    def stdin(self) -> ByteSink:
        """Its standard input; bytes for a program without one are dropped."""
        return self._program.stdin or Dropped()

    async def wait(self) -> int:
        """Return its exit code after all its output was passed on."""
        return await self._program.wait()

    def resize(self, columns: int, rows: int) -> None:
        """Tell its terminal a new size."""
        self._program.resize(columns, rows)

    def kill(self) -> None:
        """End it at once."""
        self._program.kill_group()


class Dropped:
    """An input that nobody reads."""

    def write(self, data: bytes) -> None:
        """Drop the bytes."""

    async def drain(self) -> None:
        """Return at once."""

    def close(self) -> None:
        """Do nothing."""


async def _spawn(launch: Launch, terminal: int) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    given = pipe if launch.stdin else asyncio.subprocess.DEVNULL
    # The first terminal that a new session opens is its controlling terminal.
    wrapper = ("setsid", "--ctty") if launch.tty else ()
    return await asyncio.create_subprocess_exec(
        *wrapper,
        *launch.command,
        env=dict(launch.environment),
        cwd=launch.working_directory,
        stdin=terminal if launch.tty else given,
        stdout=terminal if launch.tty else pipe,
        stderr=terminal if launch.tty else pipe,
        start_new_session=not launch.tty,
        pass_fds=launch.pass_fds,
    )


async def _pump(stream: asyncio.StreamReader, name: str, output: OutputSink) -> None:
    while piece := await stream.read(PIECE):
        if (ready := output(name, piece)) is not None:
            await ready
    output(name, b"")


async def _terminal_reader(descriptor: int) -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(os.dup(descriptor), "rb", 0)
    )
    return reader


async def _pump_terminal(descriptor: int, output: OutputSink) -> None:
    reader = await _terminal_reader(descriptor)
    # Linux: EIO once no process has the terminal open any more.
    with contextlib.suppress(OSError):
        while piece := await reader.read(PIECE):
            if (ready := output("stdout", piece)) is not None:
                await ready
    output("stdout", b"")
