"""What runs containers, as the node sees it. The shape follows the CRI: a sandbox for a pod, containers inside it.

    Sandbox = await runtime.open_sandbox(SandboxSpec)
    Container = await sandbox.start(ContainerSpec, output)
    code = await container.wait()

Every runtime behaves alike towards the node: images are looked up when a container starts, standard output goes to
the sink that the node hands in, and a connection to a port of the pod is a pair of streams.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

# Called with "stdout" or "stderr" and the bytes as they come; an empty piece says that the stream has ended. Where it
# returns a future, the next piece waits for it: a slow reader slows the program down.
OutputSink = Callable[[str, bytes], asyncio.Future[None] | None]
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class SandboxFailed(Exception):
    """A pod's surroundings cannot be made. The text is for the event."""


class ImagePullFailed(Exception):
    """No runtime of this machine has that image. reason: ``ErrImagePull``, ``InvalidImageName``, …"""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


class ContainerStartFailed(Exception):
    """The program of a container does not start. The text is for the event."""


@dataclass(frozen=True, slots=True)
class DnsConfig:
    """The pod's resolver, apart from the name server, which is the runtime's. options: ``ndots:5``, ``use-vc``."""

    searches: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HostAlias:
    """A line of the pod's hosts file."""

    ip: str
    hostnames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SandboxSpec:
    """A pod's surroundings.

    Attributes:
        folder: the pod's own folder; the node makes and removes it.
        listener_port: of the pod's own proxy listener of the local Azure, on loopback; 0 for none.
        pod_ip: the pod's address in the cluster, which no interface of this machine has.
    """

    namespace: str
    name: str
    uid: str
    hostname: str
    folder: Path
    dns: DnsConfig = DnsConfig()
    hosts: tuple[HostAlias, ...] = ()
    listener_port: int = 0
    pod_ip: str = ""


@dataclass(frozen=True, slots=True)
class MountSpec:
    """A file or folder of this machine in a container. sub_path: below source."""

    source: Path
    target: str
    read_only: bool = False
    sub_path: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """0 means no limit. cpu_milli: thousandths of a processor."""

    memory_bytes: int = 0
    cpu_milli: int = 0


@dataclass(frozen=True, slots=True)
class ContainerSpec:
    """A container. command, args: empty for the image's own; termination_log: a file, mounted where the pod says."""

    name: str
    image: str
    command: tuple[str, ...]
    args: tuple[str, ...]
    environment: Mapping[str, str]
    working_directory: str
    mounts: tuple[MountSpec, ...]
    termination_log: MountSpec
    user: int | None = None
    group: int | None = None
    stdin: bool = False
    tty: bool = False
    read_only_root: bool = False
    limits: Limits = field(default_factory=Limits)


class ByteSink(Protocol):
    """Where a program's standard input is written."""

    def write(self, data: bytes) -> None:
        """Queue bytes."""
        ...

    async def drain(self) -> None:
        """Wait until the program has read enough."""
        ...

    def close(self) -> None:
        """End of input."""
        ...


class ExecProcess(Protocol):
    """A program that runs in a container beside the container's own."""

    @property
    def stdin(self) -> ByteSink:
        """Its standard input."""
        ...

    async def wait(self) -> int:
        """Its exit code, after all its output was passed on."""
        ...

    def resize(self, columns: int, rows: int) -> None:
        """Tell its terminal a new size."""
        ...

    def kill(self) -> None:
        """End it at once."""
        ...


class Container(Protocol):
    """A container that was started."""

    @property
    def id(self) -> str:
        """Its identity with the runtime, without the ``podman://`` in front."""
        ...

    @property
    def image_id(self) -> str:
        """What the image turned out to be."""
        ...

    @property
    def stdin(self) -> ByteSink | None:
        """Its standard input, where the pod asks for one."""
        ...

    async def wait(self) -> int:
        """Its exit code, 128 + n where signal n ended it, after all its output was passed on."""
        ...

    async def signal(self, number: int) -> None:
        """Send its main process a signal."""
        ...

    def resize(self, columns: int, rows: int) -> None:
        """Tell its terminal a new size."""
        ...


class Sandbox(Protocol):
    """A pod's surroundings, while they stand."""

    async def start(self, spec: ContainerSpec, output: OutputSink) -> Container:
        """Start a container. Raises ImagePullFailed, ContainerStartFailed."""
        ...

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
        ...

    async def connect(self, port: int) -> Streams:
        """A connection to a port that one of the containers listens on. Raises OSError."""
        ...

    async def close(self) -> None:
        """End what still runs and take the surroundings down."""
        ...


# Opens a connection to a host and port. Raises OSError.
Dial = Callable[[str, int], Awaitable[Streams]]
# A name of the cluster to its addresses, and the ports at which they answer; both empty for an unknown name.
Lookup = Callable[[str], tuple[Sequence[str], Sequence[int]]]


class Runtime(Protocol):
    """A way to run containers on this machine. name: ``podman``, ``user-namespace``, ``process``."""

    @property
    def name(self) -> str:
        """Which one it is."""
        ...

    async def open_sandbox(self, spec: SandboxSpec) -> Sandbox:
        """Make a pod's surroundings. Raises SandboxFailed."""
        ...

    async def clean_up(self, folder: Path) -> None:
        """End what an earlier process of the node left running in that pod's folder; nothing may be left after it."""
        ...
