"""One request of the kubelet's API, and the ways to answer it: whole, as a stream, or by giving the connection away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

import h11

CHUNK: Final = 64 * 1024
Headers = list[tuple[bytes, bytes]]


@dataclass(slots=True)
class Exchange:
    """A request whose head was read.

    Attributes:
        path: its parts, decoded.
        query: pairs, in order: a command has a pair for each of its words.
        taken: whether the connection belongs to somebody else now.
    """

    method: str
    target: str
    path: list[str]
    query: list[tuple[str, str]]
    headers: Headers
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    protocol: h11.Connection
    taken: bool = False

    def value(self, name: str) -> str:
        """The first value of a parameter, empty where there is none."""
        return next((value for key, value in self.query if key == name), "")

    def header(self, name: str) -> str:
        """The values of a header field, joined."""
        wanted = name.lower().encode()
        return ", ".join(value.decode("latin-1") for key, value in self.headers if key == wanted)

    @property
    def groups(self) -> list[str]:
        """The groups of the client's certificate; empty without TLS."""
        certificate = self.writer.get_extra_info("peercert") or {}
        fields = (field for part in certificate.get("subject", ()) for field in part)
        return [value for name, value in fields if name == "organizationName"]

    async def answer(self, status: int, text: str, kind: str = "text/plain") -> None:
        """Answer with a text."""
        body = text.encode()
        head = [("Content-Type", kind), ("Content-Length", str(len(body)))]
        sent = self.protocol.send(h11.Response(status_code=status, headers=head)) or b""
        sent += self.protocol.send(h11.Data(data=body)) or b""
        self.writer.write(sent + (self.protocol.send(h11.EndOfMessage()) or b""))
        await self.writer.drain()

    async def stream(self, pieces: AsyncIterator[bytes]) -> None:
        """Answer with pieces as they come, each sent at once."""
        head = [("Content-Type", "text/plain"), ("Transfer-Encoding", "chunked")]
        self.writer.write(self.protocol.send(h11.Response(status_code=200, headers=head)) or b"")
        async for piece in pieces:
            self.writer.write(self.protocol.send(h11.Data(data=piece)) or b"")
            await self.writer.drain()
        self.writer.write(self.protocol.send(h11.EndOfMessage()) or b"")
        await self.writer.drain()


Handler = Callable[[Exchange], Awaitable[None]]


async def serve_kubelet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, handler: Handler) -> None:
    """Serve the requests of one connection, until either side ends it."""
    protocol = h11.Connection(h11.SERVER)
    try:
        while (exchange := await _read(protocol, reader, writer)) is not None:
            await _handle(exchange, handler)
            if exchange.taken or protocol.our_state is not h11.DONE or protocol.their_state is not h11.DONE:
                return
            protocol.start_next_cycle()
    except (OSError, h11.RemoteProtocolError, h11.LocalProtocolError, asyncio.CancelledError):
        # Cancelled when the node stops: this is the whole task, and Python 3.11 reports a cancelled one as an error.
        return
    finally:
        with suppress(OSError):
            writer.close()


async def _handle(exchange: Exchange, handler: Handler) -> None:
    """Run the handler, and cancel it if the client disconnects meanwhile."""
    work = asyncio.ensure_future(handler(exchange))
    if exchange.header("upgrade"):
        await work
        return
    left = asyncio.ensure_future(exchange.reader.read(1))
    try:
        await asyncio.wait({work, left}, return_when=asyncio.FIRST_COMPLETED)
        if work.done():
            await work
    finally:
        for each in (work, left):
            each.cancel()
        await asyncio.gather(work, left, return_exceptions=True)


async def _read(
    protocol: h11.Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> Exchange | None:
    head: h11.Request | None = None
    while True:
        event = protocol.next_event()
        if event is h11.NEED_DATA:
            protocol.receive_data(await reader.read(CHUNK))
        elif isinstance(event, h11.Request):
            head = event
        elif (isinstance(event, h11.EndOfMessage) or event is h11.PAUSED) and head is not None:
            return _exchange(head, protocol, reader, writer)
        elif not isinstance(event, h11.Data):
            return None


def _exchange(
    head: h11.Request, protocol: h11.Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> Exchange:
    target = head.target.decode("latin-1")
    split = urlsplit(target)
    return Exchange(
        method=head.method.decode("ascii"),
        target=target,
        path=[unquote(part) for part in split.path.strip("/").split("/")],
        query=parse_qsl(split.query, keep_blank_values=True),
        headers=[(bytes(name), bytes(value)) for name, value in head.headers],
        reader=reader,
        writer=writer,
        protocol=protocol,
    )
