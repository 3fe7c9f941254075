"""Long lists in pages: ``value``, and ``nextLink`` where there is more.

A page continues behind the last key of the one before, so that what is written in between moves nothing.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.services.arm.errors import bad_request

PAGE: Final = 500

T = TypeVar("T")


def page(call: Call, items: Sequence[T], key: Callable[[T], str], show: Callable[[T], Any]) -> Answer:
    """One page of items. key: what orders them (an id in lower case); ``$top`` is honoured up to 1000."""
    behind = _token(call)
    waiting = sorted((item for item in items if key(item) > behind), key=key)
    size = _size(call)
    content: dict[str, Any] = {"value": [show(item) for item in waiting[:size]]}
    if len(waiting) > size:
        content["nextLink"] = _next(call, key(waiting[size - 1]))
    return json_answer(200, content)


def _size(call: Call) -> int:
    top = call.query.get("$top", "")
    if not top:
        return PAGE
    if not top.isdecimal() or not top.isascii() or not 1 <= int(top[:6]) <= 1_000:
        raise bad_request(
            "InvalidQueryParameterValue", f"The value '{top}' of $top is invalid; it must be a number from 1 to 1000."
        )
    return int(top)


def _token(call: Call) -> str:
    token = call.query.get("$skiptoken", "")
    try:
        return base64.b64decode(token.encode() + b"=" * (-len(token) % 4), altchars=b"-_", validate=True).decode()
    except (ValueError, binascii.Error) as error:
        raise bad_request("InvalidSkipToken", f"The $skiptoken '{token}' is invalid.") from error


def _next(call: Call, last: str) -> str:
    token = base64.urlsafe_b64encode(last.encode()).rstrip(b"=").decode()
    kept = {name: value for name, value in call.query.items() if name != "$skiptoken"}
    return f"https://{call.host}{call.path}?{urlencode({**kept, '$skiptoken': token}, safe='$')}"
