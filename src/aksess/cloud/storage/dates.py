"""Dates as the storage services write and read them. Times are Unix seconds (UTC)."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime


def http_date(seconds: float) -> str:
    """``Sun, 06 Nov 1994 08:49:37 GMT`` (RFC 9110, section 5.6.7)."""
    return format_datetime(datetime.fromtimestamp(int(seconds), UTC), usegmt=True)


def read_http_date(text: str) -> float | None:
    """Unix seconds of an HTTP date; None where it is none."""
    try:
        return _seconds(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def precise(seconds: float) -> str:
    """``2026-11-23T21:00:00.1234560Z``: seven digits, as snapshots and error bodies have them."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f") + "0Z"


def iso(seconds: float) -> str:
    """``2026-11-23T21:00:00Z``."""
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_iso(text: str) -> float | None:
    """Unix seconds of an ISO 8601 date, as a shared access signature may spell it; None where it is none.

    A date without a zone is UTC; fractions of a second have up to seven digits.
    """
    head, point, tail = text.partition(".")
    digits = tail.rstrip("Z")
    if point and digits.isdigit():
        text = f"{head}.{digits[:6]}Z"
    try:
        return _seconds(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return None


def _seconds(found: datetime) -> float:
    # Raises OverflowError where it is in no year in UTC: ``0001-01-01T00:00+01:00``.
    return (found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
