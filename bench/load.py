"""A load generator in a process of its own: one request again and again over a few keep-alive connections.

Through a listener, as every client goes: CONNECT, then TLS with the local authority verified. Prints one line of
JSON: requests answered as expected a second, and the median and 99th percentile of the latency in milliseconds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import socket
import ssl
import time
from pathlib import Path

import uvloop


class Connection(asyncio.Protocol):
    """Sends the request, waits for the whole answer, sends it again until the end."""

    def __init__(self, request: bytes, expected: bytes, until: float, took: list[float]) -> None:
        self._request = request
        self._expected = expected
        self._until = until
        self._took = took
        self._buffer = b""
        self._wanted = -1
        self._sent = 0.0
        self._transport: asyncio.Transport
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]
        self._send()

    def data_received(self, data: bytes) -> None:
        self._buffer = self._buffer + data if self._buffer else data
        if self._wanted < 0:
            self._wanted = _length(self._buffer)
        if 0 <= self._wanted <= len(self._buffer):
            self._answered()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(exc or ConnectionError("the server closed the connection"))

    def _answered(self) -> None:
        now = time.perf_counter()
        if not self._buffer.startswith(self._expected):
            self.done.set_exception(ValueError(self._buffer[:400].decode("latin-1")))
            self._transport.close()
            return
        self._took.append(now - self._sent)
        self._buffer, self._wanted = b"", -1
        if now < self._until:
            self._send()
        else:
            self.done.set_result(None)
            self._transport.close()

    def _send(self) -> None:
        self._sent = time.perf_counter()
        self._transport.write(self._request)


def _length(head: bytes) -> int:
    end = head.find(b"\r\n\r\n")
    if end < 0:
        return -1
    at = head.lower().find(b"content-length:", 0, end)
    return end + 4 + (int(head[at + 15 : head.find(b"\r\n", at)]) if at >= 0 else 0)


def _tunnel(proxy: tuple[str, int], host: str) -> socket.socket:
    near = socket.create_connection(proxy)
    near.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    near.sendall(f"CONNECT {host}:443 HTTP/1.1\r\nHost: {host}:443\r\n\r\n".encode())
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += near.recv(4096)
    near.setblocking(False)
    return near


async def run(options: argparse.Namespace) -> dict[str, float]:
    """Drive the load; raises ValueError with the answer where one is not what was expected."""
    loop = asyncio.get_running_loop()
    trust = ssl.create_default_context(cafile=options.ca)
    proxy = (options.proxy.partition(":")[0], int(options.proxy.rpartition(":")[2]))
    request = Path(options.request).read_bytes()
    took: list[float] = []
    started = time.perf_counter()
    connections = []
    for _ in range(options.connections):
        _, connection = await loop.create_connection(
            lambda: Connection(request, options.expect.encode(), started + options.seconds, took),
            sock=_tunnel(proxy, options.host),
            ssl=trust,
            server_hostname=options.host,
        )
        connections.append(connection)
    await asyncio.gather(*(connection.done for connection in connections))
    lasted = time.perf_counter() - started
    took.sort()
    return {
        "rate": len(took) / lasted,
        "p50_ms": took[len(took) // 2] * 1e3,
        "p99_ms": took[int(len(took) * 0.99)] * 1e3,
    }


def main() -> None:
    """Parse, run, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--proxy", required=True, help="host:port of the listener")
    parser.add_argument("--host", required=True)
    parser.add_argument("--ca", required=True)
    parser.add_argument("--request", required=True, help="file with the raw request")
    parser.add_argument("--expect", default="HTTP/1.1 200")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=5.0)
    print(json.dumps(uvloop.run(run(parser.parse_args()))))


if __name__ == "__main__":
    main()
