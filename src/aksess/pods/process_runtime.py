"""Containers as plain processes of this machine: no namespaces, no limits, no image but the program that is named.

Works everywhere. A path into a volume that a variable or argument names is read below the pod's folder; what a
program has built in, ``/var/run/secrets/…`` for example, is not there.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import signal
import struct
import termios
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aksess.pods.environment import Place, of_pod
from aksess.pods.runtime import (
    ByteSink,
    Container,
    ContainerSpec,
    ContainerStartFailed,
    ExecProcess,
    ImagePullFailed,
    OutputSink,
    SandboxSpec,
    Streams,
)
from aksess.pods.trust import trust

CHUNK: Final = 64 * 1024
PIDS: Final = "processes"


class ProcessRuntime:
    """Runs programs of this machine. images: the command that stands in for an image."""

    name = "process"

    def __init__(self, environment: Mapping[str, str], state: Path, images: Mapping[str, tuple[str, ...]]) -> None:
        self._environment = environment
        self._state = state
        self._images = images

    async def open_sandbox(self, spec: SandboxSpec) -> ProcessSandbox:
        """Nothing stands around a plain process."""
        empty = spec.folder / "nobody"
        empty.mkdir(exist_ok=True)
        place = Place(spec.listener_port, trust(self._state / "ca" / "root.pem", self._environment), empty)
        return ProcessSandbox(spec, of_pod(self._environment, place, {}), self._images)

    async def clean_up(self, folder: Path) -> None:
        """Kill the process groups that an earlier node started for this pod and that still run."""
        for file in (folder / PIDS).glob("*"):
            with suppress(OSError, ValueError):
                pid, started = int(file.name), file.read_text()
                if _started(pid) == started:
                    os.killpg(pid, signal.SIGKILL)
            file.unlink(missing_ok=True)


class ProcessSandbox:
    """The processes of one pod."""

    def __init__(
        self, spec: SandboxSpec, environment: Mapping[str, str], images: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._spec = spec
        self._environment = environment
        self._images = images
        self._specs: dict[str, ContainerSpec] = {}
        self._processes: set[_Process] = set()

    async def start(self, spec: ContainerSpec, output: OutputSink) -> Container:
        """Start the program that the pod or the stand-in of its image names."""
        command = spec.command or self._images.get(spec.image, ())
        if not command:
            raise ImagePullFailed(
                "ErrImagePull",
                f"no container engine is used here and nothing stands in for image {spec.image}: "
                "give the container a command of this machine, or name a stand-in",
            )
        process = await self._spawn(spec, (*command, *spec.args), output, {}, spec.stdin, spec.tty)
        self._specs[process.id] = spec
        return process

    async def exec(
        self,
        container: Container,
        command: Sequence[str],
        output: OutputSink,
        environment: Mapping[str, str],
        stdin: bool,
        tty: bool,
    ) -> ExecProcess:
        """Start a program beside a container's."""
        return await self._spawn(self._specs[container.id], tuple(command), output, environment, stdin, tty)

    async def connect(self, port: int) -> Streams:
        """A plain process listens on this machine's loopback."""
        return await asyncio.open_connection("127.0.0.1", port)

    async def close(self) -> None:
        """Kill what still runs."""
        for process in list(self._processes):
            process.kill()
        await asyncio.gather(*(each.wait() for each in list(self._processes)), return_exceptions=True)

    async def _spawn(
        self, spec: ContainerSpec, command: tuple[str, ...], output: OutputSink, extra: Mapping[str, str],
        stdin: bool, tty: bool,
    ) -> _Process:  # fmt: skip
        variables = {**self._environment, **spec.environment, **extra}
        environment = {name: _rooted(value, spec) for name, value in variables.items()}
        arguments = [_rooted(each, spec) for each in command]
        folder = spec.working_directory if os.path.isdir(spec.working_directory) else str(self._spec.folder)
        try:
            process = await _start(arguments, environment, folder, output, stdin, tty)
        except OSError as error:
            raise ContainerStartFailed(f'exec: "{command[0]}": {error.strerror or error}') from error
        self._processes.add(process)
        process.ended.add_done_callback(lambda _: self._processes.discard(process))
        record = self._spec.folder / PIDS / str(process.pid)
        record.parent.mkdir(exist_ok=True)
        record.write_text(_started(process.pid))
        process.ended.add_done_callback(lambda _: record.unlink(missing_ok=True))
        return process


@dataclass(slots=True)
class _Pipe:
    """Standard input of a process, through a pipe."""

    stream: asyncio.StreamWriter | None

    def write(self, data: bytes) -> None:
        if self.stream is not None:
            self.stream.write(data)

    async def drain(self) -> None:
        if self.stream is not None:
            with suppress(OSError):
                await self.stream.drain()

    def close(self) -> None:
        if self.stream is not None:
            self.stream.close()


@dataclass(slots=True)
class _Terminal:
    """Standard input of a process, through a terminal. End of input is the key that a user would press."""

    descriptor: int

    def write(self, data: bytes) -> None:
        with suppress(OSError):
            os.write(self.descriptor, data)

    async def drain(self) -> None:
        await asyncio.sleep(0)

    def close(self) -> None:
        self.write(b"\x04")


class _Process:
    """A program that was started, in a process group of its own."""

    def __init__(self, process: asyncio.subprocess.Process, stdin: ByteSink | None, terminal: int = -1) -> None:
        self.id = str(process.pid)
        self.pid = process.pid
        self.image_id = ""
        self._process = process
        self._stdin = stdin
        self._terminal = terminal
        self.ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.task: asyncio.Task[None] | None = None

    @property
    def stdin(self) -> ByteSink:
        """Its standard input; writing to one that was not asked for does nothing."""
        return self._stdin or _Pipe(None)

    async def wait(self) -> int:
        """Its exit code, after its output."""
        return await asyncio.shield(self.ended)

    async def signal(self, number: int) -> None:
        """Send its process group a signal."""
        with suppress(OSError):
            os.killpg(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        if not self.ended.done():
            with suppress(OSError):
                os.killpg(self.pid, signal.SIGKILL)

    def resize(self, columns: int, rows: int) -> None:
        """Tell its terminal a new size."""
        if self._terminal >= 0:
            with suppress(OSError):
                fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    async def follow(self, readers: list[tuple[str, asyncio.StreamReader]], output: OutputSink) -> None:
        """Pass its output on until it has ended."""
        pumps = [asyncio.ensure_future(_pump(stream, reader, output)) for stream, reader in readers]
        code = await self._process.wait()
        # What it started may hold its output open: that ends with it.
        with suppress(OSError):
            os.killpg(self.pid, signal.SIGKILL)
        await asyncio.gather(*pumps, return_exceptions=True)
        if self._terminal >= 0:
            os.close(self._terminal)
            self._terminal = -1
        self.ended.set_result(code if code >= 0 else 128 - code)


async def _start(
    command: list[str], environment: Mapping[str, str], folder: str, output: OutputSink, stdin: bool, tty: bool
) -> _Process:
    if tty:
        return await _start_on_terminal(command, environment, folder, output)
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *command, stdin=pipe if stdin else asyncio.subprocess.DEVNULL, stdout=pipe, stderr=pipe,
        env=environment, cwd=folder, start_new_session=True, limit=CHUNK,
    )  # fmt: skip
    found = _Process(process, _Pipe(process.stdin))
    streams = (("stdout", process.stdout), ("stderr", process.stderr))
    readers = [(name, stream) for name, stream in streams if stream is not None]
    _keep(found, readers, output)
    return found


async def _start_on_terminal(
    command: list[str], environment: Mapping[str, str], folder: str, output: OutputSink
) -> _Process:
    ours, theirs = os.openpty()
    try:
        # The first terminal that a new session opens is its controlling terminal.
        wrapper = ["setsid", "--ctty", *command]
        process = await asyncio.create_subprocess_exec(
            *wrapper, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=folder
        )
    except OSError:
        os.close(ours)
        raise
    finally:
        os.close(theirs)
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(os.dup(ours), "rb", 0))
    found = _Process(process, _Terminal(ours), ours)
    _keep(found, [("stdout", reader)], output)
    return found


def _keep(process: _Process, readers: list[tuple[str, asyncio.StreamReader]], output: OutputSink) -> None:
    process.task = asyncio.get_running_loop().create_task(process.follow(readers, output))


async def _pump(stream: str, reader: asyncio.StreamReader, output: OutputSink) -> None:
    with suppress(OSError):
        while data := await reader.read(CHUNK):
            if (ready := output(stream, data)) is not None:
                await ready
    output(stream, b"")


def _rooted(text: str, spec: ContainerSpec) -> str:
    """A path into a mount, as this machine has it."""
    for mount in (*spec.mounts, spec.termination_log):
        if text == mount.target or text.startswith(f"{mount.target.rstrip('/')}/"):
            return f"{mount.source}{text[len(mount.target.rstrip('/')) :]}"
    return text


def _started(pid: int) -> str:
    """When a process started, so that another one with its number is not taken for it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""
