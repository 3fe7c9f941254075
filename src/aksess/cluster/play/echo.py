"""A runtime that passes each line of its containers on, beside the log that the node keeps."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from aksess.pods.runtime import (
    Container,
    ContainerSpec,
    ExecProcess,
    OutputSink,
    Runtime,
    Sandbox,
    SandboxSpec,
    Streams,
)

# Receives pod, container and a line without its end.
LineSink = Callable[[str, str, str], None]


class EchoRuntime:
    """Runs containers by another runtime. line: called with each line that a container writes."""

    def __init__(self, runtime: Runtime, line: LineSink) -> None:
        self._runtime = runtime
        self._line = line

    @property
    def name(self) -> str:
        """The name of the runtime that runs the containers."""
        return self._runtime.name

    async def open_sandbox(self, spec: SandboxSpec) -> Sandbox:
        """Make a pod's surroundings. Raises SandboxFailed."""
        return EchoSandbox(await self._runtime.open_sandbox(spec), spec.name, self._line)

    async def clean_up(self, folder: Path) -> None:
        """End what an earlier process left running in that pod's folder."""
        await self._runtime.clean_up(folder)


class EchoSandbox:
    """A pod's surroundings in which the output of containers is passed on."""

    def __init__(self, sandbox: Sandbox, pod: str, line: LineSink) -> None:
        self._sandbox = sandbox
        self._pod = pod
        self._line = line

    async def start(self, spec: ContainerSpec, output: OutputSink) -> Container:
        """Start a container. Raises ImagePullFailed, ContainerStartFailed."""
        lines = {name: Lines(lambda text: self._line(self._pod, spec.name, text)) for name in ("stdout", "stderr")}

        def take(stream: str, data: bytes) -> asyncio.Future[None] | None:
            lines[stream].write(data)
            return output(stream, data)

        return await self._sandbox.start(spec, take)

    async def exec(
        self,
        container: Container,
        command: Sequence[str],
        output: OutputSink,
        environment: Mapping[str, str],
        stdin: bool,
        tty: bool,
    ) -> ExecProcess:
        """Start a program in a container: of a probe or a hook. Raises ContainerStartFailed."""
        return await self._sandbox.exec(container, command, output, environment, stdin, tty)

    async def connect(self, port: int) -> Streams:
        """Connect to a port of the pod. Raises OSError."""
        return await self._sandbox.connect(port)

    async def close(self) -> None:
        """End what still runs and take the surroundings down."""
        await self._sandbox.close()


class Lines:
    """Splits a stream into lines. An empty piece ends the stream."""

    def __init__(self, line: Callable[[str], None]) -> None:
        self._line = line
        self._rest = b""

    def write(self, data: bytes) -> None:
        """Take the next bytes of the stream."""
        lines = (self._rest + data).split(b"\n")
        self._rest = lines.pop()
        if not data and self._rest:
            lines.append(self._rest)
            self._rest = b""
        for each in lines:
            self._line(each.removesuffix(b"\r").decode(errors="replace"))
