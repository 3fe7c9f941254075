"""Lists in pages of a hundred: ``after`` in, ``@nextLink`` and ``Link`` out."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import msgspec

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.appconfig.conditions import check_read
from aksess.cloud.services.appconfig.errors import invalid_parameter
from aksess.cloud.services.appconfig.request_bodies import KIND
from aksess.cloud.services.appconfig.response_headers import sync_token
from aksess.cloud.services.appconfig.timestamps import memento

PAGE = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One entry: where it stands in the list, and what is shown of it. tag: changes when the entry does."""

    at: str
    item: Mapping[str, Any]
    tag: str = ""


def page_answer(call: Call, rows: Sequence[Row], kind: str, number: int) -> Answer:
    """One page of a list. rows: all of it, sorted by ``at``; kind: ``kvset``, …; number: of the store's state.

    The page has an entity tag, so that a client can ask whether it changed (versions from 2023-10-01 on).
    """
    after = _after(call)
    rest = [row for row in rows if row.at > after]
    page = rest[:PAGE]
    body: dict[str, Any] = {"items": [row.item for row in page]}
    headers = [("accept-ranges", "items"), sync_token(number)]
    if len(rest) > PAGE:
        link = _next_link(call, page[-1].at)
        body["@nextLink"] = link
        headers.append(("link", f'<{link}>; rel="next"'))
    etag = _etag(page)
    check_read(call, etag, tuple(headers))
    headers += [("content-type", f"{KIND}.{kind}+json; charset=utf-8"), ("etag", f'"{etag}"'), *memento(call)]
    return Answer(200, msgspec.json.encode({**body, "etag": etag}), tuple(headers))


def position(*parts: str) -> str:
    """Where an entry stands, from what the list is sorted by."""
    return "\0".join(parts)


def _after(call: Call) -> str:
    text = call.query.get("after", "")
    try:
        return base64.b64decode(text, altchars=b"-_", validate=True).decode()
    except ValueError as error:
        raise invalid_parameter("after", "not a token of this list") from error


def _next_link(call: Call, at: str) -> str:
    kept = [
        (name, value) for name, value in parse_qsl(call.query_string, keep_blank_values=True) if name.lower() != "after"
    ]
    token = base64.urlsafe_b64encode(at.encode()).decode()
    return f"{call.path}?{urlencode([*kept, ('after', token)], quote_via=quote)}"


def _etag(page: Sequence[Row]) -> str:
    text = "\n".join(f"{row.at}\0{row.tag}" for row in page)
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
