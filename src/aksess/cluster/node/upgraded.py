"""A connection that was upgraded to another protocol (RFC 9110, 7.8): raw bytes follow."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

import h11

from aksess.cluster.node.kubelet_request import Exchange

CHUNK: Final = 64 * 1024


class Upgraded:
    """The bytes of such a connection. first: what the client sent along with its request."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, first: bytes) -> None:
        self._reader = reader
        self._writer = writer
        self._first = first

    @classmethod
    def accept(cls, exchange: Exchange, protocol: str, headers: Mapping[str, str]) -> Upgraded:
        """Answer 101 with these headers."""
        fields = [("Connection", "Upgrade"), ("Upgrade", protocol), *headers.items()]
        answer = h11.InformationalResponse(status_code=101, headers=fields)
        exchange.writer.write(exchange.protocol.send(answer) or b"")
        exchange.taken = True
        return cls(exchange.reader, exchange.writer, exchange.protocol.trailing_data[0])

    async def receive(self) -> bytes | None:
        """The next bytes; nothing at the end."""
        if self._first:
            first, self._first = self._first, b""
            return first
        try:
            return await self._reader.read(CHUNK) or None
        except OSError:
            return None

    def send(self, message: bytes) -> None:
        """Queue bytes."""
        self._writer.write(message)

    async def drain(self) -> None:
        """Wait until the client has read enough."""
        with suppress(OSError):
            await self._writer.drain()

    async def close(self) -> None:
        """Send what is queued, and close."""
        await self.drain()
        with suppress(OSError):
            self._writer.close()
