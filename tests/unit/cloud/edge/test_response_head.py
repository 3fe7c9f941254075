"""The head of an answer."""

from __future__ import annotations

import pytest

from aksess.cloud.edge.request import Request
from aksess.cloud.pipeline.call import Answer
from tests.unit.cloud.edge.talk import after, get


def test_an_answer_has_a_length_and_a_date() -> None:
    said = after(get("/a?b=c")).said

    assert b"HTTP/1.1 200 OK\r\ncontent-length: 7\r\ndate: Tue, 14 Nov 2023 22:13:20 GMT\r\n\r\n/a?b=c|" == said


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
