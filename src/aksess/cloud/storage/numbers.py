"""Numbers in headers and queries: decimal, and no longer than a 64-bit integer."""

from __future__ import annotations

import re

from aksess.cloud.pipeline.call import Call
from aksess.cloud.storage.errors import refusal

_DECIMAL = re.compile(r"\d{1,18}", re.ASCII)


def read_number(text: str) -> int | None:
    """The number in a text of up to 18 decimal digits; None where it is none."""
    return int(text) if _DECIMAL.fullmatch(text) else None


def header_number(call: Call, name: str) -> int | None:
    """The number in a header; None where the header is not there. Raises Fault(400): not a number."""
    text = str(call.headers.get(name) or "")
    if not text:
        return None
    found = read_number(text)
    if found is None:
        raise refusal("InvalidHeaderValue", message=f"{name} must be a decimal number, found {text[:40]!r}.")
    return found
