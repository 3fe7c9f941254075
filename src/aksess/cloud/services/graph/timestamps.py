"""Formats and parses Graph's timestamps."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from aksess.cloud.services.graph.errors import bad_request

# The first and the last second that a date can represent.
FIRST: Final = -62135596800.0
LAST: Final = 253402300799.0


def written(moment: float) -> str:
    """Format Unix seconds as ISO 8601 in UTC."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read(text: object) -> float:
    """Parse an ISO 8601 text with an offset into Unix seconds.

    Raises:
        Fault: 400, also for a year outside 1 to 9999 in UTC.
    """
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        raise _unreadable(text) from None
    seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    if not FIRST <= seconds <= LAST:
        raise _unreadable(text)
    return seconds


def _unreadable(text: object) -> Exception:
    return bad_request(f"A value for DateTimeOffset could not be read: '{str(text)[:60]}'.")
