"""The two ends that a listener connects: the client's transport and the stream behind it."""

from __future__ import annotations

from typing import Protocol


class ByteStream(Protocol):
    """The receiver of a client's bytes: an upstream connection, or a service in this process."""

    @property
    def needs_more(self) -> bool:
        """Whether it needs more bytes before it can answer."""
        ...

    @property
    def is_finished(self) -> bool:
        """Whether it will send no more bytes."""
        ...

    def send(self, data: bytes) -> None:
        """Receive bytes of the client."""
        ...

    def end(self) -> None:
        """The client has sent its last byte; it may still read."""
        ...

    def pause(self) -> None:
        """Stop sending: the client reads slowly."""
        ...

    def resume(self) -> None:
        """Send again: the client reads again."""
        ...

    def close(self) -> None:
        """The client has disconnected."""
        ...


class Transport(Protocol):
    """The part of a transport that a service needs: a socket's, or TLS over one."""

    def write(self, data: bytes) -> None:
        """Send bytes."""
        ...

    def close(self) -> None:
        """Close after everything written so far is sent."""
        ...

    def is_closing(self) -> bool:
        """Whether the transport is closed or closing."""
        ...

    def pause_reading(self) -> None:
        """Stop reading."""
        ...

    def resume_reading(self) -> None:
        """Read again."""
        ...
