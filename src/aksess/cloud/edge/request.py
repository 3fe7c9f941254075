"""One request on its way in: its head, and its body as it comes."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from typing import Final

from aksess.cloud.pipeline.call import Answer
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.request_pipeline import ClientGone

# Octets. The largest block that a client of Azure sends in one request is 4000 MiB; this is a laptop.
MAX_BODY: Final = 300 * 1024 * 1024


class Request:
    """A request from its head on.

    ask: asks for a body that waits for it. most: octets that a body may have.
    target: as it was sent. headers: lower-case names, and the first value of each. hosts: every Host header. keeps:
    whether the connection goes on after it. refusal: what it is answered with where it cannot be read.
    """

    __slots__ = (
        "_ask", "_content", "_gone", "_length", "_most", "_unasked", "_waiting", "headers", "hosts", "keeps", "method",
        "refusal", "target", "version", "whole",
    )  # fmt: skip

    def __init__(self, ask: Callable[[], None], most: int = MAX_BODY) -> None:
        self.method = ""
        self.target = ""
        self.version = "1.1"
        self.headers: dict[str, str] = {}
        self.hosts: list[str] = []
        self.keeps = False
        self.refusal: Answer | None = None
        self.whole = False
        self._ask = ask
        self._most = most
        self._unasked = False
        self._gone = False
        self._length = 0
        # It grows in its place, gives what it has without a copy, and goes back to the system when it is freed.
        self._content = io.BytesIO()
        self._waiting: asyncio.Future[None] | None = None

    @property
    def unasked(self) -> bool:
        """Whether the body stays where it is until it is asked for (RFC 9110, 10.1.1)."""
        return self._unasked and not self.whole

    @property
    def length(self) -> int:
        """Octets of the body that have come."""
        return self._length

    def head_is_read(self, method: str, version: str, *, keeps: bool) -> None:
        """The head is all there."""
        self.method, self.version, self.keeps = method, version, keeps
        # RFC 9110, 10.1.1: HTTP/1.0 knows no answer that asks.
        self._unasked = version != "1.0" and self.headers.get("expect", "").lower() == "100-continue"

    async def body(self) -> bytes:
        """The body, once all of it is there. Raises Fault (413), ClientGone."""
        declared = self.headers.get("content-length", "")
        if declared.isdigit() and int(declared) > self._most:
            raise self._too_large()
        if not self.whole and not self._gone:
            if self._unasked:
                self._unasked = False
                self._ask()
            self._waiting = asyncio.get_running_loop().create_future()
            await self._waiting
        if self._length > self._most:
            raise self._too_large()
        if self._gone:
            raise ClientGone
        return self._content.getvalue()

    def take(self, piece: bytes) -> None:
        """The next piece of the body."""
        self._length += len(piece)
        if self._length <= self._most:
            self._content.write(piece)
        else:
            self._content.close()
            self._wake()

    def finish(self) -> None:
        """That was all of it."""
        self.whole = True
        self._wake()

    def forget(self) -> None:
        """It is answered: what is still to come of its body is of no use."""
        self._content.close()
        self._length = self._most

    def abandon(self) -> None:
        """Whoever sent it has gone; what has not come will not."""
        self._gone = not self.whole
        self._wake()

    def _too_large(self) -> Fault:
        return Fault(413, "RequestBodyTooLarge", f"The request body is larger than {self._most >> 20} MiB.")

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
