"""The local Azure on one asyncio loop: proxy listeners, and every service behind each of them."""

from __future__ import annotations

import asyncio
import resource
import socket
from collections.abc import Coroutine, Mapping
from functools import partial
from pathlib import Path

from aksess.cloud.cloud import Cloud
from aksess.cloud.edge.byte_stream import ByteStream, Transport
from aksess.cloud.edge.certificates import Certificates, certificates
from aksess.cloud.edge.http_connection import HttpConnection
from aksess.cloud.edge.proxy_listener import Backends, ClientConnection, ProxyListener
from aksess.cloud.edge.proxy_route import UpstreamProxy
from aksess.cloud.edge.receive import receive
from aksess.cloud.edge.tls_stream import TlsStream, server_context
from aksess.cloud.pipeline.request_pipeline import RequestPipeline
from aksess.cloud.resources.origin import Origin
from aksess.processes import Process

BACKLOG = 1024
# The receive buffer in octets: smaller than one read of uvloop, which would else read the same connection up to 32
# times before it turns to another.
RECEIVED = 128 * 1024
# Seconds between two rounds of housekeeping: it flushes events and closes the listeners of ended processes.
ROUND = 0.25


class Server:
    """Serves any number of clouds, each at its own listeners, until ``stop``.

    folder: of the certificate authority. now: Unix seconds, for the certificates' dates.
    """

    def __init__(self, pipeline: RequestPipeline, folder: Path, now: float) -> None:
        self.pipeline = pipeline
        self.certificates: Certificates = certificates(folder, pipeline.hosts, now)
        self.listeners: list[ProxyListener] = []
        self._context = server_context(self.certificates.chain, self.certificates.key)
        self._backends = Backends(pipeline.serves, self._connect_service)
        # The running tasks: the loop itself holds only weak references.
        self._tasks: set[asyncio.Task[None]] = set()
        self._house: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start; listeners can be opened afterwards."""
        _raise_file_limit()
        self._house = asyncio.get_running_loop().create_task(self._keep_house())

    async def stop(self) -> None:
        """Close the listeners and cancel the running requests."""
        for listener in list(self.listeners):
            self.close_listener(listener)
        ending = [*self._tasks, *([] if self._house is None else [self._house])]
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)

    async def open_listener(
        self,
        cloud: Cloud,
        origin: Origin,
        port: int = 0,
        upstream: UpstreamProxy | None = None,
        owner: Process | None = None,
    ) -> ProxyListener:
        """Open a listener of a cloud on loopback. A port that is 0 or taken is replaced by a free one. The listener
        closes when its owner ends.
        """
        listener = ProxyListener(cloud, origin, upstream or UpstreamProxy(), owner=owner)
        loop = asyncio.get_running_loop()
        listener.server = await loop.create_server(
            lambda: ClientConnection(listener, self._backends), sock=_bound(port), backlog=BACKLOG
        )
        listener.port = listener.server.sockets[0].getsockname()[1]
        self.listeners.append(listener)
        cloud.administration.listeners = _Listeners(self, cloud)
        return listener

    def listeners_of(self, cloud: Cloud) -> list[ProxyListener]:
        """Return the open listeners of a cloud."""
        return [listener for listener in self.listeners if listener.cloud is cloud]

    def close_listener(self, listener: ProxyListener) -> None:
        """Close a listener and every connection through it."""
        listener.close()
        if listener in self.listeners:
            self.listeners.remove(listener)

    def _connect_service(self, listener: ProxyListener, transport: Transport, tls: bool) -> ByteStream:
        """Connect a client's transport to the services."""
        answer = partial(receive, self.pipeline, listener, tls=tls)

        def http(transport: Transport) -> ByteStream:
            return HttpConnection(transport, answer, listener.cloud.clock.now, self._begin)

        return TlsStream(self._context, transport, http) if tls else http(transport)

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _keep_house(self) -> None:
        while True:
            await asyncio.sleep(ROUND)
            for cloud in {id(listener.cloud): listener.cloud for listener in self.listeners}.values():
                cloud.activity_log.flush()
            for listener in list(self.listeners):
                if listener.owner is not None and not listener.owner.runs:
                    self.close_listener(listener)


class _Listeners:
    """The listeners of one cloud, for its control host."""

    def __init__(self, server: Server, cloud: Cloud) -> None:
        self._server = server
        self._cloud = cloud

    @property
    def listeners(self) -> list[ProxyListener]:
        return self._server.listeners_of(self._cloud)

    async def open(self, origin: Origin, environment: Mapping[str, str], owner: Process) -> ProxyListener:
        return await self._server.open_listener(
            self._cloud, origin, upstream=UpstreamProxy.of(environment), owner=owner
        )

    def close(self, port: int) -> bool:
        found = [listener for listener in self.listeners if listener.port == port and listener.owner is not None]
        for listener in found:
            self._server.close_listener(listener)
        return bool(found)


def _bound(port: int) -> socket.socket:
    """Return a socket bound to a loopback port, or to a free one if that is 0 or taken."""
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVED)
    try:
        bound.bind(("127.0.0.1", port))
    except OSError:
        bound.bind(("127.0.0.1", 0))
    return bound


def _raise_file_limit() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
