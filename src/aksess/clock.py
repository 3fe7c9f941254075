"""Time, handed in. The only module that asks the machine what time it is.

Expiry is the product's subject, so everything that reads the time takes a ``Clock`` and can be tested to the
second. Times are Unix seconds (UTC) as ``float``; ``utc`` is the same instant as an aware ``datetime``.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What tells the time."""

    def now(self) -> float:
        """Unix seconds."""
        ...

    def utc(self) -> datetime:
        """The same instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> float:
        """Unix seconds of the machine."""
        return time.time()

    def utc(self) -> datetime:
        """The machine's time, aware, in UTC."""
        return datetime.fromtimestamp(self.now(), UTC)


class AheadClock:
    """The machine's clock and some seconds, which somebody may change while it goes. ahead: asked at every look."""

    def __init__(self, ahead: Callable[[], float] = lambda: 0.0) -> None:
        self.ahead = ahead

    def now(self) -> float:
        """Unix seconds, ahead of the machine."""
        return time.time() + self.ahead()

    def utc(self) -> datetime:
        """The same instant, aware, in UTC."""
        return datetime.fromtimestamp(self.now(), UTC)


class FakeClock:
    """A clock that stands still until it is moved. ``start``: Unix seconds."""

    def __init__(self, start: float = 1_760_000_000.0) -> None:
        self._now = float(start)

    def now(self) -> float:
        """Unix seconds where the clock stands."""
        return self._now

    def utc(self) -> datetime:
        """Where the clock stands, aware, in UTC."""
        return datetime.fromtimestamp(self._now, UTC)

    def advance(self, seconds: float) -> None:
        """Move the clock forward. Raises ValueError for a negative number: time does not run back."""
        if seconds < 0:
            raise ValueError(f"a clock only moves forward; found {seconds} seconds, wanted 0 or more")
        self._now += seconds
