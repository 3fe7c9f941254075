"""HTTP/1.1 on one transport: what is read, what is refused, and how a connection ends."""

from __future__ import annotations

import asyncio

import pytest

from aksess.cloud.edge.request import Request
from aksess.cloud.edge.request_parser import MAX_HEAD
from aksess.cloud.pipeline.call import Answer
from tests.unit.cloud.edge.talk import OutputLine, Talk, after, echo, get, post


def test_a_request_may_come_octet_by_octet() -> None:
    transport = after(*(bytes([each]) for each in post("/a", b"body", "X: y")))

    assert transport.said.endswith(b"/a|body")
    assert not transport.closed


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
    transport = after(get("/before"), head.encode("latin-1"), get("/after"))

    assert [200, 400] == transport.statuses
    assert b"aksess: " in transport.said
    assert b"/after" not in transport.said
    assert transport.closed


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505),
        ("GET / HTTP/0.9\r\nHost: x\r\n\r\n", 505),
        ("GET /\r\n\r\n", 505),
        ("POST / HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 501),
    ],
)
def test_what_the_parser_takes_and_we_do_not_ends_the_connection(head: str, status: int) -> None:
    """And nothing that came with it is read."""
    transport = after(head.encode() + get("/after"))

    assert [status] == transport.statuses
    assert b"/after" not in transport.said
    assert transport.closed


@pytest.mark.parametrize("coding", ["chunked", "Chunked"])
def test_a_body_may_come_in_chunks(coding: str) -> None:
    head = f"POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: {coding}\r\n\r\n"

    assert after(head.encode() + b"4\r\nbody\r\n0\r\n\r\n").said.endswith(b"/a|body")


@pytest.mark.parametrize("endless", [b"0\r\nA: ", b"4;"])
def test_what_comes_beside_a_body_has_an_end(endless: bytes) -> None:
    """A trailer or the extension of a chunk, which nobody reads."""
    head = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n"
    transport = after(head, endless, *(b"x" * 10_000 for _ in range(MAX_HEAD // 10_000 + 1)))

    assert [431] == transport.statuses
    assert transport.closed


def test_a_body_is_not_counted_with_its_head() -> None:
    content = b"x" * (MAX_HEAD + 1)

    assert after(post("/a", content)[:-1], b"x").said.endswith(b"/a|" + content)


def test_a_head_without_end_is_refused() -> None:
    transport = after(*(b"GET / HTTP/1.1\r\n", *(b"A: " + b"x" * 1000 + b"\r\n" for _ in range(MAX_HEAD // 1000))))

    assert [431] == transport.statuses
    assert transport.closed


def test_a_client_that_has_said_all_gets_its_answers_and_then_the_end() -> None:
    async def talk() -> tuple[bool, bool, OutputLine]:
        go = asyncio.Event()

        async def waits(request: Request) -> Answer:
            await go.wait()
            return await echo(request)

        talk = Talk(waits)
        await talk.hear(get("/a") + get("/b"))
        talk.http.end()
        during = talk.http.is_finished
        go.set()
        await talk.settle()
        return during, talk.http.is_finished, talk.line

    during, at_last, transport = asyncio.run(talk())

    assert (False, True) == (during, at_last)
    assert [200, 200] == transport.statuses
    assert transport.closed


def test_an_end_before_the_end_of_a_request_is_one_of_the_connection() -> None:
    async def talk() -> OutputLine:
        talk = Talk()
        await talk.hear(get("/a")[:-2])
        talk.http.end()
        return talk.line

    transport = asyncio.run(talk())

    assert (b"", True) == (transport.said, transport.closed)


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
    transport = after(request_)

    assert b" 200 OK\r\n" in transport.said
    assert closes == transport.closed
    assert closes == (b"connection: close" in transport.said)


def test_what_comes_after_the_last_request_does_not_count() -> None:
    transport = after(get("/a", "Connection: close") + get("/b"))

    assert [200] == transport.statuses
    assert transport.closed


def test_a_defect_ends_the_connection() -> None:
    """Whoever waits for an answer must not wait for ever."""

    async def fails(request: Request) -> Answer:
        raise RuntimeError("a defect")

    async def talk() -> OutputLine:
        talk = Talk(fails)
        transport = await talk.hear(get())
        (task,) = talk._tasks
        assert isinstance(task.exception(), RuntimeError)
        return transport

    assert asyncio.run(talk()).closed
