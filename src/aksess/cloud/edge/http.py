"""HTTP/1.1 on one line: requests in, answers out, in the order that they came (RFC 9112).

llhttp reads, Node's own parser, at its strictest. What it does not take is answered with a 400 and the end of the
connection: in the same bytes, no two readers must see two different requests.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from typing import Final

import httptools

from aksess.cloud.call import Answer
from aksess.cloud.edge.request import MAX_BODY, Request
from aksess.cloud.edge.sides import Line
from aksess.cloud.gate import ClientGone

# Octets.
MAX_HEAD: Final = 256 * 1024
# Requests that may wait for the answers to those before them.
MAX_AHEAD: Final = 16
# Octets: a shorter answer goes in one piece with its head.
_SMALL: Final = 64 * 1024
# RFC 9110, 8.6: these have no Content-Length.
_BODILESS: Final = (204, 304)
_REASONS: Final = {status.value: status.phrase for status in HTTPStatus}
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
        self._most = most
        self._parser = httptools.HttpRequestParser(self)
        # What is being read; what is read up to its body at least, and not answered; what is being answered.
        self._arriving: Request | None = None
        self._queue: deque[Request] = deque()
        self._current: Request | None = None
        self._busy = False
        self._head_length = 0
        self._in_head = False
        # Nothing counts that comes after a request which ends the connection.
        self._heard_all = False
        self._closed = False
        self._held = False

    @property
    def waits(self) -> bool:
        """While a request has begun and is not whole: only then does its sender wait to be acknowledged."""
        return self._arriving is not None

    @property
    def ended(self) -> bool:
        """Whether no answer is to come."""
        return self._closed or not (self._busy or self._queue)

    def send(self, data: bytes) -> None:
        """Octets of requests."""
        if self._heard_all or self._closed:
            return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self._stay()
        except httptools.HttpParserError as error:
            self._refuse(400, f"the request is not HTTP/1.1: {error}")
        if self._in_head:
            self._head_length += len(data)
            if self._head_length > MAX_HEAD:
                self._refuse(431, f"the head of the request is longer than {MAX_HEAD >> 10} KiB")
        if self._queue and not self._busy:
            self._busy = True
            self._start(self._converse())
        if len(self._queue) > MAX_AHEAD:
            self._held = True
            self.hold()

    def end(self) -> None:
        """No request comes after those that have come, and they are answered."""
        self._heard_all, self._arriving = True, None
        for request in self._unanswered():
            request.abandon()
        if self.ended:
            self._finish()

    def hold(self) -> None:
        """Whoever does not read answers is not read either."""
        if not self._line.is_closing():
            self._line.pause_reading()

    def flow(self) -> None:
        """They read again."""
        if not self._held and not self._line.is_closing():
            self._line.resume_reading()

    def close(self) -> None:
        """The line is gone. What is being done is done to its end, and said to nobody."""
        self._heard_all = self._closed = True
        for request in self._unanswered():
            request.abandon()
        self._queue.clear()

    def on_message_begin(self) -> None:
        """The parser: a request begins."""
        self._arriving = Request(self._ask, self._most)
        self._in_head, self._head_length = True, 0

    def on_url(self, piece: bytes) -> None:
        """The parser: a piece of the target."""
        if self._arriving is not None:
            self._arriving.target += piece.decode("latin-1")

    def on_header(self, name: bytes, value: bytes) -> None:
        """The parser: a header, or a trailer, which nobody reads."""
        if self._arriving is None or not self._in_head:
            return
        key, text = name.decode("latin-1").lower(), value.decode("latin-1").rstrip(" \t")
        if key == "host":
            self._arriving.hosts.append(text)
        # Of two headers of one name the first counts, so that a second Authorization changes nothing.
        self._arriving.headers.setdefault(key, text)

    def on_headers_complete(self) -> None:
        """The parser: the head is whole. The gate decides before it asks for the body."""
        if self._arriving is None:
            return
        self._in_head = False
        method = self._parser.get_method().decode("latin-1")
        upgrades = self._parser.should_upgrade()
        keeps = self._parser.should_keep_alive() and not upgrades
        self._arriving.head_is_read(method, self._parser.get_http_version(), keeps=keeps)
        if upgrades and any(name in self._arriving.headers for name in ("content-length", "transfer-encoding")):
            # The parser takes the body for the other protocol's.
            self._arriving.refusal = _refusal(400, "only HTTP/1.1 is spoken here: send the body without Upgrade")
        self._queue.append(self._arriving)

    def on_body(self, piece: bytes) -> None:
        """The parser: a piece of the body."""
        if self._arriving is not None:
            self._arriving.take(piece)

    def on_message_complete(self) -> None:
        """The parser: the request is whole."""
        request, self._arriving = self._arriving, None
        if request is None:
            return
        request.finish()
        if not request.keeps:
            self._heard_all = True
            if request is not self._current and request not in self._queue:
                # It was answered before its body had come.
                self._finish()

    async def _converse(self) -> None:
        try:
            while self._queue:
                self._current = request = self._queue.popleft()
                # Whoever has gone is not answered; what could not be read to its end is refused next.
                with suppress(ClientGone):
                    self._say(request, request.refusal or await self._answer(request))
                self._current = None
                if self._held and len(self._queue) <= MAX_AHEAD:
                    self._held = False
                    self.flow()
        except BaseException:
            # Whoever waits for an answer must not wait for ever.
            self._finish()
            raise
        finally:
            self._busy, self._current = False, None
        if self._heard_all and self._arriving is None:
            self._finish()

    def _say(self, request: Request, answer: Answer) -> None:
        if self._closed:
            return
        if request.unasked:
            # Nobody knows whether the body comes now: no request can be told from it.
            request.keeps, self._heard_all, self._arriving = False, True, None
        head = _head(request, answer, int(self._now()))
        body = b"" if request.method == "HEAD" or answer.status in _BODILESS else answer.body
        if len(body) < _SMALL:
            self._line.write(head + body)
        else:
            self._line.write(head)
            self._line.write(body)
        request.forget()

    def _ask(self) -> None:
        if not self._closed:
            self._line.write(_CONTINUE)

    def _stay(self) -> None:
        # A server may go on in HTTP/1.1 (RFC 9110, 7.8); what else came was for the other protocol.
        self._heard_all = True

    def _refuse(self, status: int, why: str) -> None:
        if self._heard_all:
            return
        if self._arriving is not None:
            self._arriving.abandon()
        self._arriving, self._in_head, self._heard_all = None, False, True
        refused = Request(self._ask)
        refused.refusal = _refusal(status, why)
        refused.finish()
        self._queue.append(refused)

    def _unanswered(self) -> list[Request]:
        return [each for each in (*self._queue, self._current) if each is not None]

    def _finish(self) -> None:
        if not self._closed:
            self._heard_all = self._closed = True
            self._line.close()


def _head(request: Request, answer: Answer, second: int) -> bytes:
    status = answer.status
    lines = [f"HTTP/{request.version} {status} {_REASONS.get(status, '')}"]
    lines += [f"{name}: {value}" for name, value in answer.headers]
    names = {name.lower() for name, _ in answer.headers}
    if "content-length" not in names and status not in _BODILESS:
        lines.append(f"content-length: {len(answer.body)}")
    if "date" not in names:
        lines.append(_date(second))
    if not request.keeps:
        lines.append("connection: close")
    elif request.version == "1.0":
        lines.append("connection: keep-alive")
    text = "\r\n".join(lines)
    if text.count("\r") != len(lines) - 1 or text.count("\n") != len(lines) - 1 or "\0" in text:
        # What a client once gave as a value must not become a header of its own.
        text = "\r\n".join(line.translate(_STRAY) for line in lines)
    return text.encode("latin-1", "replace") + b"\r\n\r\n"


_STRAY: Final = str.maketrans("\r\n\0", "   ")


@lru_cache(maxsize=4)
def _date(second: int) -> str:
    return f"date: {formatdate(second, usegmt=True)}"


def _refusal(status: int, why: str) -> Answer:
    return Answer(status, f"aksess: {why}\n".encode(), (("content-type", "text/plain; charset=utf-8"),))
