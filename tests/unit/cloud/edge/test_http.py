"""HTTP/1.1 on one line: what is read, what is refused, and in which order it is answered."""

from __future__ import annotations

import asyncio

import pytest

from aksess.cloud.call import Answer
from aksess.cloud.edge.http import MAX_AHEAD, MAX_HEAD
from aksess.cloud.edge.request import Request
from tests.unit.cloud.edge.talk import Heard, Talk, after, echo, get, post


def test_an_answer_has_a_length_and_a_date() -> None:
    said = after(get("/a?b=c")).said

    assert b"HTTP/1.1 200 OK\r\ncontent-length: 7\r\ndate: Tue, 14 Nov 2023 22:13:20 GMT\r\n\r\n/a?b=c|" == said


def test_a_request_may_come_octet_by_octet() -> None:
    line = after(*(bytes([each]) for each in post("/a", b"body", "X: y")))

    assert line.said.endswith(b"/a|body")
    assert not line.closed


def test_requests_that_come_at_once_are_answered_in_their_order() -> None:
    """Also where the first takes the longest."""
    turn = []

    async def slowly(request: Request) -> Answer:
        for _ in range(5 if request.target == "/1" else 0):
            await asyncio.sleep(0)
        turn.append(request.target)
        return await echo(request)

    line = after(get("/1") + post("/2", b"x") + get("/3"), answer=slowly)

    assert ["/1", "/2", "/3"] == turn
    assert line.said.index(b"/1|") < line.said.index(b"/2|x") < line.said.index(b"/3|")


def test_who_asks_far_ahead_is_not_read_for_a_while() -> None:
    async def talk() -> tuple[bool, Heard]:
        go = asyncio.Event()

        async def waits(request: Request) -> Answer:
            await go.wait()
            return await echo(request)

        talk = Talk(waits)
        line = await talk.hear(get() * (MAX_AHEAD + 5))
        before = line.reading
        go.set()
        await talk.settle()
        return before, line

    before, line = asyncio.run(talk())

    assert (False, True) == (before, line.reading)
    assert MAX_AHEAD + 5 == len(line.statuses)


@pytest.mark.parametrize(
    "head",
    [
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0x1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n",
        "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n",
        "GET / HTTP/1.1\nHost: x\n\n",
        "GET / HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n",
        "GET /\u00e4 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/3.7\r\nHost: x\r\n\r\n",
        "NONSENSE / HTTP/1.1\r\nHost: x\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: h2c\r\nContent-Length: 1\r\n\r\nx",
        "\x16\x03\x01\x02\x00",
    ],
)
def test_what_two_readers_could_read_differently_is_refused(head: str) -> None:
    """After what came well before it is answered; and nothing after it is read."""
    line = after(get("/before"), head.encode("latin-1"), get("/after"))

    assert [200, 400] == line.statuses
    assert b"aksess: " in line.said
    assert b"/after" not in line.said
    assert line.closed


def test_a_head_without_end_is_refused() -> None:
    line = after(*(b"GET / HTTP/1.1\r\n", *(b"A: " + b"x" * 1000 + b"\r\n" for _ in range(MAX_HEAD // 1000))))

    assert [431] == line.statuses
    assert line.closed


def test_a_client_that_has_said_all_gets_its_answers_and_then_the_end() -> None:
    async def talk() -> tuple[bool, bool, Heard]:
        go = asyncio.Event()

        async def waits(request: Request) -> Answer:
            await go.wait()
            return await echo(request)

        talk = Talk(waits)
        await talk.hear(get("/a") + get("/b"))
        talk.http.end()
        during = talk.http.ended
        go.set()
        await talk.settle()
        return during, talk.http.ended, talk.line

    during, at_last, line = asyncio.run(talk())

    assert (False, True) == (during, at_last)
    assert [200, 200] == line.statuses
    assert line.closed


def test_an_end_before_the_end_of_a_request_is_one_of_the_connection() -> None:
    async def talk() -> Heard:
        talk = Talk()
        await talk.hear(get("/a")[:-2])
        talk.http.end()
        return talk.line

    line = asyncio.run(talk())

    assert (b"", True) == (line.said, line.closed)


@pytest.mark.parametrize(
    ("request_", "closes"),
    [
        (get(), False),
        (get("/", "Connection: close"), True),
        (get(version="1.0"), True),
        (get("/", "Connection: keep-alive", version="1.0"), False),
        (get("/", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABk"), True),
    ],
)
def test_a_connection_goes_on_where_its_client_means_it_to(request_: bytes, closes: bool) -> None:
    """Java's client offers HTTP/2 with its first request, and takes an answer in HTTP/1.1."""
    line = after(request_)

    assert b" 200 OK\r\n" in line.said
    assert closes == line.closed
    assert closes == (b"connection: close" in line.said)


def test_what_comes_after_the_last_request_does_not_count() -> None:
    line = after(get("/a", "Connection: close") + get("/b"))

    assert [200] == line.statuses
    assert line.closed


@pytest.mark.parametrize(
    ("method", "answer", "length", "body"),
    [
        ("HEAD", Answer(200, b"12345"), b"5", b""),
        ("HEAD", Answer(200, b"", (("Content-Length", "77"),)), b"77", b""),
        ("GET", Answer(204), None, b""),
        ("GET", Answer(304), None, b""),
        ("GET", Answer(200), b"0", b""),
        ("GET", Answer(999, b"x"), b"1", b"x"),
        ("GET", Answer(200, b"x" * 100_000), b"100000", b"x" * 100_000),
    ],
)
def test_a_length_is_told_where_there_is_one(method: str, answer: Answer, length: bytes | None, body: bytes) -> None:
    async def says(request: Request) -> Answer:
        return answer

    head, _, rest = after(get().replace(b"GET", method.encode()), answer=says).said.partition(b"\r\n\r\n")
    told = [line.partition(b": ")[2] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")]

    assert ([] if length is None else [length]) == told
    assert body == rest


def test_a_value_does_not_become_a_header_of_its_own() -> None:
    """A signed URL names the Content-Disposition of its answer, percent-encoded."""

    async def says(request: Request) -> Answer:
        return Answer(200, b"", (("content-disposition", "a\r\nSet-Cookie: b\0\u20ac"),))

    head = after(get(), answer=says).said

    assert b"content-disposition: a  Set-Cookie: b ?\r\n" in head


def test_a_defect_ends_the_connection() -> None:
    """Whoever waits for an answer must not wait for ever."""

    async def fails(request: Request) -> Answer:
        raise RuntimeError("a defect")

    async def talk() -> Heard:
        talk = Talk(fails)
        line = await talk.hear(get())
        (task,) = talk._tasks
        assert isinstance(task.exception(), RuntimeError)
        return line

    assert asyncio.run(talk()).closed
