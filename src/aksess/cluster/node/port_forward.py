"""port-forward: pairs of SPDY streams, each a connection to a port of the pod.

kubernetes/kubernetes, k8s.io/streaming portforward: a connection has an error stream and a data stream, which name
the port and the request in their headers. An error is written to the error stream.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final, Protocol, assert_never

from aksess.cluster.node.spdy import Ping, SpdyReader, SpdyWriter, StreamData, StreamOpened, StreamReset, WrongFrame
from aksess.pods.runtime import Streams

PROTOCOL: Final = "portforward.k8s.io"
CHUNK: Final = 32 * 1024


class ByteConnection(Protocol):
    """The carrier of the frames: the messages of a WebSocket, or an upgraded connection."""

    async def receive(self) -> bytes | None:
        """The next bytes; nothing at the end."""
        ...

    def send(self, message: bytes) -> None:
        """Queue bytes."""
        ...

    async def drain(self) -> None:
        """Wait until the client has read enough."""
        ...


Connect = Callable[[int], Awaitable[Streams]]


@dataclass(slots=True)
class _Pair:
    """The two streams of one connection to a port."""

    port: int
    error: int = 0
    data: int = 0
    incoming: asyncio.Queue[bytes] = field(default_factory=lambda: asyncio.Queue(256))
    task: asyncio.Task[None] | None = None


class PortForward:
    """One port-forward. connect: opens a port of the pod. name: of the pod, for messages."""

    def __init__(self, connection: ByteConnection, connect: Connect, name: str) -> None:
        self._connection = connection
        self._connect = connect
        self._name = name
        self._reader, self._writer = SpdyReader(), SpdyWriter()
        self._pairs: dict[str, _Pair] = {}
        self._by_stream: dict[int, _Pair] = {}

    async def run(self) -> None:
        """Serve until the client disconnects."""
        try:
            while (data := await self._connection.receive()) is not None:
                for event in self._reader.feed(data):
                    await self._take(event)
                await self._connection.drain()
        except WrongFrame:
            return
        finally:
            tasks = [pair.task for pair in self._pairs.values() if pair.task is not None]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _take(self, event: StreamOpened | StreamData | StreamReset | Ping) -> None:
        match event:
            case StreamOpened():
                self._open(event)
            case StreamData(stream, data, ended):
                await self._data(stream, data, ended)
            case StreamReset(stream):
                pair = self._by_stream.pop(stream, None)
                if pair is not None and pair.task is not None:
                    pair.task.cancel()
            case Ping(number):
                self._connection.send(self._writer.pong(number))
            case unreachable:
                assert_never(unreachable)

    def _open(self, opened: StreamOpened) -> None:
        port, kind = opened.headers.get("port", ""), opened.headers.get("streamtype", "")
        if not port.isdecimal() or not 0 < int(port) < 65536 or kind not in ("error", "data"):
            self._connection.send(self._writer.reset(opened.stream))
            return
        request = opened.headers.get("requestid") or port
        pair = self._pairs.setdefault(request, _Pair(int(port)))
        self._by_stream[opened.stream] = pair
        if kind == "error":
            pair.error = opened.stream
        else:
            pair.data = opened.stream
        self._connection.send(self._writer.reply(opened.stream))
        if pair.error and pair.data and pair.task is None:
            pair.task = asyncio.get_running_loop().create_task(self._forward(request, pair))

    async def _data(self, stream: int, data: bytes, ended: bool) -> None:
        pair = self._by_stream.get(stream)
        if pair is None or stream != pair.data:
            return
        if data:
            await pair.incoming.put(data)
        if ended:
            await pair.incoming.put(b"")

    async def _forward(self, request: str, pair: _Pair) -> None:
        try:
            reader, writer = await self._connect(pair.port)
        except OSError as error:
            said = f"error forwarding port {pair.port} to pod {self._name}: {error}"
            self._connection.send(self._writer.data(pair.error, said.encode()))
            self._end(request, pair)
            return
        sending = asyncio.get_running_loop().create_task(_write(pair.incoming, writer))
        try:
            with suppress(OSError):
                while data := await reader.read(CHUNK):
                    self._connection.send(self._writer.data(pair.data, data))
                    await self._connection.drain()
        finally:
            sending.cancel()
            writer.close()
            self._end(request, pair)

    def _end(self, request: str, pair: _Pair) -> None:
        self._connection.send(self._writer.data(pair.error, b"", ended=True))
        self._connection.send(self._writer.data(pair.data, b"", ended=True))
        self._pairs.pop(request, None)
        for stream in (pair.error, pair.data):
            self._by_stream.pop(stream, None)


async def _write(incoming: asyncio.Queue[bytes], writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await incoming.get():
            writer.write(data)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()
