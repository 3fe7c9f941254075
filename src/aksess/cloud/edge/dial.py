"""Opening the far side of a connection: an API server, the world, or the user's own proxy."""

from __future__ import annotations

import asyncio
import base64
import socket
from dataclasses import dataclass
from typing import assert_never

from aksess.cloud.administration import ClusterRunner, NotAdministered
from aksess.cloud.edge.route import ApiServer, Out
from aksess.cloud.edge.splice import Far

PATIENCE = 30.0
_UNKNOWN = (
    "No local service has that name, so it was looked for outside: check its spelling and the network; "
    "where the network has a proxy, set HTTPS_PROXY before `aksess run`"
)


class Refused(Exception):
    """The far side could not be reached; the text says which and why."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a connection is wanted. tunnel: asked for with CONNECT, whatever is inside."""

    host: str
    port: int
    tunnel: bool


async def dial(way: ApiServer | Out, goal: Goal, clusters: ClusterRunner) -> Far:
    """Open the far side. clusters: where the API servers listen. Raises Refused."""
    match way:
        case ApiServer(name):
            try:
                address = await clusters.address(name)
            except NotAdministered as error:
                raise Refused(error.message) from error
            return await _open(*address)
        case Out(proxy):
            return await _out(proxy, goal)
        case unreachable:
            assert_never(unreachable)


async def _out(proxy: tuple[str, int, str] | None, goal: Goal) -> Far:
    if proxy is None:
        return await _open(goal.host, goal.port)
    proxy_host, proxy_port, credentials = proxy
    try:
        far = await _open(proxy_host, proxy_port)
    except Refused as refused:
        raise Refused(f"the proxy of the environment, asked for {goal.host}, is not there: {refused}") from refused
    if goal.tunnel:
        try:
            await _connect(far, goal.host, goal.port, credentials)
        except BaseException:
            # Refused, or the visitor has gone meanwhile.
            far.close()
            raise
    return far


async def _open(host: str, port: int) -> Far:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(PATIENCE):
            transport, far = await loop.create_connection(Far, host, port)
    except UnicodeError as error:
        # A label that is empty or longer than 63 characters.
        raise Refused(f"cannot reach {host[:80]}:{port}: that is no host name") from error
    except socket.gaierror as error:
        raise Refused(f"cannot reach {host}:{port}: {error.strerror}. {_UNKNOWN}") from error
    except (OSError, TimeoutError) as error:
        reason = getattr(error, "strerror", None) or f"no answer in {PATIENCE:.0f} seconds"
        raise Refused(f"cannot reach {host}:{port}: {reason}") from error
    if transport.is_closing():
        raise Refused(f"cannot reach {host}:{port}: it closed the connection at once")
    return far


def basic(credentials: str) -> bytes:
    """The value of a ``Proxy-Authorization`` header for ``user:password`` (RFC 7617)."""
    return b"Basic " + base64.b64encode(credentials.encode())


class _Reply(asyncio.Protocol):
    """Collects the head of the proxy's answer to CONNECT, then hands the connection to the splice."""

    def __init__(self) -> None:
        self.head: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._seen = bytearray()

    def data_received(self, data: bytes) -> None:
        self._seen += data
        if b"\r\n\r\n" in self._seen and not self.head.done():
            self.head.set_result(bytes(self._seen))

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.head.done():
            self.head.set_exception(ConnectionError("the proxy closed the connection"))


async def _connect(far: Far, host: str, port: int, credentials: str) -> None:
    reply = _Reply()
    authority = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    asking = f"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n"
    if credentials:
        asking += f"Proxy-Authorization: {basic(credentials).decode()}\r\n"
    try:
        transport = far.lend(reply)
        transport.write(asking.encode() + b"\r\n")
        async with asyncio.timeout(PATIENCE):
            head = await reply.head
    except (OSError, TimeoutError) as error:
        raise Refused(f"the proxy of the environment did not answer for {host}:{port}") from error
    first, _, early = head.partition(b"\r\n\r\n")
    status = first.split(b" ", 2)[1:2]
    if status != [b"200"]:
        raise Refused(f"the proxy of the environment refused {host}:{port}: {first.splitlines()[0].decode('latin-1')}")
    far.take_back(early)
