"""A client of the kubelet's API over a socket pair: plain requests, WebSocket, and an upgraded connection."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, BytesMessage, CloseConnection, Event, RejectConnection, RejectData, Request

from aksess.cluster.node.kubelet_request import Handler, serve_kubelet

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def connected(handler: Handler) -> AsyncIterator[Streams]:
    """A connection whose other side is served."""
    near, far = socket.socketpair()
    reader, writer = await asyncio.open_connection(sock=near)
    serving = asyncio.ensure_future(serve_kubelet(*await asyncio.open_connection(sock=far), handler))
    try:
        yield reader, writer
    finally:
        writer.close()
        await serving


async def answer_of(handler: Handler, target: str) -> tuple[int, str]:
    """Status and text of the answer to a GET."""
    async with connected(handler) as (reader, writer):
        writer.write(f"GET {target} HTTP/1.1\r\nHost: node-1\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        return int(head.split(b" ")[1]), await _body(head, reader)


async def _body(head: bytes, reader: asyncio.StreamReader) -> str:
    fields = {line.partition(b":")[0].lower(): line.partition(b":")[2].strip() for line in head.split(b"\r\n")[1:]}
    if b"content-length" in fields:
        return (await reader.readexactly(int(fields[b"content-length"]))).decode()
    text = b""
    while size := int(await reader.readline(), 16):
        text += (await reader.readexactly(size + 2))[:-2]
    return text.decode()


class WebSocketClient:
    """A WebSocket that a test speaks."""

    def __init__(self, streams: Streams) -> None:
        self._reader, self._writer = streams
        self._connection = WSConnection(ConnectionType.CLIENT)
        self._events: list[Event] = []

    async def open(self, target: str, *subprotocols: str) -> str:
        """Ask for it; the subprotocol that the server chose, or the text of its refusal."""
        self._send(Request(host="node-1", target=target, subprotocols=list(subprotocols)))
        event = await self._next(AcceptConnection, RejectConnection)
        if isinstance(event, AcceptConnection):
            return event.subprotocol or ""
        refused = await self._next(RejectData)
        return bytes(refused.data).decode() if isinstance(refused, RejectData) else ""

    def send(self, message: bytes) -> None:
        """Send a message."""
        self._send(BytesMessage(message))

    def close(self) -> None:
        """Say that it is over."""
        self._send(CloseConnection(code=1000))

    async def receive(self) -> bytes | None:
        """The next message; nothing where the server closes."""
        event = await self._next(BytesMessage, CloseConnection)
        return bytes(event.data) if isinstance(event, BytesMessage) else None

    async def receive_all(self) -> list[bytes]:
        """Every message until the server closes."""
        found = []
        while (message := await self.receive()) is not None:
            found.append(message)
        return found

    def _send(self, event: Event) -> None:
        self._writer.write(self._connection.send(event))

    async def _next(self, *kinds: type[Event]) -> Event:
        while True:
            while self._events:
                event = self._events.pop(0)
                if isinstance(event, kinds):
                    return event
            data = await self._reader.read(65536)
            self._connection.receive_data(data or None)
            self._events.extend(self._connection.events())
