"""HTTP CONNECT over a Unix socket, as a server: who answers it is a network (RFC 9110, 9.3.6)."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from aksess.cluster.connections import Connections

# Octets of a request's head, and of a piece that is passed on.
LONGEST_HEAD: Final = 16 * 1024
CHUNK: Final = 64 * 1024
# Seconds in which the head has to be there.
PATIENCE: Final = 10.0

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Dial = Callable[[str, int], Awaitable[Streams]]


class NoRoute(Exception):
    """Nothing answers at that address; the text says why."""


class ConnectServer:
    """Serves CONNECT at a Unix socket. dial: opens the other side; raises NoRoute or OSError."""

    def __init__(self, socket: Path, dial: Dial) -> None:
        self._socket = socket
        self._dial = dial
        self._server: asyncio.Server | None = None
        self._connections = Connections()

    async def start(self) -> None:
        """Listen. A socket that a killed process left is replaced. Raises OSError."""
        self._socket.unlink(missing_ok=True)
        accept = partial(self._connections.accept, serve=self._serve)
        self._server = await asyncio.start_unix_server(accept, self._socket)
        os.chmod(self._socket, 0o600)

    async def stop(self) -> None:
        """Close the socket and every connection through it."""
        if self._server is not None:
            self._server.close()
        await self._connections.close()
        self._socket.unlink(missing_ok=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                head = await reader.readuntil(b"\r\n\r\n")
            host, port = target(head)
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError, ValueError) as error:
            await _refuse(writer, 400, f"expected CONNECT host:port: {error}")
            return
        try:
            far_reader, far_writer = await self._dial(host, port)
        except (NoRoute, OSError) as error:
            await _refuse(writer, 502, f"{host}:{port}: {error}")
            return
        try:
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await splice((reader, writer), (far_reader, far_writer))
        finally:
            far_writer.close()


async def connect(socket: Path, host: str, port: int) -> Streams:
    """A connection to ``host:port`` through a server at a Unix socket. Raises NoRoute, OSError."""
    reader, writer = await asyncio.open_unix_connection(socket)
    authority = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    writer.write(f"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n\r\n".encode())
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as error:
        writer.close()
        raise NoRoute(f"{socket.name} ended the connection") from error
    status, _, why = head.partition(b"\r\n")[0].removeprefix(b"HTTP/1.1 ").partition(b" ")
    if status != b"200":
        writer.close()
        raise NoRoute(why.decode(errors="replace"))
    return reader, writer


def target(head: bytes) -> tuple[str, int]:
    """Host and port of a CONNECT request's head. Raises ValueError."""
    method, _, rest = head.partition(b"\r\n")[0].decode("latin-1").partition(" ")
    authority, _, version = rest.partition(" ")
    host, colon, port = authority.rpartition(":")
    if method != "CONNECT" or not version.startswith("HTTP/1.") or not colon or not port.isdecimal():
        raise ValueError(f"found {head[:60]!r}")
    return host.strip("[]"), int(port)


async def splice(near: Streams, far: Streams) -> None:
    """Pass what either side says to the other until both have ended; each end is passed on."""
    async with asyncio.TaskGroup() as both:
        both.create_task(_pump(near[0], far[1]))
        both.create_task(_pump(far[0], near[1]))


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(CHUNK):
            writer.write(data)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()
        else:
            writer.close()
    except OSError:
        writer.transport.abort()


async def _refuse(writer: asyncio.StreamWriter, status: int, why: str) -> None:
    line = " ".join(why.encode("ascii", "replace").decode().split())
    writer.write(f"HTTP/1.1 {status} {line}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
    with suppress(OSError):
        await writer.drain()
