"""A proxy listener: one loopback port that serves an HTTP proxy (CONNECT and plain requests) to one client.

The listener tells the edge which client is calling, as an address does in a network. A connection leads to a service in
this process, to a cluster's API server, or to an external host.
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
from aksess.cloud.edge.byte_stream import ByteStream, Transport
from aksess.cloud.edge.dial import DialFailed, Target, dial
from aksess.cloud.edge.proxy_request import MalformedRequest, ProxyRequest, may_become_request, parse_head
from aksess.cloud.edge.proxy_route import ApiServer, Blocked, External, Local, ProxyRoute, UpstreamProxy, route_to
from aksess.cloud.resources.origin import Origin
from aksess.processes import Process

MAX_HEAD = 64 * 1024
# A read shorter than this may be the head of a request whose body the client still holds back.
SMALL = 16 * 1024
# Descriptors that stay free for files, and for the upstream connection that a client connection may need.
KEPT = 48
# Only Linux has this option.
QUICK_ACK: int | None = getattr(socket, "TCP_QUICKACK", None)
_NO_REQUEST = "This is a proxy listener of aksess. The request is not a valid request to an HTTP proxy"


@dataclass(slots=True)
class ProxyListener:
    """One client's listener: the cloud that the client sees, and its origin.

    port: known once it is open. owner: the process for which it was opened; the listener closes when that process ends.
    """

    cloud: Cloud
    origin: Origin
    upstream: UpstreamProxy = field(default_factory=UpstreamProxy)
    port: int = 0
    owner: Process | None = None
    server: asyncio.Server | None = None
    connections: set[asyncio.Transport] = field(default_factory=set)

    def close(self) -> None:
        """Close the port and every connection through it."""
        if self.server is not None:
            self.server.close()
        for connection in list(self.connections):
            connection.abort()


@dataclass(frozen=True, slots=True)
class Backends:
    """The backends of every listener: the local services, and the names that they serve.

    serves: whether a service has a host name, over TLS or plain. connect_service: connects a client's transport to the
    services, over TLS or plain.
    """

    serves: Callable[[str, bool], bool]
    connect_service: Callable[[ProxyListener, Transport, bool], ByteStream]


class ClientConnection(asyncio.Protocol):
    """One client's connection to a listener."""

    def __init__(self, listener: ProxyListener, backends: Backends) -> None:
        self._listener = listener
        self._backends = backends
        self._head = bytearray()
        self._stream: ByteStream | None = None
        self._task: asyncio.Task[None] | None = None
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection."""
        # uvloop's transports have the methods of asyncio.Transport and not its class.
        self.transport = cast(asyncio.Transport, transport)
        self._listener.connections.add(self.transport)
        self._socket = socket.socket(fileno=transport.get_extra_info("socket").fileno())
        if self._socket.fileno() >= _descriptor_limit() - KEPT // 2:
            # The client gets no reason, because it has not sent a request yet.
            self.transport.abort()

    def data_received(self, data: bytes) -> None:
        """Collect the head of the proxy request, then pass the bytes on."""
        if self._stream is not None:
            self._stream.send(data)
            if len(data) < SMALL and self._stream.needs_more:
                self._acknowledge()
            return
        self._head += data
        if self._task is None:
            self._listen()

    def _listen(self) -> None:
        self._head = self._head.lstrip(b"\r\n")
        most = _descriptor_limit()
        if self._socket.fileno() >= most - KEPT:
            self._refuse(503, f"All of its {most} file descriptors are in use: close connections, or raise `ulimit -n`")
        elif (end := self._head.find(b"\r\n\r\n")) >= 0:
            head, rest = bytes(self._head[: end + 4]), bytes(self._head[end + 4 :])
            self._head.clear()
            self._follow(head, rest)
        elif self._head and not may_become_request(self._head):
            # Refuse at once: a client that speaks TLS here would wait for ever, because its head never ends.
            self._refuse(
                400, f"{_NO_REQUEST}: found {bytes(self._head[:16])!r}, expected plain HTTP with lines that end in CRLF"
            )
        elif len(self._head) > MAX_HEAD:
            self._refuse(431, "The request head is longer than 64 KiB.")

    def connection_lost(self, exc: Exception | None) -> None:
        """Close the stream behind it."""
        # The transport closes the descriptor.
        self._socket.detach()
        self._listener.connections.discard(self.transport)
        if self._task is not None and not self._task.done():
            self._task.cancel()
        if self._stream is not None:
            self._stream.close()

    def eof_received(self) -> bool:
        """Pass a half-close on, and keep the connection while the other direction is open."""
        if self._stream is None:
            return False
        self._stream.end()
        return not self._stream.is_finished

    def pause_writing(self) -> None:
        """The client reads slowly: pause the stream."""
        if self._stream is not None:
            self._stream.pause()

    def resume_writing(self) -> None:
        """The client reads again: resume the stream."""
        if self._stream is not None:
            self._stream.resume()

    def _acknowledge(self) -> None:
        # urllib3 leaves Nagle's algorithm on for connections to a proxy, so that every Python client would hold the
        # body of its request back until the kernel acknowledges the head, 40 ms later. The option does not last.
        # A connection that is being reset takes no options; the bytes that it sent before still count.
        if QUICK_ACK is not None:
            with suppress(OSError):
                self._socket.setsockopt(socket.IPPROTO_TCP, QUICK_ACK, 1)

    def _follow(self, head: bytes, rest: bytes) -> None:
        try:
            request = parse_head(head)
        except MalformedRequest as malformed:
            self._refuse(400, f"{_NO_REQUEST}: {malformed}")
            return
        route = self._route(request)
        if isinstance(route, Blocked):
            self._refuse(502, route.why)
            return
        first = rest if request.tunnel else request.forwarded(route) + rest
        if isinstance(route, Local):
            self._establish(request)
            self._forward_to(self._backends.connect_service(self._listener, self.transport, request.tls), first)
        else:
            self.transport.pause_reading()
            self._task = asyncio.get_running_loop().create_task(self._connect_upstream(route, request, first))

    async def _connect_upstream(self, route: ApiServer | External, request: ProxyRequest, first: bytes) -> None:
        try:
            upstream_connection = await dial(
                route, Target(request.host, request.port, request.tunnel), self._listener.cloud.administration.clusters
            )
        except DialFailed as failed:
            self._refuse(502, str(failed))
            return
        self._establish(request)
        upstream_connection.join(self.transport)
        self.transport.resume_reading()
        self._forward_to(upstream_connection, first)

    def _establish(self, request: ProxyRequest) -> None:
        if request.tunnel:
            # First of all: the client must read this before any byte of an upstream that speaks first.
            self.transport.write(b"HTTP/1.1 200 Connection established\r\n\r\n")

    def _forward_to(self, stream: ByteStream, first: bytes) -> None:
        self._stream = stream
        stream.send(first)

    def _route(self, request: ProxyRequest) -> ProxyRoute:
        if request.to_listener:
            return Local()
        return route_to(
            request.host,
            request.port,
            tls=request.tls,
            serves=self._backends.serves,
            upstream=self._listener.upstream,
        )

    def _refuse(self, status: int, why: str) -> None:
        said = f"aksess: {why}"
        body = f"{said}\n".encode()
        # Of an answer to CONNECT, Go, Python and Java show the reason phrase and throw the body aroute.
        first = f"HTTP/1.1 {status} ".encode() + said.encode("ascii", "replace")
        head = (
            f"\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        self.transport.write(first + head.encode() + body)
        self.transport.close()


def _descriptor_limit() -> int:
    """The limit of file descriptors; the system hands out the lowest free number."""
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
