"""One incoming request: its head, and its body as it arrives."""

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
    """A request.

    ask: sends ``100 Continue``. most: the largest body in octets. target: as it was sent. headers: the first value of
    each lower-case name. hosts: every Host header. keeps: whether the connection stays open afterwards. refusal: the
    answer to a request that cannot be parsed.
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
        # BytesIO grows in place, returns its value without a copy, and returns its memory to the system.
        self._content = io.BytesIO()
        self._waiting: asyncio.Future[None] | None = None

    @property
    def unasked(self) -> bool:
        """Whether the client waits for ``100 Continue`` before it sends the body (RFC 9110, 10.1.1)."""
        return self._unasked and not self.whole

    @property
    def length(self) -> int:
        """Octets of the body that have arrived."""
        return self._length

    def head_is_read(self, method: str, version: str, *, keeps: bool) -> None:
        """The head is complete."""
        self.method, self.version, self.keeps = method, version, keeps
        # RFC 9110, 10.1.1: HTTP/1.0 has no 100 Continue.
        self._unasked = version != "1.0" and self.headers.get("expect", "").lower() == "100-continue"

    async def body(self) -> bytes:
        """Return the body, once it is complete.

        Raises:
            Fault: 413 for a body that is too large.
            ClientGone: the client disconnected.
        """
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
        """Receive the next piece of the body."""
        self._length += len(piece)
        if self._length <= self._most:
            self._content.write(piece)
        else:
            self._content.close()
            self._wake()

    def finish(self) -> None:
        """The body is complete."""
        self.whole = True
        self._wake()

    def forget(self) -> None:
        """The request is answered: drop the rest of its body."""
        self._content.close()
        self._length = self._most

    def abandon(self) -> None:
        """The client has disconnected; the rest will not arrive."""
        self._gone = not self.whole
        self._wake()

    def _too_large(self) -> Fault:
        return Fault(413, "RequestBodyTooLarge", f"The request body is larger than {self._most >> 20} MiB.")

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
