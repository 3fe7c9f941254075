"""What a client says on a line, as requests (RFC 9112).

llhttp reads, Node's own parser, at its strictest. What it does not take is refused, and nothing is read after it: in
the same bytes, no two readers must see two different requests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import httptools

from aksess.cloud.edge.request import Request
from aksess.cloud.edge.response_head import refusal

# Octets, of a head and of all that is between two pieces of a body.
MAX_HEAD: Final = 256 * 1024


class RequestParser:
    """The requests on one line. ask: asks for a body that waits for it. most: octets that a body may have.

    ended: nothing counts that comes now. arriving: the request that is being read.
    """

    def __init__(self, ask: Callable[[], None], most: int) -> None:
        self.is_finished = False
        self.arriving: Request | None = None
        self._ask = ask
        self._most = most
        self._parser = httptools.HttpRequestParser(self)
        self._found: list[Request] = []
        self._in_head = False
        # Octets since the last that were a whole head, or body.
        self._extra = 0

    def read(self, data: bytes) -> list[Request]:
        """The requests whose heads end in these octets; their bodies may still come. The last may be a refusal."""
        self._found = []
        if self.is_finished:
            return self._found
        self._extra += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            # A server may go on in HTTP/1.1 (RFC 9110, 7.8); what else came was for the other protocol.
            self.is_finished = True
        except httptools.HttpParserError as error:
            self._refuse(400, f"the request is not HTTP/1.1: {error}")
        if self.arriving is not None and self._extra > MAX_HEAD:
            self._refuse(431, f"the request has more than {MAX_HEAD >> 10} KiB of headers, or of trailers")
        return self._found

    def stop(self) -> None:
        """Nothing counts any more, nor the rest of what is being read."""
        self.is_finished, self.arriving = True, None

    def on_message_begin(self) -> None:
        """The parser: a request begins."""
        if not self.is_finished:
            self.arriving = Request(self._ask, self._most)
            self._in_head, self._extra = True, 0

    def on_url(self, piece: bytes) -> None:
        """The parser: a piece of the target."""
        if self.arriving is not None:
            self.arriving.target += piece.decode("latin-1")

    def on_header(self, name: bytes, value: bytes) -> None:
        """The parser: a header, or a trailer, which nobody reads."""
        if self.arriving is None or not self._in_head:
            return
        key, text = name.decode("latin-1").lower(), value.decode("latin-1").rstrip(" \t")
        if key == "host":
            self.arriving.hosts.append(text)
        if key == "transfer-encoding" and key in self.arriving.headers:
            text = f"{self.arriving.headers.pop(key)}, {text}"
        # Of two headers of one name the first counts, so that a second Authorization changes nothing.
        self.arriving.headers.setdefault(key, text)

    def on_headers_complete(self) -> None:
        """The parser: the head is whole. The pipeline decides before it asks for the body."""
        if self.arriving is None:
            return
        self._in_head, self._extra = False, 0
        version, upgrades = self._parser.get_http_version(), self._parser.should_upgrade()
        if (found := _unsupported(self.arriving.headers, version, upgrades=upgrades)) is not None:
            self._refuse(*found)
            return
        keeps = self._parser.should_keep_alive() and not upgrades
        self.arriving.head_is_read(self._parser.get_method().decode("latin-1"), version, keeps=keeps)
        self._found.append(self.arriving)

    def on_body(self, piece: bytes) -> None:
        """The parser: a piece of the body."""
        self._extra = 0
        if self.arriving is not None:
            self.arriving.take(piece)

    def on_message_complete(self) -> None:
        """The parser: the request is whole."""
        request, self.arriving = self.arriving, None
        if request is None:
            return
        request.finish()
        if not request.keeps:
            self.is_finished = True

    def _refuse(self, status: int, why: str) -> None:
        if self.is_finished:
            return
        if self.arriving is not None:
            self.arriving.abandon()
        self._in_head = False
        self.stop()
        refused = Request(self._ask)
        refused.refusal = refusal(status, f"aksess: {why}")
        refused.finish()
        self._found.append(refused)


def _unsupported(headers: dict[str, str], version: str, *, upgrades: bool) -> tuple[int, str] | None:
    """What the parser takes and we do not: the status and the reason."""
    if version not in ("1.0", "1.1"):
        return 505, f"only HTTP/1.1 is spoken here, and HTTP/1.0: found {version}"
    coding = headers.get("transfer-encoding")
    if coding is not None and version == "1.0":
        # RFC 9112, 6.1: whoever passed it on may have read it in another way.
        return 400, "HTTP/1.0 has no Transfer-Encoding"
    if coding is not None and coding.lower() != "chunked":
        return 501, "the Transfer-Encoding is not understood: expected `chunked`"
    if upgrades and (coding is not None or "content-length" in headers):
        # The parser takes the body for the other protocol's.
        return 400, "only HTTP/1.1 is spoken here: send the body without Upgrade"
    return None
