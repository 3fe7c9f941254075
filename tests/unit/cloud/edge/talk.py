"""A client and a service that talk HTTP, without a socket between them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine

from aksess.cloud.edge.http_connection import HttpConnection
from aksess.cloud.edge.request import MAX_BODY, Request
from aksess.cloud.pipeline.call import Answer

NOW = 1_700_000_000.0


class OutputLine:
    """A line that remembers what was said on it."""

    def __init__(self) -> None:
        self.said = b""
        self.closed = False
        self.reading = True

    def write(self, data: bytes) -> None:
        assert not self.closed
        self.said += data

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def pause_reading(self) -> None:
        self.reading = False

    def resume_reading(self) -> None:
        self.reading = True

    @property
    def statuses(self) -> list[int]:
        return [int(status) for status in re.findall(rb"HTTP/1.1 ([0-9]{3}) ", self.said)]


async def echo(request: Request) -> Answer:
    """The target and the body."""
    return Answer(200, request.target.encode() + b"|" + await request.body())


class Talk:
    """A service and its line. answer: what it says."""

    def __init__(self, answer: Callable[[Request], Awaitable[Answer]] = echo, most: int = MAX_BODY) -> None:
        self.line = OutputLine()
        self.failed: list[BaseException] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self.http = HttpConnection(self.line, answer, lambda: NOW, self._start, most)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        self._tasks.add(asyncio.get_running_loop().create_task(work))

    async def hear(self, *pieces: bytes) -> OutputLine:
        """Say the pieces and let everything happen that can."""
        for piece in pieces:
            self.http.send(piece)
            await self.settle()
        return self.line

    async def settle(self) -> None:
        for _ in range(20):
            await asyncio.sleep(0)


def after(*pieces: bytes, answer: Callable[[Request], Awaitable[Answer]] = echo, most: int = MAX_BODY) -> OutputLine:
    """The line, after a client has said the pieces."""

    async def talk() -> OutputLine:
        return await Talk(answer, most).hear(*pieces)

    return asyncio.run(talk())


def get(path: str = "/", *headers: str, version: str = "1.1") -> bytes:
    return "\r\n".join([f"GET {path} HTTP/{version}", "Host: x", *headers, "", ""]).encode()


def post(path: str, body: bytes, *headers: str) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: x", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body
