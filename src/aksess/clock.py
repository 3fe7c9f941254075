"""Time is a parameter. Only this module reads the machine's clocks or sleeps on them.

The product is about expiry, so everything that reads the time or waits takes a ``Clock``, and a test can move it to
the second. Times are Unix seconds (UTC) as ``float``; ``utc`` is the same instant as an aware ``datetime``.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """A source of the time, and of waiting."""

    def now(self) -> float:
        """Unix seconds."""
        ...

    def utc(self) -> datetime:
        """The same instant, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds from an arbitrary point, for durations: setting the machine's time does not change them."""
        ...

    def sleep(self, seconds: float) -> None:
        """Block this thread for some seconds.

        Args:
            seconds: 0 or more.

        Raises:
            ValueError: The number is negative.
        """
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> float:
        """Unix seconds of the machine."""
        return time.time()

    def utc(self) -> datetime:
        """The machine's time, aware, in UTC."""
        return datetime.fromtimestamp(self.now(), UTC)

    def monotonic(self) -> float:
        """Seconds of the machine's monotonic clock."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Block this thread for that many real seconds.

        Raises:
            ValueError: The number is negative.
        """
        time.sleep(seconds)


class AheadClock(SystemClock):
    """The machine's clock plus a number of seconds that may change while the clock runs.

    Durations and waiting are the machine's own.
    """

    def __init__(self, ahead: Callable[[], float] = lambda: 0.0) -> None:
        """Create a clock.

        Args:
            ahead: Returns the seconds to add. It is called each time the clock is read.
        """
        self.ahead = ahead

    def now(self) -> float:
        """Unix seconds, ahead of the machine."""
        return super().now() + self.ahead()


class FakeClock:
    """A clock that stands still until a test moves it. Sleeping on it moves it and does not block."""

    def __init__(self, start: float = 1_760_000_000.0) -> None:
        """Create a clock that shows ``start``, in Unix seconds."""
        self._now = float(start)

    def now(self) -> float:
        """Unix seconds that the clock shows."""
        return self._now

    def utc(self) -> datetime:
        """The same instant, aware, in UTC."""
        return datetime.fromtimestamp(self._now, UTC)

    def monotonic(self) -> float:
        """The same seconds as ``now``."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Move the clock forward at once.

        Raises:
            ValueError: The number is negative.
        """
        self.advance(seconds)

    def advance(self, seconds: float) -> None:
        """Move the clock forward.

        Args:
            seconds: 0 or more.

        Raises:
            ValueError: The number is negative.
        """
        if seconds < 0:
            raise ValueError(f"a clock only moves forward: found {seconds} seconds, expected 0 or more")
        self._now += seconds


def wait_until(condition: Callable[[], bool], clock: Clock, *, timeout: float, interval: float) -> bool:
    """Ask again and again until a condition holds.

    Args:
        condition: Asked first, and after each interval.
        clock: Measures the timeout and waits between two questions.
        timeout: Seconds after which the answer is False.
        interval: Seconds between two questions.

    Returns:
        Whether the condition held before the timeout.
    """
    deadline = clock.monotonic() + timeout
    while not condition():
        if clock.monotonic() >= deadline:
            return False
        clock.sleep(interval)
    return True
