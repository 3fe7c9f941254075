"""HTTP/1.1 on one line: requests in, answers out, in the order that they came (RFC 9112).

llhttp reads, Node's own parser, at its strictest. What it does not take is answered with a 400 and the end of the
connection: in the same bytes, no two readers must see two different requests.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Final

import httptools

from aksess.cloud.call import Answer
from aksess.cloud.edge.reply import BODILESS, head_of, refusal
from aksess.cloud.edge.request import MAX_BODY, Request
from aksess.cloud.edge.sides import Line
from aksess.cloud.gate import ClientGone

# Octets, of a head and of all that is between two pieces of a body.
MAX_HEAD: Final = 256 * 1024
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
        self._most = most
        self._parser = httptools.HttpRequestParser(self)
        # What is being read; what is read up to its body at least, and not answered; what is being answered.
        self._arriving: Request | None = None
        self._queue: deque[Request] = deque()
        self._current: Request | None = None
        self._busy = False
        # Octets since the last that were a whole head, or body.
        self._extra = 0
        self._in_head = False
        # Nothing counts that comes after a request which ends the connection.
        self._heard_all = False
        self._closed = False
        self._held = False
        # Clear while the visitor has not read what was said.
        self._room = asyncio.Event()
        self._room.set()

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
        self._extra += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self._stay()
        except httptools.HttpParserError as error:
            self._refuse(400, f"the request is not HTTP/1.1: {error}")
        if self._arriving is not None and self._extra > MAX_HEAD:
            self._refuse(431, f"the request has more than {MAX_HEAD >> 10} KiB of headers, or of trailers")
        if self._queue and not self._busy:
            self._busy = True
            self._start(self._converse())
        self._pace()

    def end(self) -> None:
        """No request comes after those that have come, and they are answered."""
        self._heard_all, self._arriving = True, None
        for request in self._unanswered():
            request.abandon()
        if self.ended:
            self._finish()

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
        self._heard_all = self._closed = True
        for request in self._unanswered():
            request.abandon()
        self._queue.clear()
        self._room.set()

    def on_message_begin(self) -> None:
        """The parser: a request begins."""
        if not self._heard_all:
            self._arriving = Request(self._ask, self._most)
            self._in_head, self._extra = True, 0

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
        if key == "transfer-encoding" and key in self._arriving.headers:
            text = f"{self._arriving.headers.pop(key)}, {text}"
        # Of two headers of one name the first counts, so that a second Authorization changes nothing.
        self._arriving.headers.setdefault(key, text)

    def on_headers_complete(self) -> None:
        """The parser: the head is whole. The gate decides before it asks for the body."""
        if self._arriving is None:
            return
        self._in_head, self._extra = False, 0
        version, upgrades = self._parser.get_http_version(), self._parser.should_upgrade()
        if (found := _unclear(self._arriving.headers, version, upgrades=upgrades)) is not None:
            self._refuse(*found)
            return
        keeps = self._parser.should_keep_alive() and not upgrades
        self._arriving.head_is_read(self._parser.get_method().decode("latin-1"), version, keeps=keeps)
        self._queue.append(self._arriving)

    def on_body(self, piece: bytes) -> None:
        """The parser: a piece of the body."""
        self._extra = 0
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
        if self._heard_all and self._arriving is None:
            self._finish()

    async def _say(self, request: Request, answer: Answer) -> None:
        if request.unasked:
            # Nobody knows whether the body comes now: no request can be told from it.
            request.keeps, self._heard_all, self._arriving = False, True, None
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
        refused.refusal = refusal(status, why)
        refused.finish()
        self._queue.append(refused)

    def _unanswered(self) -> list[Request]:
        return [each for each in (*self._queue, self._current) if each is not None]

    def _finish(self) -> None:
        if not self._closed:
            self._heard_all = self._closed = True
            self._line.close()


def _unclear(headers: dict[str, str], version: str, *, upgrades: bool) -> tuple[int, str] | None:
    """What the parser takes and we do not: the status and the reason."""
    if version not in ("1.0", "1.1"):
        return 505, f"only HTTP/1.1 is spoken here, and HTTP/1.0: found {version}"
    coding = headers.get("transfer-encoding")
    if coding is not None and version == "1.0":
        # RFC 9112, 6.1: whoever passed it on may have read it in another way.
        return 400, "HTTP/1.0 has no Transfer-Encoding"
    if coding is not None and coding.lower() != "chunked":
        return 501, "the Transfer-Encoding is not understood: wanted `chunked`"
    if upgrades and (coding is not None or "content-length" in headers):
        # The parser takes the body for the other protocol's.
        return 400, "only HTTP/1.1 is spoken here: send the body without Upgrade"
    return None
