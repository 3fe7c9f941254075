"""A stand-in for a runtime: containers that do what a test says, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

from aksess.pods.runtime import (
    ContainerSpec,
    ContainerStartFailed,
    ImagePullFailed,
    OutputSink,
    SandboxFailed,
    SandboxSpec,
    Streams,
)


class FakeInput:
    """Standard input that remembers."""

    def __init__(self) -> None:
        self.received = b""
        self.closed = False

    def write(self, data: bytes) -> None:
        self.received += data

    async def drain(self) -> None:
        await asyncio.sleep(0)

    def close(self) -> None:
        self.closed = True


class FakeProcess:
    """A container or a command. ignores: signals that do not end it."""

    def __init__(self, number: int, spec: ContainerSpec, output: OutputSink, ignores: frozenset[int]) -> None:
        self.id = f"id-{number}"
        self.image_id = f"{spec.image}@sha256:0"
        self.spec = spec
        self.output = output
        self.stdin = FakeInput()
        self.signals: list[int] = []
        self.sizes: list[tuple[int, int]] = []
        self._ignores = ignores
        self._code: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def end(self, code: int) -> None:
        """It ends so."""
        if not self._code.done():
            self._code.set_result(code)

    async def wait(self) -> int:
        return await asyncio.shield(self._code)

    async def signal(self, number: int) -> None:
        self.signals.append(number)
        if number not in self._ignores:
            self.end(128 + number)

    def resize(self, columns: int, rows: int) -> None:
        self.sizes.append((columns, rows))

    def kill(self) -> None:
        self.end(137)


class FakeSandbox:
    """Surroundings that stand until they are closed."""

    def __init__(self, runtime: FakeRuntime, spec: SandboxSpec) -> None:
        self.spec = spec
        self.closed = False
        self._runtime = runtime

    async def start(self, spec: ContainerSpec, output: OutputSink) -> FakeProcess:
        await asyncio.sleep(0)
        if self._runtime.surprise is not None:
            raise self._runtime.surprise
        if spec.image in self._runtime.missing_images:
            raise ImagePullFailed("ErrImagePull", f"there is no image {spec.image}")
        if spec.name in self._runtime.broken:
            raise ContainerStartFailed("exec: no such file")
        process = FakeProcess(len(self._runtime.started), spec, output, self._runtime.ignored_signals)
        self._runtime.started.append(process)
        return process

    async def exec(
        self,
        container: object,
        command: Sequence[str],
        output: OutputSink,
        environment: Mapping[str, str],
        stdin: bool,
        tty: bool,
    ) -> FakeProcess:
        assert isinstance(container, FakeProcess)
        if command and command[0] == "missing":
            raise ContainerStartFailed('exec: "missing": not found')
        process = FakeProcess(1000 + len(self._runtime.commands), container.spec, output, frozenset())
        self._runtime.commands.append((tuple(command), process))
        if self._runtime.exit_code is not None:
            output("stdout", self._runtime.exec_output)
            process.end(self._runtime.exit_code)
        return process

    async def connect(self, port: int) -> Streams:
        if port not in self._runtime.ports:
            raise ConnectionRefusedError(111, "Connection refused")
        return await asyncio.open_connection("127.0.0.1", self._runtime.ports[port])

    async def close(self) -> None:
        self.closed = True
        for process in self._runtime.started:
            process.end(137)


class FakeRuntime:
    """Makes such sandboxes.

    Attributes:
        started, commands: what was started.
        ports: the loopback port behind a port of a pod.
        exit_code: how commands end; ``None`` leaves them running.
    """

    name = "fake"

    def __init__(self) -> None:
        self.sandboxes: list[FakeSandbox] = []
        self.started: list[FakeProcess] = []
        self.commands: list[tuple[tuple[str, ...], FakeProcess]] = []
        self.cleaned: list[Path] = []
        self.missing_images: set[str] = set()
        self.broken: set[str] = set()
        self.refused = ""
        self.surprise: Exception | None = None
        self.error: OSError | None = None
        self.ports: dict[int, int] = {}
        self.exit_code: int | None = 0
        self.exec_output = b""
        self.ignored_signals: frozenset[int] = frozenset()

    def named(self, name: str) -> list[FakeProcess]:
        """Every run of a container."""
        return [each for each in self.started if each.spec.name == name]

    async def open_sandbox(self, spec: SandboxSpec) -> FakeSandbox:
        if self.error is not None:
            raise self.error
        if self.refused:
            raise SandboxFailed(self.refused)
        sandbox = FakeSandbox(self, spec)
        self.sandboxes.append(sandbox)
        return sandbox

    async def clean_up(self, folder: Path) -> None:
        self.cleaned.append(folder)
