"""Containers as plain processes, where neither an engine nor user namespaces are there (macOS, for example).

Limits: a mount is not at its path in the container. Variables and arguments that name a path below a mount
are rewritten to the file of this machine; a program with such a path inside does not find it. Pods share the ports and
see the files of this machine. A program that ignores proxy variables reaches the real network.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from aksess.pods.environment import ProxySettings, pod_environment
from aksess.pods.runtime import (
    ByteSink,
    Container,
    ContainerSpec,
    ExecProcess,
    MountSpec,
    OutputSink,
    SandboxSpec,
    Streams,
)
from aksess.pods.runtimes.program import ExecutedProgram, Launch, Program
from aksess.pods.runtimes.surroundings import Surroundings, base_environment
from aksess.processes import Process

RECORDS = "processes"


@dataclass(frozen=True, slots=True)
class ProgramContainer:
    """A container that is a program of this machine. environment: as its main process has it, for ``exec``."""

    id: str
    image_id: str
    program: Program
    environment: Mapping[str, str]
    working_directory: Path
    wanted_stdin: bool

    @property
    def stdin(self) -> ByteSink | None:
        """Its standard input, where the pod asks for one."""
        return self.program.stdin if self.wanted_stdin else None

    async def wait(self) -> int:
        """Return its exit code after all its output was passed on."""
        return await self.program.wait()

    async def signal(self, number: int) -> None:
        """Send its main process a signal."""
        self.program.signal(number)

    def resize(self, columns: int, rows: int) -> None:
        """Tell its terminal a new size."""
        self.program.resize(columns, rows)


def rewritten(text: str, mounts: Sequence[MountSpec]) -> str:
    """Return a path below a mount as the path of this machine; any other text as it is."""
    for mount in mounts:
        target = mount.target.rstrip("/")
        if text == target or text.startswith(f"{target}/"):
            return f"{mount.source / mount.sub_path if mount.sub_path else mount.source}{text[len(target) :]}"
    return text


class ProcessSandbox:
    """A pod whose containers are processes of this machine."""

    def __init__(self, spec: SandboxSpec, around: Surroundings) -> None:
        self._spec = spec
        self._around = around
        self._home = spec.folder / "home"
        self._containers: list[ProgramContainer] = []

    async def start(self, spec: ContainerSpec, output: OutputSink) -> Container:
        """Start a container. Raises ImagePullFailed, ContainerStartFailed."""
        image = self._around.images.find(spec.image)
        mounts = (*spec.mounts, spec.termination_log)
        command = [rewritten(word, mounts) for word in image.words(spec)]
        environment = self._environment(spec, mounts)
        folder = Path(rewritten(spec.working_directory, mounts)) if spec.working_directory else self._home
        folder = folder if folder.is_dir() else self._home
        program = await Program.start(Launch(command, environment, folder, stdin=spec.stdin, tty=spec.tty), output)
        container = ProgramContainer(
            f"{self._spec.uid}-{spec.name}-{program.pid}", image.id, program, environment, folder, spec.stdin
        )
        self._containers.append(container)
        record(self._spec.folder, program.pid)
        return container

    async def exec(
        self,
        container: Container,
        command: Sequence[str],
        output: OutputSink,
        environment: Mapping[str, str],
        stdin: bool,
        tty: bool,
    ) -> ExecProcess:
        """Start a program in a container. Raises ContainerStartFailed."""
        beside = next(each for each in self._containers if each.id == container.id)
        launch = Launch(command, {**beside.environment, **environment}, beside.working_directory, stdin=stdin, tty=tty)
        return ExecutedProgram(await Program.start(launch, output))

    async def connect(self, port: int) -> Streams:
        """Connect to a port that one of the containers listens on. Raises OSError."""
        return await asyncio.open_connection("127.0.0.1", port)

    async def close(self) -> None:
        """End what still runs."""
        for container in self._containers:
            container.program.kill_group()
        await asyncio.gather(*(container.wait() for container in self._containers))
        self._containers.clear()

    def _environment(self, spec: ContainerSpec, mounts: Sequence[MountSpec]) -> dict[str, str]:
        self._home.mkdir(mode=0o700, exist_ok=True)
        base = base_environment(self._around.own, str(self._home))
        given = {name: rewritten(value, mounts) for name, value in spec.environment.items()}
        if not self._spec.listener_port:
            return {**base, **given}
        proxy = ProxySettings(self._spec.listener_port, self._around.trust, self._home)
        return pod_environment(base, proxy, {**given, "HOSTNAME": self._spec.hostname})


class ProcessRuntime:
    """Runs containers as plain processes."""

    name = "process"

    def __init__(self, around: Surroundings) -> None:
        self._around = around

    async def open_sandbox(self, spec: SandboxSpec) -> ProcessSandbox:
        """Make a pod's surroundings."""
        return ProcessSandbox(spec, self._around)

    async def clean_up(self, folder: Path) -> None:
        """End what an earlier process of the node left running in that pod's folder."""
        clean_up(folder)


def record(folder: Path, pid: int) -> None:
    """Write down a process that leads a session, so that a later process can end it."""
    process = Process.of(pid)
    if process is not None:
        (folder / RECORDS).mkdir(mode=0o700, exist_ok=True)
        (folder / RECORDS / str(pid)).write_bytes(msgspec.json.encode(process))


def clean_up(folder: Path) -> None:
    """Kill every recorded process that still runs, with its group."""
    for path in sorted((folder / RECORDS).glob("*")) if (folder / RECORDS).is_dir() else ():
        with contextlib.suppress(msgspec.DecodeError, OSError):
            process = msgspec.json.decode(path.read_bytes(), type=Process)
            if process.runs:
                os.killpg(process.pid, signal.SIGKILL)
        path.unlink(missing_ok=True)
