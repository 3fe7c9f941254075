"""One request on its way in: what is known of it, and when its body is there."""

from __future__ import annotations

import asyncio

import pytest

from aksess.cloud.edge.request import Request
from aksess.cloud.pipeline.call import Answer
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.request_pipeline import ClientGone
from tests.unit.cloud.edge.talk import OutputLine, Talk, after, echo, get, post


def test_headers_are_known_by_their_first_value_and_trailers_by_none() -> None:
    seen = {}

    async def look(request: Request) -> Answer:
        await request.body()
        seen.update(request.headers)
        return Answer(200)

    chunked = (
        b"POST / HTTP/1.1\r\nHost: x\r\nA: 1 \r\na:2\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nB: 3\r\n\r\n"
    )
    after(chunked, answer=look)

    assert {"host": "x", "a": "1", "transfer-encoding": "chunked"} == seen


def test_the_gate_decides_before_the_body_is_there() -> None:
    """And what still comes of it is not taken for the next request."""

    async def refuses(request: Request) -> Answer:
        return Answer(401, b"no") if request.method == "POST" else await echo(request)

    whole = post("/a", b"GET /smuggled HTTP/1.1\r\n\r\n")
    line = after(whole[:-10], whole[-10:], get("/next"), answer=refuses)

    assert [401, 200] == line.statuses
    assert b"smuggled" not in line.said
    assert line.said.endswith(b"/next|")


def test_a_body_that_waits_to_be_asked_for_is_asked_for_when_it_is_read() -> None:
    head, body = post("/a", b"body", "Expect: 100-continue")[:-4], b"body"

    async def talk() -> tuple[bytes, bytes]:
        talk = Talk()
        first = (await talk.hear(head)).said
        return first, (await talk.hear(body)).said

    first, last = asyncio.run(talk())

    assert b"HTTP/1.1 100 Continue\r\n\r\n" == first
    assert last.endswith(b"/a|body")


def test_a_client_of_http_1_0_is_not_asked_for_its_body() -> None:
    """It would take the question for the answer (RFC 9110, 10.1.1)."""
    whole = post("/a", b"body", "Expect: 100-continue").replace(b"HTTP/1.1", b"HTTP/1.0")
    said = after(whole[:-4], whole[-4:]).said

    assert said.startswith(b"HTTP/1.0 200 OK\r\n")
    assert said.endswith(b"/a|body")


def test_a_body_that_is_not_asked_for_ends_the_connection() -> None:
    """Whether it comes all the same nobody knows, and no next request could be told from it."""

    async def refuses(request: Request) -> Answer:
        return Answer(403)

    line = after(post("/a", b"body", "Expect: 100-continue")[:-4], b"body" + get(), answer=refuses)

    assert [403] == line.statuses
    assert b"connection: close" in line.said
    assert line.closed


@pytest.mark.parametrize("declared", [True, False])
def test_a_body_that_is_too_large_is_refused(declared: bool) -> None:
    """Before it comes, where it says how long it is; else once it is too long. What follows is read all the same."""
    refused = []

    async def faults(request: Request) -> Answer:
        try:
            return await echo(request)
        except Fault as fault:
            refused.append(fault.code)
            return Answer(fault.status)

    chunked = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n" + b"x" * 11 + b"\r\n"
    pieces = [post("/", b"x" * 11)] if declared else [chunked, b"3\r\nxyz\r\n0\r\n\r\n"]
    line = after(*pieces, get("/next"), answer=faults, most=10)

    assert ["RequestBodyTooLarge"] == refused
    assert [413, 200] == line.statuses


def test_a_client_that_leaves_in_the_middle_is_not_answered() -> None:
    gone = []

    async def notes(request: Request) -> Answer:
        try:
            return await echo(request)
        except ClientGone:
            gone.append(request.target)
            raise

    async def talk() -> OutputLine:
        talk = Talk(notes)
        await talk.hear(post("/a", b"body")[:-1])
        talk.http.close()
        await talk.settle()
        return talk.line

    assert b"" == asyncio.run(talk()).said
    assert ["/a"] == gone
