"""Output of a program, collected up to a limit."""

from __future__ import annotations


class Collected:
    """A sink that keeps the first ``limit`` bytes of both streams."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept = bytearray()

    def __call__(self, stream: str, data: bytes) -> None:
        """Take a piece."""
        self._kept += data[: max(self._limit - len(self._kept), 0)]

    @property
    def text(self) -> str:
        """The kept output as text."""
        return self._kept.decode(errors="replace")
