"""One HTTP/1.1 connection over TLS, as a client (RFC 9112). h11 reads and writes what is on it."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Final

import h11

CHUNK: Final = 64 * 1024


class Unanswered(Exception):
    """The connection ended before an answer."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, whole."""

    status: int
    body: bytes


class Connection:
    """A connection to a server, one request at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str) -> None:
        self._reader = reader
        self._writer = writer
        self._host = host
        self._protocol = h11.Connection(h11.CLIENT)

    @classmethod
    async def open(cls, host: str, port: int, name: str, context: ssl.SSLContext | None) -> Connection:
        """Connect. name: of the server, for TLS and for ``Host``. Raises OSError."""
        server = name if context else None
        reader, writer = await asyncio.open_connection(host, port, ssl=context, server_hostname=server)
        return cls(reader, writer, name)

    @property
    def reusable(self) -> bool:
        """Whether another request may follow the last one."""
        return self._protocol.our_state is h11.IDLE and self._protocol.their_state is h11.IDLE

    def close(self) -> None:
        """Close it at once."""
        self._writer.transport.abort()

    async def ask(self, method: str, target: str, head: Mapping[str, str], body: bytes) -> Reply:
        """One request and its answer. Raises Unanswered."""
        status = await self._begin(method, target, head, body)
        content = [part async for part in self._body()]
        if self._protocol.our_state is h11.DONE and self._protocol.their_state is h11.DONE:
            self._protocol.start_next_cycle()
        return Reply(status, b"".join(content))

    async def lines(self, target: str, head: Mapping[str, str]) -> AsyncIterator[bytes]:
        """The lines of an answer to GET, as they come. Raises Unanswered, and RefusedStream for another status."""
        status = await self._begin("GET", target, head, b"")
        rest = b""
        if status >= 300:
            refusal = b"".join([part async for part in self._body()])
            raise RefusedStream(Reply(status, refusal))
        async for part in self._body():
            *whole, rest = (rest + part).split(b"\n")
            for line in whole:
                if line:
                    yield line

    async def _begin(self, method: str, target: str, head: Mapping[str, str], body: bytes) -> int:
        headers = [("Host", self._host), *head.items()]
        if body or method in ("POST", "PUT", "PATCH"):
            headers.append(("Content-Length", str(len(body))))
        sent = self._protocol.send(h11.Request(method=method, target=target, headers=headers)) or b""
        if body:
            sent += self._protocol.send(h11.Data(data=body)) or b""
        try:
            self._writer.write(sent + (self._protocol.send(h11.EndOfMessage()) or b""))
            await self._writer.drain()
        except OSError as error:
            raise Unanswered(str(error)) from error
        while True:
            event = await self._event()
            if isinstance(event, h11.Response):
                return event.status_code

    async def _body(self) -> AsyncIterator[bytes]:
        while True:
            event = await self._event()
            if isinstance(event, h11.Data):
                yield bytes(event.data)
            elif isinstance(event, h11.EndOfMessage):
                return

    async def _event(self) -> h11.Event:
        try:
            while (event := self._protocol.next_event()) is h11.NEED_DATA:
                self._protocol.receive_data(await self._reader.read(CHUNK))
        except (OSError, h11.RemoteProtocolError) as error:
            raise Unanswered(str(error) or type(error).__name__) from error
        if isinstance(event, h11.ConnectionClosed) or event is h11.PAUSED:
            raise Unanswered("the connection was closed")
        if not isinstance(event, h11.Event):
            raise Unanswered("the connection has ended")
        return event


class RefusedStream(Exception):
    """A stream was asked for and refused. reply: the refusal."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(f"HTTP {reply.status}")
        self.reply = reply
