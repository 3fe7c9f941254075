"""The two ends of what a door joins, whatever is behind it."""

from __future__ import annotations

from typing import Protocol


class Side(Protocol):
    """What a visitor's bytes go to: a connection to somewhere, or a service in this process."""

    @property
    def waits(self) -> bool:
        """Whether it needs more of them before it speaks."""
        ...

    @property
    def ended(self) -> bool:
        """Whether it has said all that it will."""
        ...

    def send(self, data: bytes) -> None:
        """What the visitor said next."""
        ...

    def end(self) -> None:
        """The visitor has said all; they may still listen."""
        ...

    def hold(self) -> None:
        """The visitor reads slowly: say less."""
        ...

    def flow(self) -> None:
        """The visitor reads again."""
        ...

    def close(self) -> None:
        """The visitor has gone."""
        ...


class Line(Protocol):
    """What a service answers on: a transport, or TLS over one."""

    def write(self, data: bytes) -> None:
        """Say it."""
        ...

    def close(self) -> None:
        """Say what was written, and nothing after it."""
        ...

    def is_closing(self) -> bool:
        """Whether nothing that is written now arrives."""
        ...

    def pause_reading(self) -> None:
        """Hear nothing more for now."""
        ...

    def resume_reading(self) -> None:
        """Hear again."""
        ...
