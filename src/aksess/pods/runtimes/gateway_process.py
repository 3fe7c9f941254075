"""The gateway of one node as a process, and the tools of this machine that make user namespaces."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from aksess.pods.network.outside import Outside
from aksess.pods.runtime import SandboxFailed, Streams
from aksess.pods.runtimes.surroundings import Surroundings

TOOLS: Final = ("unshare", "nsenter", "bwrap", "ip")
_PATH: Final = f"{os.defpath}:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin"


def tool(name: str) -> str:
    """Return the path of a tool of this machine, whatever the user's PATH is."""
    return shutil.which(name, path=_PATH) or name


class GatewayProcess:
    """The gateway of one node, in another process. folder: for its sockets, kept short."""

    def __init__(self, folder: Path, around: Surroundings) -> None:
        self._control = str(folder / "gateway.sock")
        self._outside_path = str(folder / "outside.sock")
        self._outside = Outside(around.dial, around.lookup)
        self._process: asyncio.subprocess.Process | None = None
        self._server: asyncio.Server | None = None
        self._starting = asyncio.Lock()

    async def add(self, address: str, listener_port: int) -> int:
        """Make a pod's network and return the number of a process in it.

        Raises:
            SandboxFailed: this machine does not allow it.
        """
        async with self._starting:
            if self._process is None:
                await self._start()
        self._outside.listeners[address] = listener_port
        said, writer = await self._order({"add": address})
        writer.close()
        if "pid" not in said:
            raise SandboxFailed(f"the network of the pod cannot be made: {said.get('why', '')}")
        return int(said["pid"])

    async def remove(self, address: str) -> None:
        """Take a pod's network away."""
        self._outside.listeners.pop(address, None)
        with contextlib.suppress(OSError, ValueError):
            _, writer = await self._order({"remove": address})
            writer.close()

    async def connect(self, address: str, port: int) -> Streams:
        """Connect to a port of a pod. Raises OSError."""
        reader, writer = await asyncio.open_unix_connection(self._control)
        writer.write(json.dumps({"connect": address, "port": port}).encode() + b"\n")
        said = json.loads(await reader.readline() or b"{}")
        if not said.get("open"):
            writer.close()
            raise ConnectionRefusedError(f"connection refused: {address}:{port}")
        return reader, writer

    async def close(self) -> None:
        """End the gateway and every pod network."""
        if self._server is not None:
            self._server.close()
        if self._process is not None:
            if self._process.stdin is not None:
                self._process.stdin.close()
            await self._process.wait()
            self._process = None

    async def _start(self) -> None:
        for path in (self._control, self._outside_path):
            Path(path).unlink(missing_ok=True)
        self._server = await asyncio.start_unix_server(self._outside.serve, self._outside_path)
        words = [tool("unshare"), "--user", "--map-root-user", "--net", "--", sys.executable, "-P", "-m"]
        process = await asyncio.create_subprocess_exec(
            *words,
            "aksess.pods.network.gateway",
            self._control,
            self._outside_path,
            # It calls the same tools, whatever the user's PATH is.
            env={**os.environ, "PATH": _PATH},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        if process.stdout is None or await process.stdout.readline() != b"ready\n":
            why = (await process.stderr.read()).decode(errors="replace").strip() if process.stderr else ""
            raise SandboxFailed(f"user namespaces cannot be used here: {why.splitlines()[-1:]}")
        self._process = process

    async def _order(self, order: Mapping[str, object]) -> tuple[dict[str, Any], asyncio.StreamWriter]:
        reader, writer = await asyncio.open_unix_connection(self._control)
        writer.write(json.dumps(order).encode() + b"\n")
        said: dict[str, Any] = json.loads(await reader.readline() or b"{}")
        return said, writer


async def unavailable() -> str:
    """Return why user namespaces cannot be used here; empty if they can. It finds out by trying."""
    missing = [name for name in TOOLS if shutil.which(name, path=_PATH) is None]
    if missing:
        return f"{', '.join(missing)} not found"
    nested = [tool("bwrap"), "--unshare-user", "--ro-bind", "/", "/", "true"]
    process = await asyncio.create_subprocess_exec(
        *(tool("unshare"), "--user", "--map-root-user", "--net", "--", *nested),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await process.communicate()
    return said.decode(errors="replace").strip() if process.returncode else ""
