"""Times as Graph writes and reads them."""

from __future__ import annotations

from datetime import UTC, datetime

from aksess.cloud.services.graph.faults import bad_request


def written(moment: float) -> str:
    """Unix seconds as ISO 8601 in UTC."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read(text: object) -> float:
    """Unix seconds of an ISO 8601 text with an offset. Raises Fault 400."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        raise bad_request(f"A value for DateTimeOffset could not be read: '{str(text)[:60]}'.") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
