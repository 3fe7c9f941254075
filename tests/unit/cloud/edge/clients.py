"""Who comes to a listener in the tests, and whom they find backends it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx

from aksess.clock import SystemClock
from aksess.cloud.cloud import Cloud
from aksess.cloud.edge.proxy_listener import ProxyListener
from aksess.cloud.edge.proxy_route import UpstreamProxy
from aksess.cloud.resources.origin import Origin
from aksess.processes import Process
from aksess.random_source import SystemRandomSource
from aksess.testing import ServerThread

PATIENCE = 10.0


class Edge:
    """A cloud backends a server, and listeners to it."""

    def __init__(self, thread: ServerThread) -> None:
        self.thread = thread
        self.key_pool = thread.keys.key_pool()
        self.cloud = thread.do(self._cloud())
        self._opened: list[ProxyListener] = []

    def listener(
        self, name: str = "test", upstream: UpstreamProxy | None = None, owner: Process | None = None
    ) -> ProxyListener:
        """One more listener."""
        opening = self.thread.server.open_listener(self.cloud, Origin(name, "203.0.113.10"), 0, upstream, owner)
        self._opened.append(self.thread.do(opening))
        return self._opened[-1]

    def http(self, listener: ProxyListener) -> httpx.Client:
        """A client that trusts our root and nothing else."""
        root = str(self.thread.server.certificates.root)
        return httpx.Client(
            proxy=f"http://127.0.0.1:{listener.port}", verify=ssl.create_default_context(cafile=root), trust_env=False
        )

    def close(self) -> None:
        """Close the listeners and the cloud."""
        self.thread.do(self._close())
        self.key_pool.close()

    async def _cloud(self) -> Cloud:
        return Cloud(SystemClock(), SystemRandomSource(), self.key_pool)

    async def _close(self) -> None:
        for listener in self._opened:
            self.thread.server.close_listener(listener)
        self.cloud.close()


def connect(port: int) -> socket.socket:
    """A plain connection to a loopback port."""
    return socket.create_connection(("127.0.0.1", port), PATIENCE)


def tunnel(listener: ProxyListener, host: str, port: int) -> tuple[socket.socket, bytes]:
    """Ask a listener for a tunnel; the connection and the head of the answer."""
    client = connect(listener.port)
    client.sendall(f"CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
    return client, head(client)


def head(client: socket.socket) -> bytes:
    """Everything up to the empty line, and no byte more."""
    seen = b""
    while not seen.endswith(b"\r\n\r\n"):
        byte = client.recv(1)
        if not byte:
            break
        seen += byte
    return seen


def everything(client: socket.socket) -> bytes:
    """All that still comes, to the end."""
    seen = bytearray()
    while piece := client.recv(1 << 16):
        seen += piece
    return bytes(seen)


@contextmanager
def listening(serve: Callable[[socket.socket], None]) -> Iterator[int]:
    """A loopback port where each connection is handed to ``serve`` in a thread of its own."""
    server = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        while True:
            try:
                client, _ = server.accept()
            except OSError:
                return
            client.settimeout(PATIENCE)
            threading.Thread(target=_served, args=(serve, client), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield server.getsockname()[1]
    finally:
        # Closing alone does not wake who accepts.
        server.shutdown(socket.SHUT_RDWR)
        server.close()


def _served(serve: Callable[[socket.socket], None], client: socket.socket) -> None:
    with client:
        try:
            serve(client)
        except OSError:
            return
