"""The local Azure on one asyncio loop: doors, and behind each of them every service."""

from __future__ import annotations

import asyncio
import resource
import socket
from collections.abc import Coroutine, Mapping
from functools import partial
from pathlib import Path

from aksess.cloud.cloud import Cloud
from aksess.cloud.edge.certificates import Certificates, certificates
from aksess.cloud.edge.door import Behind, Door, Visitor
from aksess.cloud.edge.http import Http
from aksess.cloud.edge.receive import receive
from aksess.cloud.edge.route import Upstream
from aksess.cloud.edge.sides import Line, Side
from aksess.cloud.edge.tls import Tls, server_context
from aksess.cloud.pipeline.request_pipeline import RequestPipeline
from aksess.cloud.resources.origin import Origin
from aksess.processes import Process

BACKLOG = 1024
# Octets that the system keeps of what a client sends: fewer than uvloop reads at once, which else reads the same
# connection up to 32 times before it turns to another.
RECEIVED = 128 * 1024
# Seconds between two rounds of housekeeping: events to the file, doors of dead processes closed.
ROUND = 0.25


class Server:
    """Serves any number of clouds, each behind doors of its own, until ``stop``.

    folder: where the certificate authority lives. now: Unix seconds, for the certificates' dates. Nothing listens but
    the doors.
    """

    def __init__(self, pipeline: RequestPipeline, folder: Path, now: float) -> None:
        self.pipeline = pipeline
        self.certificates: Certificates = certificates(folder, pipeline.hosts, now)
        self.doors: list[Door] = []
        self._context = server_context(self.certificates.chain, self.certificates.key)
        self._behind = Behind(pipeline.serves, self._welcome)
        # What is being answered: the loop itself holds its tasks weakly.
        self._tasks: set[asyncio.Task[None]] = set()
        self._house: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Be ready for doors."""
        _raise_file_limit()
        self._house = asyncio.get_running_loop().create_task(self._keep_house())

    async def stop(self) -> None:
        """Close the doors, and end what is being answered."""
        for door in list(self.doors):
            self.close_door(door)
        ending = [*self._tasks, *([] if self._house is None else [self._house])]
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)

    async def open_door(
        self,
        cloud: Cloud,
        origin: Origin,
        port: int = 0,
        upstream: Upstream | None = None,
        owner: Process | None = None,
    ) -> Door:
        """A new door to a cloud, on loopback. A port of 0, or one that is taken, becomes a free one; it closes when its
        owner ends."""
        door = Door(cloud, origin, upstream or Upstream(), owner=owner)
        loop = asyncio.get_running_loop()
        door.server = await loop.create_server(lambda: Visitor(door, self._behind), sock=_bound(port), backlog=BACKLOG)
        door.port = door.server.sockets[0].getsockname()[1]
        self.doors.append(door)
        cloud.administration.listeners = _Listeners(self, cloud)
        return door

    def doors_of(self, cloud: Cloud) -> list[Door]:
        """The open doors of a cloud."""
        return [door for door in self.doors if door.cloud is cloud]

    def close_door(self, door: Door) -> None:
        """Close a door and every connection through it."""
        door.close()
        if door in self.doors:
            self.doors.remove(door)

    def _welcome(self, door: Door, line: Line, tls: bool) -> Side:
        """Every service, for a line from a door."""
        answer = partial(receive, self.pipeline, door, tls=tls)

        def http(line: Line) -> Side:
            return Http(line, answer, door.cloud.clock.now, self._begin)

        return Tls(self._context, line, http) if tls else http(line)

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _keep_house(self) -> None:
        while True:
            await asyncio.sleep(ROUND)
            for cloud in {id(door.cloud): door.cloud for door in self.doors}.values():
                cloud.activity_log.flush()
            for door in list(self.doors):
                if door.owner is not None and not door.owner.runs:
                    self.close_door(door)


class _Listeners:
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


def _bound(port: int) -> socket.socket:
    """A socket on a port of loopback; on a free one where that is 0, or taken."""
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
