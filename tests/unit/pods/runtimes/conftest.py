"""A pod for each runtime of programs: one behaviour, tested once."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from aksess.cloud.edge.certificates import certificates
from aksess.pods.images import Images
from aksess.pods.runtime import Container, ContainerSpec, DnsConfig, HostAlias, MountSpec, Sandbox, SandboxSpec
from aksess.pods.runtimes.gateway_process import unavailable
from aksess.pods.runtimes.process import ProcessRuntime
from aksess.pods.runtimes.surroundings import Surroundings
from aksess.pods.runtimes.user_namespace import UserNamespaceRuntime
from aksess.pods.trust import trust

IP = "10.244.0.9"


@dataclass
class Output:
    """What a container wrote."""

    pieces: dict[str, list[bytes]] = field(default_factory=lambda: {"stdout": [], "stderr": []})
    ended: set[str] = field(default_factory=set)

    def __call__(self, stream: str, piece: bytes) -> None:
        if piece:
            self.pieces[stream].append(piece)
        else:
            self.ended.add(stream)

    def text(self, stream: str = "stdout") -> str:
        """Everything on one stream."""
        return b"".join(self.pieces[stream]).decode()


@dataclass
class Pod:
    """A pod that runs shell scripts. folder: its own; listener: the port of its proxy listener, 0 for none."""

    sandbox: Sandbox
    folder: Path

    async def start(self, script: str, output: Output, environment: Mapping[str, str] | None = None) -> Container:
        """Start a container of the image ``shell``; a mount is at /var/run/secrets/tokens."""
        (self.folder / "termination").write_text("")
        (self.folder / "tokens").mkdir(exist_ok=True)
        (self.folder / "tokens" / "token").write_text("the token")
        return await self.sandbox.start(
            ContainerSpec(
                name="main",
                image="shell",
                command=(),
                args=(script,),
                environment=dict(environment or {}),
                working_directory="",
                mounts=(MountSpec(self.folder / "tokens", "/var/run/secrets/tokens", read_only=True),),
                termination_log=MountSpec(self.folder / "termination", "/dev/termination-log"),
            ),
            output,
        )

    async def run(self, script: str, environment: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Run a script to its end; its exit code and what it wrote."""
        output = Output()
        container = await self.start(script, output, environment)
        code = await container.wait()
        return code, output.text() + output.text("stderr")


@asynccontextmanager
async def open_pod(name: str, root: Path, listener: int = 0) -> AsyncIterator[Pod]:
    """A pod of a runtime."""
    files = trust(certificates(root / "ca", ["*.vault.azure.net"], 1_760_000_000.0).root, {})
    images = Images({"shell": ("sh", "-c"), "python": (sys.executable, "-c")})
    around = Surroundings(images, files, os.environ)
    runtime = ProcessRuntime(around) if name == "process" else UserNamespaceRuntime(around, root)
    folder = root / "pod"
    folder.mkdir()
    aliases = (HostAlias(IP, ("the-host",)), HostAlias("192.0.2.1", ("alias.test",)))
    dns = DnsConfig(("widemo.svc.cluster.local",), ("ndots:2",))
    sandbox = await runtime.open_sandbox(
        SandboxSpec("widemo", "pod", "uid", "the-host", folder, dns, aliases, listener, IP)
    )
    try:
        yield Pod(sandbox, folder)
    finally:
        await sandbox.close()
        closing = getattr(runtime, "close", None)
        if closing is not None:
            await closing()


@pytest.fixture(params=["process", "user-namespace"])
def runtime(request: pytest.FixtureRequest) -> str:
    """The name of a runtime that works here."""
    name: str = request.param
    if name == "user-namespace" and (why := asyncio.run(unavailable())):
        pytest.skip(f"no user namespaces here: {why}")
    return name
