"""Opens upstream connections: to an API server, an external host, or the user's own proxy."""

from __future__ import annotations

import asyncio
import base64
import socket
from dataclasses import dataclass
from typing import assert_never

from aksess.cloud.administration import ClusterRunner, NotAdministered
from aksess.cloud.edge.proxy_route import ApiServer, External, is_platform
from aksess.cloud.edge.upstream_connection import UpstreamConnection

PATIENCE = 30.0
_UNKNOWN = (
    "No local service has that name, so it was looked up on the network: check its spelling and the network; "
    "if the network has a proxy, set HTTPS_PROXY before `aksess run`"
)


class DialFailed(Exception):
    """The upstream host could not be reached; the text says which and why."""


@dataclass(frozen=True, slots=True)
class Target:
    """The destination of a connection. tunnel: the client requested it with CONNECT."""

    host: str
    port: int
    tunnel: bool


async def dial(route: ApiServer | External, target: Target, clusters: ClusterRunner) -> UpstreamConnection:
    """Open an upstream connection.

    Args:
        route: to an API server or an external host.
        target: the destination.
        clusters: finds the address of an API server.

    Raises:
        DialFailed: the destination cannot be reached.
    """
    match route:
        case ApiServer(name):
            try:
                address = await clusters.address(name)
            except NotAdministered as error:
                raise DialFailed(error.message) from error
            return await _open(*address)
        case External(proxy):
            return await _out(proxy, target)
        case unreachable:
            assert_never(unreachable)


async def _out(proxy: tuple[str, int, str] | None, target: Target) -> UpstreamConnection:
    if proxy is None:
        return await _open(target.host, target.port)
    proxy_host, proxy_port, credentials = proxy
    try:
        upstream_connection = await _open(proxy_host, proxy_port)
    except DialFailed as failed:
        raise DialFailed(
            f"the proxy of the environment, asked for {target.host}, cannot be reached: {failed}"
        ) from failed
    if target.tunnel:
        try:
            await _connect(upstream_connection, target.host, target.port, credentials)
        except BaseException:
            # The proxy refused, or the client has disconnected.
            upstream_connection.close()
            raise
    return upstream_connection


async def _open(host: str, port: int) -> UpstreamConnection:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(PATIENCE):
            transport, upstream_connection = await loop.create_connection(UpstreamConnection, host, port)
    except UnicodeError as error:
        # A label that is empty or longer than 63 characters.
        raise DialFailed(f"cannot reach {host[:80]}:{port}: that is not a valid host name") from error
    except socket.gaierror as error:
        raise DialFailed(f"cannot reach {host}:{port}: {error.strerror}. {_UNKNOWN}") from error
    except (OSError, TimeoutError) as error:
        reason = getattr(error, "strerror", None) or f"no answer in {PATIENCE:.0f} seconds"
        raise DialFailed(f"cannot reach {host}:{port}: {reason}") from error
    if is_platform(str((transport.get_extra_info("peername") or ("",))[0])):
        # A public name may have such an address: metadata.google.internal has.
        transport.abort()
        raise DialFailed(f"cannot reach {host}:{port}: its address is one of this machine's own platform")
    if transport.is_closing():
        raise DialFailed(f"cannot reach {host}:{port}: it closed the connection at once")
    return upstream_connection


def basic(credentials: str) -> bytes:
    """Return the value of a ``Proxy-Authorization`` header for ``user:password`` (RFC 7617)."""
    return b"Basic " + base64.b64encode(credentials.encode())


class _Reply(asyncio.Protocol):
    """Collects the head of the proxy's answer to CONNECT, then hands the connection back."""

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


async def _connect(upstream_connection: UpstreamConnection, host: str, port: int, credentials: str) -> None:
    reply = _Reply()
    authority = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    asking = f"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n"
    if credentials:
        asking += f"Proxy-Authorization: {basic(credentials).decode()}\r\n"
    try:
        transport = upstream_connection.lend(reply)
        transport.write(asking.encode() + b"\r\n")
        async with asyncio.timeout(PATIENCE):
            head = await reply.head
    except (OSError, TimeoutError) as error:
        raise DialFailed(f"the proxy of the environment did not answer for {host}:{port}") from error
    first, _, early = head.partition(b"\r\n\r\n")
    status = first.split(b" ", 2)[1:2]
    if status != [b"200"]:
        raise DialFailed(
            f"the proxy of the environment refused {host}:{port}: {first.splitlines()[0].decode('latin-1')}"
        )
    upstream_connection.take_back(early)
