"""The head of an answer in HTTP/1.1."""

from __future__ import annotations

from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from typing import Final

from aksess.cloud.edge.request import Request
from aksess.cloud.pipeline.call import Answer

# RFC 9110, 8.6: these have no Content-Length, and no body.
BODILESS: Final = (204, 304)
_REASONS: Final = {status.value: status.phrase for status in HTTPStatus}
_STRAY: Final = str.maketrans("\r\n\0", "   ")


def head_of(request: Request, answer: Answer, second: int) -> bytes:
    """Return the head of an answer, with its empty line. second: the current time, Unix."""
    status = answer.status
    lines = [f"HTTP/{request.version} {status} {_REASONS.get(status, '')}"]
    lines += [f"{name}: {value}" for name, value in answer.headers]
    names = {name.lower() for name, _ in answer.headers}
    if "content-length" not in names and status not in BODILESS:
        lines.append(f"content-length: {len(answer.body)}")
    if "date" not in names:
        lines.append(_date(second))
    if not request.keeps:
        lines.append("connection: close")
    elif request.version == "1.0":
        lines.append("connection: keep-alive")
    text = "\r\n".join(lines)
    if text.count("\r") != len(lines) - 1 or text.count("\n") != len(lines) - 1 or "\0" in text:
        # A value that a client once sent must not become a header of its own.
        text = "\r\n".join(line.translate(_STRAY) for line in lines)
    return text.encode("latin-1", "replace") + b"\r\n\r\n"


@lru_cache(maxsize=4)
def _date(second: int) -> str:
    return f"date: {formatdate(second, usegmt=True)}"


def refusal(status: int, text: str) -> Answer:
    """Return the answer to a request that reaches no service. text: one line."""
    return Answer(status, f"{text}\n".encode(), (("content-type", "text/plain; charset=utf-8"),))
