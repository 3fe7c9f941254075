"""The local Azure on one asyncio loop: a TLS server, a plain HTTP server, and the doors in front of them.

Granian's embedded servers and the doors share the loop. A request finds its cloud and its caller by the source
port of its connection, which the door announced when it opened it.
"""

from __future__ import annotations

import asyncio
import contextlib
import resource
import socket
from collections.abc import Mapping
from pathlib import Path

from granian.constants import HTTPModes, Interfaces, SSLProtocols
from granian.http import HTTP1Settings
from granian.server.embed import Server as Granian

from aksess.cloud.asgi import App
from aksess.cloud.caller import Origin
from aksess.cloud.certificates import Certificates, certificates
from aksess.cloud.edge.dial import Ports
from aksess.cloud.edge.door import Behind, Door, Visitor
from aksess.cloud.edge.route import Upstream
from aksess.cloud.gate import Gate
from aksess.cloud.local import Cloud
from aksess.cloud.processes import Process

BACKLOG = 1024
# Connections at once. Go's Azure SDK opens one for each request and keeps it idle for 90 seconds.
CONNECTIONS = 60_000
# Milliseconds that an idle connection may stay: longer than any client keeps one, so that the client closes it.
IDLE = 15 * 60_000
# Seconds between two rounds of housekeeping: events to the file, doors of dead processes closed.
ROUND = 0.25


class Server:
    """Serves any number of clouds, each behind doors of its own, until ``stop``.

    folder: where the certificate authority lives. now: Unix seconds, for the certificates' dates.
    """

    def __init__(self, gate: Gate, folder: Path, now: float) -> None:
        self.gate = gate
        self.certificates: Certificates = certificates(folder, gate.hosts, now)
        self.ports = Ports(0, 0)
        self.clusters: dict[str, tuple[str, int]] = {}
        self.doors: list[Door] = []
        self._by_port: dict[tuple[bool, int], Door] = {}
        self._servers: list[Granian] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._house: asyncio.Task[None] | None = None
        self._reserved: list[socket.socket] = []

    async def start(self, tls_port: int = 0, plain_port: int = 0) -> None:
        """Bind both servers to loopback. A port of 0, or one that is taken, becomes a free one."""
        _raise_file_limit()
        self._reserved = [_reserve(tls_port), _reserve(plain_port)]
        self.ports = Ports(*(each.getsockname()[1] for each in self._reserved))
        self._serve(self.ports.tls, tls=True)
        self._serve(self.ports.plain, tls=False)
        self._house = asyncio.get_running_loop().create_task(self._keep_house())
        await asyncio.gather(_answers(self.ports.tls), _answers(self.ports.plain))

    async def stop(self) -> None:
        """Close doors and servers."""
        for door in list(self.doors):
            self.close_door(door)
        if self._house is not None:
            self._house.cancel()
        for server in self._servers:
            server.stop()
        for task in self._tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task
        for reserved in self._reserved:
            reserved.close()

    async def open_door(
        self,
        cloud: Cloud,
        origin: Origin,
        port: int = 0,
        upstream: Upstream | None = None,
        owner: Process | None = None,
    ) -> Door:
        """A new door to a cloud, on loopback. Port as in ``start``; it closes when its owner ends."""
        door = Door(cloud, origin, upstream or Upstream(), owner=owner)
        behind = Behind(self.ports, self.gate.serves, self.clusters, self._arrived, self._left)
        loop = asyncio.get_running_loop()
        door.server = await loop.create_server(lambda: Visitor(door, behind), "127.0.0.1", _free(port), backlog=BACKLOG)
        door.port = door.server.sockets[0].getsockname()[1]
        self.doors.append(door)
        cloud.controls.doorkeeper = _Doorkeeper(self, cloud)
        return door

    def doors_of(self, cloud: Cloud) -> list[Door]:
        """The open doors of a cloud."""
        return [door for door in self.doors if door.cloud is cloud]

    def close_door(self, door: Door) -> None:
        """Close a door and every connection through it."""
        door.close()
        if door in self.doors:
            self.doors.remove(door)

    def _serve(self, port: int, *, tls: bool) -> None:
        server = Granian(
            App(self.gate, self._find_door),
            address="127.0.0.1",
            port=port,
            interface=Interfaces.ASGINL,
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(header_read_timeout=IDLE),
            websockets=False,
            log_enabled=False,
            backlog=BACKLOG,
            backpressure=CONNECTIONS,
            ssl_cert=self.certificates.chain if tls else None,
            ssl_key=self.certificates.key if tls else None,
            ssl_protocol_min=SSLProtocols.tls12,
        )
        self._servers.append(server)
        self._tasks.append(asyncio.get_running_loop().create_task(server.serve()))

    async def _keep_house(self) -> None:
        while True:
            await asyncio.sleep(ROUND)
            for cloud in {id(door.cloud): door.cloud for door in self.doors}.values():
                # A full disk costs the log of events, not the cloud.
                with contextlib.suppress(OSError):
                    cloud.events.flush()
            for door in list(self.doors):
                if door.owner is not None and not door.owner.runs:
                    self.close_door(door)

    def _find_door(self, tls: bool, port: int) -> Door | None:
        return self._by_port.get((tls, port))

    def _arrived(self, tls: bool, port: int, door: Door) -> None:
        self._by_port[tls, port] = door

    def _left(self, tls: bool, port: int) -> None:
        self._by_port.pop((tls, port), None)


class _Doorkeeper:
    """The doors of one cloud, as its control host sees to them."""

    def __init__(self, server: Server, cloud: Cloud) -> None:
        self._server = server
        self._cloud = cloud

    @property
    def doors(self) -> list[Door]:
        return self._server.doors_of(self._cloud)

    async def open(self, origin: Origin, environment: Mapping[str, str], owner: Process) -> Door:
        return await self._server.open_door(self._cloud, origin, upstream=Upstream.of(environment), owner=owner)

    def close(self, port: int) -> bool:
        found = [door for door in self.doors if door.port == port and door.owner is not None]
        for door in found:
            self._server.close_door(door)
        return bool(found)


def _reserve(port: int) -> socket.socket:
    """A bound socket that holds a port for one of Granian's.

    Granian shares its ports (SO_REUSEPORT), so that two servers which chose the same one would both have it, and each
    some of the other's requests. Whoever looks for a free port finds this one taken.
    """
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    held.bind(("127.0.0.1", _free(port)))
    return held


def _free(port: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _answers(port: int) -> None:
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.002)
        else:
            writer.close()
            return


def _raise_file_limit() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
