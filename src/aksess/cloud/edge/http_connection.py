"""HTTP/1.1 on one transport: it answers requests in the order of their arrival (RFC 9112).

It reads pipelined requests only as far as there is room, and writes no faster than the client reads.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Final

from aksess.cloud.edge.byte_stream import Transport
from aksess.cloud.edge.request import MAX_BODY, Request
from aksess.cloud.edge.request_parser import RequestParser
from aksess.cloud.edge.response_head import BODILESS, head_of
from aksess.cloud.pipeline.call import Answer
from aksess.cloud.pipeline.request_pipeline import ClientGone

# Requests that may wait for the answers to those before them, and the octets of their bodies.
MAX_AHEAD: Final = 16
MAX_WAITING: Final = 1024 * 1024
# Octets of an answer that are written at a time; other connections get their turn between two pieces.
PIECE: Final = 256 * 1024
_CONTINUE: Final = b"HTTP/1.1 100 Continue\r\n\r\n"


class HttpConnection:
    """The byte stream of a service.

    answer: answers a request. now: Unix seconds, for the Date header. start: runs a coroutine as a task. most: the
    largest body in octets.
    """

    def __init__(
        self,
        transport: Transport,
        answer: Callable[[Request], Awaitable[Answer]],
        now: Callable[[], float],
        start: Callable[[Coroutine[None, None, None]], None],
        most: int = MAX_BODY,
    ) -> None:
        self._transport = transport
        self._answer = answer
        self._now = now
        self._start = start
        self._reader = RequestParser(self._ask, most)
        # Requests whose head was read and that wait for an answer; the request that is being answered.
        self._queue: deque[Request] = deque()
        self._current: Request | None = None
        self._busy = False
        self._closed = False
        self._paused = False
        # Clear while the client has not read the answers.
        self._room = asyncio.Event()
        self._room.set()

    @property
    def needs_more(self) -> bool:
        """While a request is incomplete: only then does its sender wait for an acknowledgement."""
        return self._reader.arriving is not None

    @property
    def is_finished(self) -> bool:
        """Whether no more answers will come."""
        return self._closed or not (self._busy or self._queue)

    def send(self, data: bytes) -> None:
        """Receive octets of requests."""
        if self._closed:
            return
        self._queue.extend(self._reader.read(data))
        if self._queue and not self._busy:
            self._busy = True
            self._start(self._answer_requests())
        self._finish_if_done()
        self._limit_reading()

    def end(self) -> None:
        """Answer the requests that have arrived; no more will come."""
        self._reader.stop()
        for request in self._unanswered():
            request.abandon()
        self._finish_if_done()

    def pause(self) -> None:
        """Stop writing and reading, because the client does not read its answers."""
        self._room.clear()
        self._limit_reading()

    def resume(self) -> None:
        """Write and read again."""
        self._room.set()
        self._limit_reading()

    def close(self) -> None:
        """The transport is closed. Running operations are completed; their answers are dropped."""
        self._closed = True
        self._reader.stop()
        for request in self._unanswered():
            request.abandon()
        self._queue.clear()
        self._room.set()

    async def _answer_requests(self) -> None:
        try:
            while self._queue:
                self._current = request = self._queue.popleft()
                self._limit_reading()
                # A client that has disconnected gets no answer; a request that could not be parsed is refused next.
                with suppress(ClientGone):
                    await self._send_answer(request, request.refusal or await self._answer(request))
                self._current = None
        except BaseException:
            # The client must not wait for ever for its answer.
            self._finish()
            raise
        finally:
            self._busy, self._current = False, None
        self._finish_if_done()

    async def _send_answer(self, request: Request, answer: Answer) -> None:
        if request.unasked:
            # The body may come or not: a next request could not be told apart from it.
            request.keeps = False
            self._reader.stop()
        request.forget()
        head = head_of(request, answer, int(self._now()))
        body = b"" if request.method == "HEAD" or answer.status in BODILESS else answer.body
        await self._write(head + body[:PIECE])
        for start in range(PIECE, len(body), PIECE):
            await asyncio.sleep(0)
            if self._closed:
                return
            await self._write(body[start : start + PIECE])

    async def _write(self, piece: bytes) -> None:
        await self._room.wait()
        if not self._closed:
            self._transport.write(piece)

    def _limit_reading(self) -> None:
        """Read while there is room for requests and for their answers."""
        ahead = len(self._queue) > MAX_AHEAD or sum(request.length for request in self._queue) > MAX_WAITING
        full = ahead or not self._room.is_set()
        if full == self._paused or self._transport.is_closing():
            return
        self._paused = full
        if full:
            self._transport.pause_reading()
        else:
            self._transport.resume_reading()

    def _ask(self) -> None:
        if not self._closed:
            self._transport.write(_CONTINUE)

    def _unanswered(self) -> list[Request]:
        return [each for each in (*self._queue, self._current) if each is not None]

    def _finish_if_done(self) -> None:
        # A request that was answered early is read to its end: closing the transport before that may lose the answer.
        if self._reader.is_finished and not self.needs_more and self.is_finished:
            self._finish()

    def _finish(self) -> None:
        if not self._closed:
            self._closed = True
            self._reader.stop()
            self._transport.close()
