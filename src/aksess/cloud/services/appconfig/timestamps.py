"""``Accept-Datetime``: the state of a store as it was (RFC 7089).

An HTTP date, or an ISO 8601 one: the packages for Python and JavaScript send ``2026-11-22 21:47:47.5`` and the like.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.appconfig.errors import invalid_argument
from aksess.cloud.services.appconfig.response_headers import http_date
from aksess.cloud.services.appconfig.settings import Setting, Settings


def moment_of(call: Call) -> float | None:
    """The time that a request asks for, Unix seconds; None for now. Raises Fault(400): not a date."""
    text = str(call.headers.get("accept-datetime") or "")
    if not text:
        return None
    try:
        found = _read(text)
        # In UTC, because a date of the year 1 may be one of the year 0 there, which no answer can name.
        return (found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError) as error:
        raise invalid_argument(
            "Accept-Datetime", "Invalid request header 'Accept-Datetime'", f"{text!r} is not a date."
        ) from error


def _read(text: str) -> datetime:
    """The date in a text. Raises ValueError or TypeError where there is none."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return parsedate_to_datetime(text)


def settings_at(call: Call, settings: Settings) -> list[Setting]:
    """The key-values at the time that a request asks for."""
    moment = moment_of(call)
    return settings.all() if moment is None else settings.all_at(moment)


def memento(call: Call) -> tuple[tuple[str, str], ...]:
    """The headers of an answer that shows a past state: its time, and where the present one is."""
    moment = moment_of(call)
    if moment is None:
        return ()
    target = call.path + (f"?{call.query_string}" if call.query_string else "")
    return (("memento-datetime", http_date(moment)), ("link", f'<{target}>; rel="original"'))
