"""HTTP/1.1 on one line: requests in, answers out, in the order that they came (RFC 9112).

Whoever asks ahead is read no further than there is room for, and told no more than they read.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Final

from aksess.cloud.edge.reading import Reader
from aksess.cloud.edge.reply import BODILESS, head_of
from aksess.cloud.edge.request import MAX_BODY, Request
from aksess.cloud.edge.sides import Line
from aksess.cloud.pipeline.call import Answer
from aksess.cloud.pipeline.request_pipeline import ClientGone

# Requests that may wait for the answers to those before them, and the octets of their bodies.
MAX_AHEAD: Final = 16
MAX_WAITING: Final = 1024 * 1024
# Octets of an answer that are said at a time: others get their turn between two pieces.
PIECE: Final = 256 * 1024
_CONTINUE: Final = b"HTTP/1.1 100 Continue\r\n\r\n"


class Http:
    """The side of a service.

    answer: what it says to a request. now: Unix seconds, for the Date of an answer. start: runs a coroutine beside
    everything else. most: octets that a body may have.
    """

    def __init__(
        self,
        line: Line,
        answer: Callable[[Request], Awaitable[Answer]],
        now: Callable[[], float],
        start: Callable[[Coroutine[None, None, None]], None],
        most: int = MAX_BODY,
    ) -> None:
        self._line = line
        self._answer = answer
        self._now = now
        self._start = start
        self._reader = Reader(self._ask, most)
        # What is read up to its body at least, and not answered; what is being answered.
        self._queue: deque[Request] = deque()
        self._current: Request | None = None
        self._busy = False
        self._closed = False
        self._held = False
        # Clear while the visitor has not read what was said.
        self._room = asyncio.Event()
        self._room.set()

    @property
    def waits(self) -> bool:
        """While a request has begun and is not whole: only then does its sender wait to be acknowledged."""
        return self._reader.arriving is not None

    @property
    def ended(self) -> bool:
        """Whether no answer is to come."""
        return self._closed or not (self._busy or self._queue)

    def send(self, data: bytes) -> None:
        """Octets of requests."""
        if self._closed:
            return
        self._queue.extend(self._reader.read(data))
        if self._queue and not self._busy:
            self._busy = True
            self._start(self._converse())
        self._finish_if_done()
        self._pace()

    def end(self) -> None:
        """No request comes after those that have come, and they are answered."""
        self._reader.stop()
        for request in self._unanswered():
            request.abandon()
        self._finish_if_done()

    def hold(self) -> None:
        """Whoever does not read answers is told no more, and not read either."""
        self._room.clear()
        self._pace()

    def flow(self) -> None:
        """They read again."""
        self._room.set()
        self._pace()

    def close(self) -> None:
        """The line is gone. What is being done is done to its end, and said to nobody."""
        self._closed = True
        self._reader.stop()
        for request in self._unanswered():
            request.abandon()
        self._queue.clear()
        self._room.set()

    async def _converse(self) -> None:
        try:
            while self._queue:
                self._current = request = self._queue.popleft()
                self._pace()
                # Whoever has gone is not answered; what could not be read to its end is refused next.
                with suppress(ClientGone):
                    await self._say(request, request.refusal or await self._answer(request))
                self._current = None
        except BaseException:
            # Whoever waits for an answer must not wait for ever.
            self._finish()
            raise
        finally:
            self._busy, self._current = False, None
        self._finish_if_done()

    async def _say(self, request: Request, answer: Answer) -> None:
        if request.unasked:
            # Nobody knows whether the body comes now: no request can be told from it.
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
            self._line.write(piece)

    def _pace(self) -> None:
        """Read as long as there is room for what comes, and for what is said to it."""
        ahead = len(self._queue) > MAX_AHEAD or sum(request.length for request in self._queue) > MAX_WAITING
        hold = ahead or not self._room.is_set()
        if hold == self._held or self._line.is_closing():
            return
        self._held = hold
        if hold:
            self._line.pause_reading()
        else:
            self._line.resume_reading()

    def _ask(self) -> None:
        if not self._closed:
            self._line.write(_CONTINUE)

    def _unanswered(self) -> list[Request]:
        return [each for each in (*self._queue, self._current) if each is not None]

    def _finish_if_done(self) -> None:
        # A request that was answered early is read to its end: a line that is closed before may lose the answer.
        if self._reader.ended and not self.waits and self.ended:
            self._finish()

    def _finish(self) -> None:
        if not self._closed:
            self._closed = True
            self._reader.stop()
            self._line.close()
