"""Lists in pages: ``marker`` and ``maxresults`` in, ``NextMarker`` out.

A marker is opaque to clients; ours is the base64 of the first name of the next page.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence

from aksess.cloud.pipeline.call import Call
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.numbers import read_number

LARGEST_PAGE = 5_000


def page_size(call: Call, most: int = LARGEST_PAGE) -> int:
    """How many a client wants at most. Raises Fault(400): not a number above 0."""
    text = call.query.get("maxresults", "")
    if not text:
        return most
    found = read_number(text)
    if not found:
        raise refusal("OutOfRangeQueryParameterValue", message=f"maxresults is {text[:40]!r}; expected 1 to {most}.")
    return min(found, most)


def marked(call: Call) -> str:
    """Where the page starts: the name in the marker, or the empty text. Raises Fault(400, InvalidMarker)."""
    text = call.query.get("marker", "")
    try:
        return base64.b64decode(text, altchars=b"-_", validate=True).decode()
    except ValueError as error:
        raise refusal("InvalidMarker") from error


def marker_for(name: str) -> str:
    """The marker of a page that starts at a name."""
    return base64.urlsafe_b64encode(name.encode()).decode()


def page_of(names: Sequence[str], start: str, size: int) -> tuple[Sequence[str], str]:
    """The names of one page from start on, and the marker of the next one, empty after the last. names: sorted."""
    rest = [name for name in names if name >= start]
    following = marker_for(rest[size]) if len(rest) > size else ""
    return rest[:size], following
