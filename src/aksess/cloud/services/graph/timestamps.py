"""Times as Graph writes and reads them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from aksess.cloud.services.graph.errors import bad_request

# The first and the last second that a date can be written in.
FIRST: Final = -62135596800.0
LAST: Final = 253402300799.0


def written(moment: float) -> str:
    """Unix seconds as ISO 8601 in UTC."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read(text: object) -> float:
    """Unix seconds of an ISO 8601 text with an offset. Raises Fault 400, also where it is in no year in UTC."""
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
