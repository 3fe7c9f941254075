"""Clocks: the machine's, and the one that a test moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from aksess.clock import Clock, FakeClock, SystemClock, wait_until


@pytest.fixture(params=[SystemClock, FakeClock])
def clock(request: pytest.FixtureRequest) -> Clock:
    """Both clocks: they keep one contract."""
    make: Callable[[], Clock] = request.param
    return make()


def test_a_clock_does_not_run_back(clock: Clock) -> None:
    """A second look is never earlier than the first."""
    first = clock.now()

    assert first <= clock.now()


def test_a_clock_tells_the_same_instant_both_ways(clock: Clock) -> None:
    """``utc`` is aware and lies between two looks at ``now``."""
    before, instant, after = clock.now(), clock.utc(), clock.now()

    assert UTC == instant.tzinfo
    assert before - 1e-6 <= instant.timestamp() <= after + 1e-6


def test_a_fake_clock_stands_still_until_it_is_moved() -> None:
    """It shows the start, and then the start and what it was moved by."""
    clock = FakeClock(start=1_700_000_000)

    assert 1_700_000_000.0 == clock.now()

    clock.advance(3600.5)

    assert 1_700_003_600.5 == clock.now()
    assert datetime(2023, 11, 14, 23, 13, 20, 500_000, tzinfo=UTC) == clock.utc()


def test_a_fake_clock_is_not_moved_back() -> None:
    """A negative step is a mistake of the test that makes it."""
    with pytest.raises(ValueError, match="only moves forward"):
        FakeClock().advance(-1)


def test_a_monotonic_clock_does_not_run_back(clock: Clock) -> None:
    """A second reading is never smaller than the first."""
    first = clock.monotonic()

    assert first <= clock.monotonic()


def test_a_clock_does_not_sleep_a_negative_time(clock: Clock) -> None:
    """Both clocks refuse a negative number, as ``time.sleep`` does."""
    with pytest.raises(ValueError, match="."):
        clock.sleep(-1)


def test_sleeping_on_a_fake_clock_moves_it() -> None:
    """``sleep`` returns at once, and ``now`` and ``monotonic`` have moved by as much."""
    clock = FakeClock(start=100)
    clock.sleep(2.5)

    assert (102.5, 102.5) == (clock.now(), clock.monotonic())


def test_a_condition_that_holds_is_asked_once_and_nobody_waits() -> None:
    """The first question comes before the first wait."""
    clock = FakeClock(0.0)

    assert wait_until(lambda: True, clock, timeout=0.0, interval=1.0)
    assert clock.monotonic() == 0.0


def test_a_condition_that_comes_true_ends_the_wait() -> None:
    """It is asked after each interval."""
    clock = FakeClock(0.0)

    assert wait_until(lambda: clock.monotonic() >= 3.0, clock, timeout=10.0, interval=1.0)
    assert clock.monotonic() == 3.0


def test_a_condition_that_never_holds_is_given_up() -> None:
    """The wait ends with the timeout."""
    clock = FakeClock(0.0)

    assert not wait_until(lambda: False, clock, timeout=2.0, interval=0.5)
    assert clock.monotonic() == 2.0
