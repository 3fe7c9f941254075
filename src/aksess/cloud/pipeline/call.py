"""One request on its way through the pipeline, and what answers it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import parse_qsl, unquote

import msgspec

from aksess.cloud.identity.caller import Caller
from aksess.cloud.resources.origin import Origin
from aksess.wire.events import Decision, SignIn

if TYPE_CHECKING:
    from aksess.cloud.cloud import Cloud

JSON = (("content-type", "application/json; charset=utf-8"),)

ReadBody = Callable[[], Awaitable[bytes]]

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


class Headers(Protocol):
    """Request headers; names are asked for in lower case."""

    def get(self, key: str, default: Any = None) -> Any:
        """The first header of that name."""
        ...

    def items(self) -> Iterable[tuple[str, str]]:
        """Every header, in the order that they were sent in."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: HTTP status, headers, body."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


def json_answer(status: int, content: Any, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    """Answer with JSON. content: anything that msgspec encodes (dict, list, Struct)."""
    return Answer(status, _encode(content), JSON + headers)


class Pipeline(Protocol):
    """The pipeline, as far as a call may use it."""

    def serves(self, host: str, tls: bool) -> bool:
        """Whether a host is served, over TLS or plain."""
        ...

    async def handle(self, call: Call, read_body: ReadBody) -> Answer:
        """Answer another call."""
        ...


class Call:
    """A request and what the pipeline has learnt of it so far.

    path is as sent, percent-encoded; params are decoded; service and operation are names. ``decision``
    is what was decided where the call was allowed (a fault carries its own), ``sign_in`` the token that was issued,
    ``parts`` the statuses of a batch: none of them ever holds a secret, a token or an assertion.
    """

    __slots__ = (
        "_query",
        "body",
        "caller",
        "cloud",
        "decision",
        "headers",
        "host",
        "method",
        "now",
        "operation",
        "origin",
        "params",
        "parts",
        "path",
        "pipeline",
        "query_string",
        "request_id",
        "service",
        "sign_in",
    )  # fmt: skip

    # Set by the pipeline before anything reads it.
    pipeline: Pipeline

    def __init__(
        self,
        cloud: Cloud,
        origin: Origin,
        method: str,
        host: str,
        path: str,
        query_string: str,
        headers: Headers,
    ) -> None:
        self.cloud = cloud
        self.origin = origin
        self.method = method
        self.host = host
        self.path = path
        self.query_string = query_string
        self.headers = headers
        self.now = cloud.clock.now()
        self.request_id = ""
        self.body = b""
        self.params: dict[str, str] = {}
        self.decision: Decision | None = None
        self.sign_in: SignIn | None = None
        self.parts: tuple[int, ...] = ()
        self.caller: Caller | None = None
        self.service = ""
        self.operation = ""
        self._query: dict[str, str] | None = None

    @property
    def query(self) -> dict[str, str]:
        """Query parameters, decoded, names in lower case, the first of each name."""
        if self._query is None:
            found: dict[str, str] = {}
            for name, value in parse_qsl(self.query_string, keep_blank_values=True):
                found.setdefault(name.lower(), value)
            self._query = found
        return self._query

    @property
    def media_type(self) -> str:
        """What the body is said to be, as it was written, without parameters; empty where it is not said."""
        return str(self.headers.get("content-type") or "").partition(";")[0].strip()

    @property
    def who(self) -> Caller:
        """The proven caller. Raises RuntimeError where the operation let anybody in: that is our own bug."""
        if self.caller is None:
            raise RuntimeError(f"{self.method} {self.path}: the operation reads a caller that nobody proved")
        return self.caller

    def json(self) -> Any:
        """The body as JSON. Raises msgspec.DecodeError where it is none."""
        return _decode(self.body)

    @property
    def segments(self) -> list[str]:
        """The path's segments, decoded, without empty ones (clients send ``//`` and trailing slashes)."""
        return [unquote(part) for part in self.path.split("/") if part]
