"""A door: one loopback port that speaks HTTP proxy (CONNECT and plain), for one caller.

By the door the edge knows who is calling, as a network knows an address. A connection leads to a service in this
process, to a cluster's API server, or out.
"""

from __future__ import annotations

import asyncio
import resource
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import cast

from aksess.cloud.cloud import Cloud
from aksess.cloud.edge.dial import Goal, Refused, dial
from aksess.cloud.edge.head import Asked, Unclear, begins_well, read_head
from aksess.cloud.edge.route import ApiServer, Local, Nowhere, Out, Upstream, Way, way_to
from aksess.cloud.edge.sides import Line, Side
from aksess.cloud.resources.origin import Origin
from aksess.processes import Process

MAX_HEAD = 64 * 1024
# A piece shorter than this may be the head of a request whose body waits.
SMALL = 16 * 1024
# Descriptors that are kept free, for files and for the one that a connection may still need behind its door.
KEPT = 48
# Linux alone has it.
QUICK_ACK: int | None = getattr(socket, "TCP_QUICKACK", None)
_NO_REQUEST = "This is a door of aksess: an HTTP proxy. The request is not one that a proxy understands"


@dataclass(slots=True)
class Door:
    """Who comes through here: which cloud they see, and as whom.

    port is known once it is open. owner: the process for which it was opened and with which it ends.
    """

    cloud: Cloud
    origin: Origin
    upstream: Upstream = field(default_factory=Upstream)
    port: int = 0
    owner: Process | None = None
    server: asyncio.Server | None = None
    visitors: set[asyncio.Transport] = field(default_factory=set)

    def close(self) -> None:
        """Close the port and every connection through it."""
        if self.server is not None:
            self.server.close()
        for visitor in list(self.visitors):
            visitor.abort()


@dataclass(frozen=True, slots=True)
class Behind:
    """What lies behind every door: the local services, and the names they serve.

    serves: whether a host name is ours, asked with whether it is asked for over TLS. welcome: the services' side of a
    line from a door, over TLS or not.
    """

    serves: Callable[[str, bool], bool]
    welcome: Callable[[Door, Line, bool], Side]


class Visitor(asyncio.Protocol):
    """One connection at a door, and where it leads."""

    def __init__(self, door: Door, behind: Behind) -> None:
        self._door = door
        self._behind = behind
        self._head = bytearray()
        self._side: Side | None = None
        self._task: asyncio.Task[None] | None = None
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection."""
        # uvloop's transports have the methods of asyncio.Transport and not its class.
        self.transport = cast(asyncio.Transport, transport)
        self._door.visitors.add(self.transport)
        self._socket = socket.socket(fileno=transport.get_extra_info("socket").fileno())
        if self._socket.fileno() >= _most_descriptors() - KEPT // 2:
            # Who has not asked for anything yet is not told why: too many keep silent.
            self.transport.abort()

    def data_received(self, data: bytes) -> None:
        """First the head, then onward."""
        if self._side is not None:
            self._side.send(data)
            if len(data) < SMALL and self._side.waits:
                self._acknowledge()
            return
        self._head += data
        if self._task is None:
            self._listen()

    def _listen(self) -> None:
        self._head = self._head.lstrip(b"\r\n")
        most = _most_descriptors()
        if self._socket.fileno() >= most - KEPT:
            self._refuse(503, f"All of its {most} file descriptors are in use: close connections, or raise `ulimit -n`")
        elif (end := self._head.find(b"\r\n\r\n")) >= 0:
            head, rest = bytes(self._head[: end + 4]), bytes(self._head[end + 4 :])
            self._head.clear()
            self._lead(head, rest)
        elif self._head and not begins_well(self._head):
            # At once: whoever speaks TLS to a door would wait for ever for an answer to what it never ends.
            self._refuse(
                400, f"{_NO_REQUEST}: found {bytes(self._head[:16])!r}, wanted plain HTTP in lines that end in CRLF"
            )
        elif len(self._head) > MAX_HEAD:
            self._refuse(431, "The request head is longer than 64 KiB.")

    def connection_lost(self, exc: Exception | None) -> None:
        """Whoever is behind learns of it."""
        # The descriptor is the transport's to close.
        self._socket.detach()
        self._door.visitors.discard(self.transport)
        if self._task is not None and not self._task.done():
            self._task.cancel()
        if self._side is not None:
            self._side.close()

    def eof_received(self) -> bool:
        """Pass a half-close on, and stay while the other side still speaks: nobody closes what both have ended."""
        if self._side is None:
            return False
        self._side.end()
        return not self._side.ended

    def pause_writing(self) -> None:
        """The client reads slowly."""
        if self._side is not None:
            self._side.hold()

    def resume_writing(self) -> None:
        """The client reads again."""
        if self._side is not None:
            self._side.flow()

    def _acknowledge(self) -> None:
        # urllib3 leaves Nagle's algorithm on for connections to a proxy, so that every Python client would hold the
        # body of its request back until the kernel acknowledges the head, 40 ms later. The option does not last.
        # A connection that is being reset takes no options; what it said so far still counts.
        if QUICK_ACK is not None:
            with suppress(OSError):
                self._socket.setsockopt(socket.IPPROTO_TCP, QUICK_ACK, 1)

    def _lead(self, head: bytes, rest: bytes) -> None:
        try:
            asked = read_head(head)
        except Unclear as unclear:
            self._refuse(400, f"{_NO_REQUEST}: {unclear}")
            return
        way = self._way(asked)
        if isinstance(way, Nowhere):
            self._refuse(502, way.why)
            return
        first = rest if asked.tunnel else asked.onward(way) + rest
        if isinstance(way, Local):
            self._establish(asked)
            self._go_on(self._behind.welcome(self._door, self.transport, asked.tls), first)
        else:
            self.transport.pause_reading()
            self._task = asyncio.get_running_loop().create_task(self._lead_away(way, asked, first))

    async def _lead_away(self, way: ApiServer | Out, asked: Asked, first: bytes) -> None:
        try:
            far = await dial(way, Goal(asked.host, asked.port, asked.tunnel), self._door.cloud.administration.clusters)
        except Refused as refused:
            self._refuse(502, str(refused))
            return
        self._establish(asked)
        far.join(self.transport)
        self.transport.resume_reading()
        self._go_on(far, first)

    def _establish(self, asked: Asked) -> None:
        if asked.tunnel:
            # Before anything else: a far side that speaks first must not be heard before this.
            self.transport.write(b"HTTP/1.1 200 Connection established\r\n\r\n")

    def _go_on(self, side: Side, first: bytes) -> None:
        self._side = side
        side.send(first)

    def _way(self, asked: Asked) -> Way:
        if asked.here:
            return Local()
        return way_to(
            asked.host,
            asked.port,
            tls=asked.tls,
            serves=self._behind.serves,
            upstream=self._door.upstream,
        )

    def _refuse(self, status: int, why: str) -> None:
        said = f"aksess: {why}"
        body = f"{said}\n".encode()
        # Of an answer to CONNECT, Go, Python and Java show the reason phrase and throw the body away.
        first = f"HTTP/1.1 {status} ".encode() + said.encode("ascii", "replace")
        head = (
            f"\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        self.transport.write(first + head.encode() + body)
        self.transport.close()


def _most_descriptors() -> int:
    """How many there may be: the system gives the lowest number that is free."""
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
