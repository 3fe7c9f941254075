"""Graph's answers: one object, a page of objects, or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final
from urllib.parse import quote

import msgspec

from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.graph.errors import bad_request
from aksess.cloud.services.graph.odata import Object, matching, named, selected
from aksess.cloud.services.graph.sorting import order_names, ordered, searching

_MOST: Final = 999
_USUAL: Final = 100
# The entity of lists that hold objects of several types.
_ANYTHING: Final = "directoryObjects"
_LIST_OPTIONS: Final = ("$filter", "$select", "$top", "$count", "$skiptoken", "$orderby", "$search")
# Microsoft Learn, "Use query parameters to customize responses".
_OPTIONS: Final = (*_LIST_OPTIONS, "$expand", "$skip", "$format", "$deltatoken")


def body_of(call: Call) -> Object:
    """Return the request's JSON object.

    Raises:
        Fault: 400, also if its content type is not JSON.
    """
    if call.body and not call.media_type:
        raise bad_request(
            "Write requests (excluding DELETE) must contain the Content-Type header declaration.", "BadRequest"
        )
    if call.body and call.media_type.lower() != "application/json":
        raise bad_request("Entity only allows writes with a JSON Content-Type header.", "BadRequest")
    try:
        body = call.json()
    except (msgspec.DecodeError, RecursionError) as error:
        raise bad_request("Unable to read JSON request payload.", "BadRequest") from error
    if not isinstance(body, dict):
        raise bad_request("Empty Payload. JSON content expected.", "BadRequest")
    return body


def one(call: Call, found: Object, entity: str, status: int = 200) -> Answer:
    """One object. entity: the context's name, ``applications/$entity``."""
    _check_options(call, ("$select",))
    if "counted" in call.params:
        raise bad_request("$count is not currently supported.")
    body = {"@odata.context": _context(call, entity), **selected(found, call.query.get("$select", ""))}
    return json_answer(status, body, _headers(call))


def many(call: Call, found: Iterable[Object], entity: str) -> Answer:
    """Return a page of objects, filtered and selected by the query, with a link to the next page."""
    _check_options(call, _LIST_OPTIONS)
    asked, order = call.query.get("$filter", ""), call.query.get("$orderby", "")
    test, objects = matching(asked), list(found)
    if entity != _ANYTHING:
        _check_names(objects, {*named(asked), *order_names(order)})
    hits = ordered(_sought(call, [each for each in objects if test(each)]), order)
    if "counted" in call.params:
        return _count(call, len(hits))
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


def _check_names(found: list[Object], names: Collection[str]) -> None:
    """Refuse an unknown property, because a filter on it would silently match nothing. Raises Fault 400."""
    known = {name.lower() for each in found for name in each} if names else set()
    stray = sorted(name for name in names if name.lower() not in known)
    if found and stray:
        kind = str(found[0].get("@odata.type", "the objects of this list")).removeprefix("#")
        raise bad_request(
            f"Invalid filter clause: Could not find a property named '{stray[0][:80]}' on type '{kind}'.", "BadRequest"
        )


def _count(call: Call, number: int) -> Answer:
    if not _is_eventual(call):
        raise bad_request("$count is not currently supported.")
    return Answer(200, str(number).encode(), (("content-type", "text/plain"), *_headers(call)))


def _sought(call: Call, found: list[Object]) -> list[Object]:
    text = call.query.get("$search", "")
    if not text:
        return found
    if not _is_eventual(call):
        raise bad_request(
            "Request with $search query parameter only works through MSGraph with a special request header: "
            "'ConsistencyLevel: eventual'",
            "Request_UnsupportedQuery",
        )
    test = searching(text)
    return [each for each in found if test(each)]


def _is_eventual(call: Call) -> bool:
    return str(call.headers.get("consistencylevel") or "").lower() == "eventual"


def _check_options(call: Call, served: Collection[str]) -> None:
    """Refuse an unsupported option that would change the answer. Raises Fault 400 or 501."""
    for name in call.query:
        if name.startswith("$") and name not in served:
            if name in _OPTIONS:
                raise Fault(501, "NotImplemented", f"The local Azure does not serve {name} for {call.path}")
            raise bad_request(f"The query parameter '{name[:40]}' is not supported.", "BadRequest")


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
