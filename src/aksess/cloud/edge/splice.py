"""Two connections made one: bytes both ways, neither side faster than the other reads."""

from __future__ import annotations

import asyncio
from typing import cast


class Far(asyncio.Protocol):
    """The far side of a splice."""

    def __init__(self) -> None:
        self._near: asyncio.Transport | None = None
        self._transport: asyncio.Transport | None = None
        self._early = bytearray()
        self._near_ended = False
        self._ended = False

    @property
    def waits(self) -> bool:
        """Nobody here knows what they say to each other."""
        return True

    @property
    def ended(self) -> bool:
        """Whether the far side has said all."""
        return self._ended

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection."""
        # uvloop's transports have the methods of asyncio.Transport and not its class.
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Back to the near side."""
        if self._near is None:
            self._early += data
        else:
            self._near.write(data)

    def eof_received(self) -> bool:
        """The far side has said all: pass that on, and stay while the near side still speaks."""
        self._ended = True
        if self._near is not None and self._near.can_write_eof() and not self._near.is_closing():
            self._near.write_eof()
        return not self._near_ended

    def connection_lost(self, exc: Exception | None) -> None:
        """Close the near side."""
        self._transport = None
        if self._near is not None:
            self._near.close()

    def pause_writing(self) -> None:
        """The far side reads slowly: read the near side slowly."""
        if self._near is not None and not self._near.is_closing():
            self._near.pause_reading()

    def resume_writing(self) -> None:
        """The far side reads again."""
        if self._near is not None and not self._near.is_closing():
            self._near.resume_reading()

    def join(self, near: asyncio.Transport) -> None:
        """From here on what comes goes to ``near``."""
        self._near = near
        if self._early:
            near.write(bytes(self._early))
            self._early.clear()
        if self._transport is None:
            near.close()
        elif self.ended and near.can_write_eof():
            near.write_eof()

    def lend(self, protocol: asyncio.Protocol) -> asyncio.Transport:
        """Let another protocol read the connection for a while. Raises ConnectionError where it is gone."""
        if self._transport is None or self.ended:
            # An end that has been heard is told to nobody again.
            raise ConnectionError("the far side is gone")
        self._transport.set_protocol(protocol)
        return self._transport

    def take_back(self, early: bytes) -> None:
        """Read the connection again; early: what the other protocol read too much."""
        if self._transport is not None:
            self._transport.set_protocol(self)
            if self._transport.is_closing():
                # It was the other protocol that was told of the end.
                self._transport = None
        self._early += early

    def send(self, data: bytes) -> None:
        """Write to the far side."""
        if self._transport is not None and data:
            self._transport.write(data)

    def end(self) -> None:
        """The near side has said all."""
        self._near_ended = True
        if self._transport is not None and self._transport.can_write_eof():
            self._transport.write_eof()

    def close(self) -> None:
        """Close the far side."""
        if self._transport is not None:
            self._transport.close()

    def hold(self) -> None:
        """Stop reading the far side."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.pause_reading()

    def flow(self) -> None:
        """Read the far side again."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.resume_reading()
