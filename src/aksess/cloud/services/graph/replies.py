"""Graph's answers: one object, a page of objects, or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import quote

import msgspec

from aksess.cloud.call import Answer, Call, json_answer
from aksess.cloud.services.graph.faults import bad_request
from aksess.cloud.services.graph.odata import Object, matching, selected

_MOST: Final = 999
_USUAL: Final = 100


def body_of(call: Call) -> Object:
    """The request's JSON object. Raises Fault 400."""
    try:
        body = call.json()
    except (msgspec.DecodeError, RecursionError) as error:
        raise bad_request("Unable to read JSON request payload.", "BadRequest") from error
    if not isinstance(body, dict):
        raise bad_request("Empty Payload. JSON content expected.", "BadRequest")
    return body


def one(call: Call, found: Object, entity: str, status: int = 200) -> Answer:
    """One object. entity: the context's name, ``applications/$entity``."""
    body = {"@odata.context": _context(call, entity), **selected(found, call.query.get("$select", ""))}
    return json_answer(status, body, _headers(call))


def many(call: Call, found: Iterable[Object], entity: str) -> Answer:
    """A page of objects, filtered and selected as the query says, with a link to the next one."""
    test = matching(call.query.get("$filter", ""))
    hits = [each for each in found if test(each)]
    top, skip = _number(call, "$top", _USUAL), _number(call, "$skiptoken", 0)
    if top == 0:
        raise bad_request("Invalid page size specified: '0'. Must be between 1 and 999 inclusive.", "BadRequest")
    page = hits[skip : skip + min(top, _MOST)]
    body: dict[str, Any] = {"@odata.context": _context(call, entity)}
    if call.query.get("$count", "").lower() == "true":
        body["@odata.count"] = len(hits)
    if skip + len(page) < len(hits):
        body["@odata.nextLink"] = _next(call, skip + len(page))
    body["value"] = [selected(each, call.query.get("$select", "")) for each in page]
    return json_answer(200, body, _headers(call))


def done(call: Call) -> Answer:
    """204."""
    return Answer(204, headers=_headers(call))


def _headers(call: Call) -> tuple[tuple[str, str], ...]:
    return (("request-id", call.request_id), ("odata-version", "4.0"))


def _context(call: Call, entity: str) -> str:
    return f"https://{call.host}/{call.params.get('version', 'v1.0')}/$metadata#{entity}"


def _next(call: Call, skip: int) -> str:
    kept = {name: value for name, value in call.query.items() if name != "$skiptoken"}
    query = "&".join(f"{name}={quote(value)}" for name, value in {**kept, "$skiptoken": str(skip)}.items())
    return f"https://{call.host}{call.path}?{query}"


def _number(call: Call, name: str, usual: int) -> int:
    text = call.query.get(name, "")
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise bad_request(f"Invalid value '{text[:40]}' for the query option '{name}'.", "BadRequest")
    return int(text)
