"""A WebSocket of the kubelet's API, as the server: binary messages over a connection whose request was read.

RFC 6455; wsproto reads and writes the frames.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, BytesMessage, CloseConnection, Ping, Request, TextMessage
from wsproto.utilities import LocalProtocolError, RemoteProtocolError

from aksess.cluster.node.kubelet_request import Exchange

CHUNK: Final = 64 * 1024
# Octets that wait for a slow client before a writer waits.
HIGH_WATER: Final = 256 * 1024
NORMAL_CLOSURE: Final = 1000


class NotAWebSocket(Exception):
    """The request does not ask for a WebSocket with a protocol that is served; the text says what was found."""


class WebSocket:
    """An open WebSocket. subprotocol: the one that was agreed on."""

    def __init__(self, exchange: Exchange, connection: WSConnection, subprotocol: str) -> None:
        self.subprotocol = subprotocol
        self._reader = exchange.reader
        self._writer = exchange.writer
        self._connection = connection
        self._messages: list[bytes] = []
        self._partial = bytearray()
        self._closed = False

    @classmethod
    async def accept(cls, exchange: Exchange, served: Sequence[str]) -> WebSocket:
        """Answer the upgrade with the first of ``served`` that the client offers.

        Raises:
            NotAWebSocket: there is none, or the request is no upgrade.
        """
        connection = WSConnection(ConnectionType.SERVER)
        try:
            connection.initiate_upgrade_connection(exchange.headers, exchange.target)
        except (RemoteProtocolError, LocalProtocolError) as error:
            raise NotAWebSocket(f"expected a WebSocket upgrade: {error}") from error
        request = next((each for each in connection.events() if isinstance(each, Request)), None)
        offered = request.subprotocols if request else []
        chosen = next((each for each in served if each in offered), None)
        if chosen is None:
            raise NotAWebSocket(f"found subprotocols {', '.join(offered) or '(none)'}, expected {', '.join(served)}")
        exchange.taken = True
        exchange.writer.write(connection.send(AcceptConnection(subprotocol=chosen)))
        exchange.writer.transport.set_write_buffer_limits(HIGH_WATER)
        opened = cls(exchange, connection, chosen)
        opened._feed(exchange.protocol.trailing_data[0])
        return opened

    async def receive(self) -> bytes | None:
        """The next message; nothing when the client has closed."""
        while not self._messages:
            if self._closed:
                return None
            try:
                data = await self._reader.read(CHUNK)
            except OSError:
                data = b""
            if not data:
                self._closed = True
                return None
            self._feed(data)
        return self._messages.pop(0)

    def send(self, message: bytes) -> None:
        """Queue a message."""
        if not self._closed:
            with suppress(LocalProtocolError, OSError):
                self._writer.write(self._connection.send(BytesMessage(message)))

    async def drain(self) -> None:
        """Wait until the client has read enough."""
        with suppress(OSError):
            await self._writer.drain()

    async def close(self) -> None:
        """Close it, with the client's consent where it answers."""
        if not self._closed:
            with suppress(LocalProtocolError, OSError):
                self._writer.write(self._connection.send(CloseConnection(code=NORMAL_CLOSURE)))
                await self._writer.drain()
        self._closed = True
        with suppress(OSError):
            self._writer.close()

    def _feed(self, data: bytes) -> None:
        if not data:
            return
        try:
            self._connection.receive_data(data)
            for event in self._connection.events():
                self._take(event)
        except RemoteProtocolError:
            self._closed = True

    def _take(self, event: object) -> None:
        if isinstance(event, BytesMessage | TextMessage):
            piece = event.data.encode() if isinstance(event.data, str) else bytes(event.data)
            self._partial += piece
            if event.message_finished:
                self._messages.append(bytes(self._partial))
                self._partial.clear()
        elif isinstance(event, Ping):
            self._writer.write(self._connection.send(event.response()))
        elif isinstance(event, CloseConnection):
            with suppress(LocalProtocolError):
                self._writer.write(self._connection.send(event.response()))
            self._closed = True
