"""Joins a client's connection and an upstream connection: bytes both ways, neither faster than the other side reads."""

from __future__ import annotations

import asyncio
from typing import cast


class UpstreamConnection(asyncio.Protocol):
    """The upstream side."""

    def __init__(self) -> None:
        self._client: asyncio.Transport | None = None
        self._transport: asyncio.Transport | None = None
        self._early = bytearray()
        self._client_ended = False
        self._ended = False

    @property
    def needs_more(self) -> bool:
        """Always, because the protocol inside is unknown."""
        return True

    @property
    def is_finished(self) -> bool:
        """Whether the upstream side has sent its last byte."""
        return self._ended

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection."""
        # uvloop's transports have the methods of asyncio.Transport and not its class.
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Send the bytes to the client."""
        if self._client is None:
            self._early += data
        else:
            self._client.write(data)

    def eof_received(self) -> bool:
        """The upstream side has sent its last byte: pass that on, and stay open while the client still sends."""
        self._ended = True
        if self._client is not None and self._client.can_write_eof() and not self._client.is_closing():
            self._client.write_eof()
        return not self._client_ended

    def connection_lost(self, exc: Exception | None) -> None:
        """Close the client side."""
        self._transport = None
        if self._client is not None:
            self._client.close()

    def pause_writing(self) -> None:
        """The upstream side reads slowly: read the client side slowly."""
        if self._client is not None and not self._client.is_closing():
            self._client.pause_reading()

    def resume_writing(self) -> None:
        """The upstream side reads again."""
        if self._client is not None and not self._client.is_closing():
            self._client.resume_reading()

    def join(self, client: asyncio.Transport) -> None:
        """Send all bytes that arrive from now on to ``client``."""
        self._client = client
        if self._early:
            client.write(bytes(self._early))
            self._early.clear()
        if self._transport is None:
            client.close()
        elif self.is_finished and client.can_write_eof():
            client.write_eof()

    def lend(self, protocol: asyncio.Protocol) -> asyncio.Transport:
        """Let another protocol read the connection for a while.

        Raises:
            ConnectionError: it is closed.
        """
        if self._transport is None or self.is_finished:
            # A protocol that is set now would never learn of the end.
            raise ConnectionError("the upstream side has closed the connection")
        self._transport.set_protocol(protocol)
        return self._transport

    def take_back(self, early: bytes) -> None:
        """Read the connection again; early: bytes that the other protocol read but did not need."""
        if self._transport is not None:
            self._transport.set_protocol(self)
            if self._transport.is_closing():
                # Only the other protocol was told of the end.
                self._transport = None
        self._early += early

    def send(self, data: bytes) -> None:
        """Write to the upstream side."""
        if self._transport is not None and data:
            self._transport.write(data)

    def end(self) -> None:
        """The client has sent its last byte."""
        self._client_ended = True
        if self._transport is not None and self._transport.can_write_eof():
            self._transport.write_eof()

    def close(self) -> None:
        """Close the upstream side."""
        if self._transport is not None:
            self._transport.close()

    def pause(self) -> None:
        """Stop reading the upstream side."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.pause_reading()

    def resume(self) -> None:
        """Read the upstream side again."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.resume_reading()
