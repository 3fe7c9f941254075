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
    """The part of the request pipeline that a call may use."""

    def serves(self, host: str, tls: bool) -> bool:
        """Whether a host is served, over TLS or plain."""
        ...

    async def handle(self, call: Call, read_body: ReadBody) -> Answer:
        """Answer another call."""
        ...


class Call:
    """A request, and what the pipeline knows about it so far.

    ``path`` is the path as it was sent, percent-encoded; ``params`` are decoded; ``service`` and ``operation`` are
    names. ``decision`` holds the decision about an allowed call (a fault carries its own), ``sign_in`` describes the
    token that was issued, ``parts`` lists the statuses of a batch. None of them ever holds a secret, a token or an
    assertion.
    """

    __slots__ = (
        "_caller",
        "_query",
        "body",
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
        "target",
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
        # What the call is for (a vault, an ARM target): looked up once, by the service that knows its type.
        self.target: object = None
        self._caller: Caller | None = None
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
        """The media type of the ``Content-Type`` header, without parameters; empty if there is none."""
        return str(self.headers.get("content-type") or "").partition(";")[0].strip()

    @property
    def caller(self) -> Caller:
        """The authenticated caller.

        Raises:
            RuntimeError: the operation is public, so that reading the caller is a defect of ours.
        """
        if self._caller is None:
            raise RuntimeError(f"{self.method} {self.path}: the operation reads a caller that was not authenticated")
        return self._caller

    @caller.setter
    def caller(self, caller: Caller) -> None:
        self._caller = caller

    @property
    def is_authenticated(self) -> bool:
        """Whether a caller was authenticated."""
        return self._caller is not None

    def json(self) -> Any:
        """Return the body, decoded from JSON.

        Raises:
            msgspec.DecodeError: the body is not JSON.
        """
        return _decode(self.body)

    @property
    def segments(self) -> list[str]:
        """The path's segments, decoded, without empty ones (clients send ``//`` and trailing slashes)."""
        return [unquote(part) for part in self.path.split("/") if part]
