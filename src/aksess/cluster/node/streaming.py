"""exec, attach and port-forward of a pod, over WebSocket or SPDY/3.1.

The API server hands kubectl's WebSocket on to a node that declares ``ExtendWebSocketsToKubelet`` (KEP-4006). Before
Kubernetes 1.36, it translates to SPDY.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final

from aksess.cluster.node.channels import (
    ERROR,
    PROTOCOLS,
    RESIZE,
    STDERR,
    STDIN,
    STDOUT,
    Channels,
    ExecChannels,
    exit_status,
    failure_status,
)
from aksess.cluster.node.container_run import ContainerRun
from aksess.cluster.node.kubelet_request import Exchange
from aksess.cluster.node.pod_state import PodState
from aksess.cluster.node.port_forward import PROTOCOL, PortForward
from aksess.cluster.node.spdy_channels import PROTOCOL as SPDY_CHANNELS
from aksess.cluster.node.spdy_channels import SpdyChannels, StreamsMissing
from aksess.cluster.node.upgraded import Upgraded
from aksess.cluster.node.websocket import NotAWebSocket, WebSocket
from aksess.pods.runtime import ContainerStartFailed, ExecProcess

SPDY: Final = "SPDY/3.1"
TUNNEL: Final = f"{SPDY}+{PROTOCOL}"


@dataclass(frozen=True, slots=True)
class Streaming:
    """Serves the streams of one pod."""

    pod: PodState

    async def exec(self, exchange: Exchange, container: str) -> None:
        """Run a command in a container."""
        run = self.pod.runs.get(container)
        if run is None:
            await exchange.answer(404, f'container "{container}" of pod "{self.pod.key.name}" does not run')
            return
        channels = await _channels(exchange)
        if channels is None:
            return
        command = [value for name, value in exchange.query if name == "command"]
        stdin, tty = _flag(exchange, "input"), _flag(exchange, "tty")
        try:
            target = run.target
            process = await target.sandbox.exec(
                target.container, command, channels.output, target.variables, stdin, tty
            )
        except ContainerStartFailed as error:
            await channels.finish(failure_status(str(error)))
            return
        await _converse(channels, process, stdin)

    async def attach(self, exchange: Exchange, container: str) -> None:
        """Show what a container writes, from now on, and write to it."""
        run = self.pod.runs.get(container)
        if run is None:
            await exchange.answer(404, f'container "{container}" of pod "{self.pod.key.name}" does not run')
            return
        channels = await _channels(exchange)
        if channels is None:
            return

        def watch(stream: str, data: bytes) -> None:
            channels.output(stream, data)

        run.watchers.add(watch)
        try:
            await _watch_run(channels, run, _flag(exchange, "input"))
        finally:
            run.watchers.discard(watch)

    async def port_forward(self, exchange: Exchange) -> None:
        """Connect to ports of the pod."""
        sandbox = self.pod.sandbox
        if sandbox is None:
            await exchange.answer(404, f'pod "{self.pod.key.name}" does not run')
            return
        name = f"{self.pod.key.namespace}/{self.pod.key.name}"
        if exchange.header("upgrade").upper() == SPDY:
            upgraded = Upgraded.accept(exchange, SPDY, {"X-Stream-Protocol-Version": PROTOCOL})
            await PortForward(upgraded, sandbox.connect, name).run()
            return
        socket = await _accept(exchange, (TUNNEL,))
        if socket is not None:
            await PortForward(socket, sandbox.connect, name).run()
            await socket.close()


async def _converse(channels: ExecChannels, process: ExecProcess, stdin: bool) -> None:
    """Pass input on until the program has ended; a client that disconnects ends it."""
    reading = asyncio.ensure_future(channels.read_into(process.stdin if stdin else None, process.resize))
    waiting = asyncio.ensure_future(process.wait())
    try:
        await asyncio.wait({reading, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if waiting.done():
            await channels.finish(exit_status(waiting.result()))
    finally:
        process.kill()
        for each in (reading, waiting):
            each.cancel()
        await asyncio.gather(reading, waiting, return_exceptions=True)


async def _watch_run(channels: ExecChannels, run: ContainerRun, stdin: bool) -> None:
    container = run.target.container
    reading = asyncio.ensure_future(channels.read_into(container.stdin if stdin else None, container.resize))
    ending = asyncio.ensure_future(run.ended.wait())
    try:
        await asyncio.wait({reading, ending}, return_when=asyncio.FIRST_COMPLETED)
        if ending.done():
            await channels.finish(exit_status(0))
    finally:
        for each in (reading, ending):
            each.cancel()
        await asyncio.gather(reading, ending, return_exceptions=True)
        if stdin and container.stdin is not None and run.container.spec.get("stdinOnce"):
            container.stdin.close()


async def _channels(exchange: Exchange) -> ExecChannels | None:
    """Accept the request. Return nothing where it was refused."""
    if exchange.header("upgrade").upper() != SPDY:
        socket = await _accept(exchange, PROTOCOLS)
        return Channels(socket, _wanted(exchange)) if socket else None
    upgraded = Upgraded.accept(exchange, SPDY, {"X-Stream-Protocol-Version": SPDY_CHANNELS})
    asked = {"input": "stdin", "output": "stdout", "error": "stderr", "tty": "resize"}
    found = {stream for name, stream in asked.items() if _flag(exchange, name)}
    channels = SpdyChannels(upgraded, frozenset({"error", *found}))
    try:
        await channels.open()
    except StreamsMissing:
        await upgraded.close()
        return None
    return channels


async def _accept(exchange: Exchange, protocols: tuple[str, ...]) -> WebSocket | None:
    try:
        return await WebSocket.accept(exchange, protocols)
    except NotAWebSocket as error:
        await exchange.answer(400, f"this node streams over WebSocket or SPDY/3.1: {error}")
        return None


def _wanted(exchange: Exchange) -> frozenset[int]:
    asked = {"input": STDIN, "output": STDOUT, "error": STDERR, "tty": RESIZE}
    return frozenset({ERROR, *(channel for name, channel in asked.items() if _flag(exchange, name))})


def _flag(exchange: Exchange, name: str) -> bool:
    return exchange.value(name) in ("1", "true")
