"""Containers in Linux user namespaces, without root: programs of this machine with a mount, process and network
namespace.

bubblewrap makes each container (bwrap(1)), the gateway (``pods.network.gateway``) the pod's network.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aksess.pods.environment import java_trusting, trusting
from aksess.pods.network.gateway import NAME_SERVER
from aksess.pods.runtime import (
    Container,
    ContainerSpec,
    ContainerStartFailed,
    ExecProcess,
    MountSpec,
    OutputSink,
    SandboxSpec,
    Streams,
)
from aksess.pods.runtimes.gateway_process import GatewayProcess, tool
from aksess.pods.runtimes.process import ProgramContainer, clean_up, record
from aksess.pods.runtimes.program import ExecutedProgram, Launch, Program
from aksess.pods.runtimes.root_file_system import TRUST, arguments
from aksess.pods.runtimes.surroundings import Surroundings, base_environment
from aksess.pods.trust import Trust

# Seconds between two looks whether a container's program has begun.
LOOK: Final = 0.002


@dataclass(frozen=True, slots=True)
class NamespacedContainer(ProgramContainer):
    """A container in namespaces of its own, below bubblewrap. main: the number of its main process on this machine."""

    main: int

    async def signal(self, number: int) -> None:
        """Send its main process a signal."""
        if not self.program.has_ended:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.main, number)


class NamespacedSandbox:
    """A pod with a network namespace. pause: a process in it."""

    def __init__(self, spec: SandboxSpec, around: Surroundings, gateway: GatewayProcess, pause: int) -> None:
        self._spec = spec
        self._around = around
        self._gateway = gateway
        self._pause = pause
        self._containers: list[NamespacedContainer] = []

    async def start(self, spec: ContainerSpec, output: OutputSink) -> Container:
        """Start a container. Raises ImagePullFailed, ContainerStartFailed."""
        image = self._around.images.find(spec.image)
        words = image.words(spec)
        environment = self._environment(spec)
        folder = Path(spec.working_directory or "/")
        _check_program(words[0], environment, spec.mounts)
        reader, writer = os.pipe()
        try:
            program = await Program.start(
                Launch(
                    [*self._bubblewrap(spec, writer, folder), "--", *words],
                    environment,
                    Path("/"),
                    stdin=spec.stdin,
                    tty=spec.tty,
                    pass_fds=(writer,),
                ),
                output,
            )
        except BaseException:
            os.close(reader)
            raise
        finally:
            os.close(writer)
        record(self._spec.folder, program.pid)
        main = await asyncio.to_thread(_main_process, reader)
        if main == 0:
            code = await program.wait()
            raise ContainerStartFailed(f"the container did not start (bubblewrap ended with {code}); its log says why")
        await _began(main)
        container = NamespacedContainer(
            f"{self._spec.uid}-{spec.name}-{program.pid}", image.id, program, environment, folder, spec.stdin, main
        )
        self._containers.append(container)
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
        spaces = ("--user", "--mount", "--net", "--pid", "--uts", "--ipc", "--preserve-credentials")
        words = [
            tool("nsenter"),
            "--target",
            str(beside.main),
            *spaces,
            f"--wdns={beside.working_directory}",
            *command,
        ]
        launch = Launch(words, {**beside.environment, **environment}, Path("/"), stdin=stdin, tty=tty)
        return ExecutedProgram(await Program.start(launch, output))

    async def connect(self, port: int) -> Streams:
        """Connect to a port that one of the containers listens on. Raises OSError."""
        return await self._gateway.connect(self._spec.pod_ip, port)

    async def close(self) -> None:
        """End what still runs and take the network away."""
        for container in self._containers:
            await container.signal(signal.SIGKILL)
            container.program.kill_group()
        await asyncio.gather(*(container.wait() for container in self._containers))
        self._containers.clear()
        await self._gateway.remove(self._spec.pod_ip)

    def _bubblewrap(self, spec: ContainerSpec, info: int, folder: Path) -> list[str]:
        return [
            *namespaces(self._pause, self._spec.hostname, spec.user or 0, spec.group or 0), "--as-pid-1",
            *arguments(self._spec, spec, self._around.trust, self._around.folders, self._around.hidden, NAME_SERVER),
            "--chdir", str(folder), "--info-fd", str(info),
        ]  # fmt: skip

    def _environment(self, spec: ContainerSpec) -> dict[str, str]:
        return {
            **base_environment(self._around.own, "/root" if not spec.user else "/home"),
            **trusted_variables(self._around.trust),
            "HOSTNAME": self._spec.hostname,
            **spec.environment,
        }


class UserNamespaceRuntime:
    """Runs containers in user namespaces. folder: for the gateway's sockets."""

    name = "user-namespace"

    def __init__(self, around: Surroundings, folder: Path) -> None:
        self._around = around
        self._gateway = GatewayProcess(folder, around)

    async def open_sandbox(self, spec: SandboxSpec) -> NamespacedSandbox:
        """Make a pod's surroundings. Raises SandboxFailed."""
        pause = await self._gateway.add(spec.pod_ip, spec.listener_port)
        return NamespacedSandbox(spec, self._around, self._gateway, pause)

    async def clean_up(self, folder: Path) -> None:
        """End what an earlier process of the node left running in that pod's folder."""
        clean_up(folder)

    async def close(self) -> None:
        """End the gateway."""
        await self._gateway.close()


def namespaces(pause: int, hostname: str, user: int, group: int) -> list[str]:
    """Return the start of a command that runs bubblewrap in a pod's network, with namespaces of the container's own.

    Args:
        pause: a process in the pod's network.
        hostname: the pod's.
        user: of the program.
        group: of the program.
    """
    return [
        tool("nsenter"), "--target", str(pause), "--user", "--net", "--preserve-credentials",
        tool("bwrap"), "--die-with-parent", "--unshare-user", "--uid", str(user), "--gid", str(group),
        "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--hostname", hostname,
    ]  # fmt: skip


def trusted_variables(trust: Trust) -> dict[str, str]:
    """Return the variables by which programs in the container find the local Azure's certificate."""
    folder = Path(TRUST)
    return {
        **trusting(folder / trust.bundle.name, folder / trust.node.name),
        "JAVA_TOOL_OPTIONS": " ".join(java_trusting(folder / trust.java.name)),
    }


async def _began(main: int) -> None:
    """Wait until bubblewrap has made the file system and the container's program runs, or has ended already."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        while Path(f"/proc/{main}/comm").read_text() == "bwrap\n":
            if Path(f"/proc/{main}/stat").read_text().rpartition(")")[2].split()[0] in "ZX":
                return
            await asyncio.sleep(LOOK)


def _check_program(word: str, environment: Mapping[str, str], mounts: Sequence[MountSpec]) -> None:
    # In the words of runc, which the kubelet's event repeats.
    if "/" not in word and shutil.which(word, path=environment.get("PATH", "")) is None:
        raise ContainerStartFailed(f'exec: "{word}": executable file not found in $PATH')
    if "/" in word and not os.path.exists(word) and not any(word.startswith(each.target) for each in mounts):
        raise ContainerStartFailed(f'exec: "{word}": stat {word}: no such file or directory')


def _main_process(descriptor: int) -> int:
    with os.fdopen(descriptor) as info:
        text = info.read()
    try:
        return int(json.loads(text)["child-pid"])
    except (ValueError, KeyError):
        return 0
