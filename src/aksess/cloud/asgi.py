"""One HTTP request in, one answer out: the ASGI messages of Granian and the gate's own types.

ASGI and not RSGI, because Granian's RSGI scope has only the decoded path: ``/kv/a%2Fb`` and ``/kv/a/b`` are two
requests on Azure, and signatures of Storage and App Configuration are made over the path as it was sent.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aksess.cloud.call import Answer, Call
from aksess.cloud.edge.door import Door
from aksess.cloud.fault import Fault
from aksess.cloud.gate import ClientGone, Gate

# The largest block that a client of Azure sends in one request is 4000 MiB; this is a laptop.
MAX_BODY = 300 * 1024 * 1024

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

NO_DOOR = "aksess: come through a door (`aksess run -- COMMAND`)"


class App:
    """The ASGI application. find_door: the door of a connection, by TLS or not and its source port."""

    def __init__(self, gate: Gate, find_door: Callable[[bool, int], Door | None]) -> None:
        self._gate = gate
        self._find_door = find_door

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        tls = scope["scheme"] == "https"
        door = self._find_door(tls, int(scope["client"][1]))
        if door is None:
            await _send(send, _refusal(421, NO_DOOR), scope["method"])
            return
        raw = scope["headers"]
        hosts = [value for name, value in raw if name == b"host"]
        if len(hosts) != 1 or not hosts[0]:
            # RFC 9112, 3.2: of two names, one reader could mean one service and another the other.
            await _send(send, _refusal(400, "aksess: wanted one Host header"), scope["method"])
            return
        headers = _headers(raw)
        host = _host(hosts[0].decode("latin-1"))
        if not self._gate.serves(host, tls):
            # The door let the connection in for another name than the request in it has.
            why = f"aksess serves no Azure service at {host!r} over {'TLS' if tls else 'plain HTTP'}"
            await _send(send, _refusal(421, why), scope["method"])
            return
        call = Call(
            door.cloud,
            door.origin,
            scope["method"],
            host,
            scope["raw_path"].decode("latin-1"),
            scope["query_string"].decode("latin-1"),
            headers,
        )
        try:
            answer = await self._gate.handle(call, lambda: _body(receive, headers))
        except ClientGone:
            return
        await _send(send, answer, call.method)


def _refusal(status: int, why: str) -> Answer:
    return Answer(status, f"{why}\n".encode(), (("content-type", "text/plain; charset=utf-8"),))


def _headers(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    # Of two headers of one name the first counts, so that a second Authorization changes nothing.
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in reversed(raw)}


def _host(authority: str) -> str:
    return authority.partition(":")[0].lower().rstrip(".")


async def _body(receive: Receive, headers: dict[str, str]) -> bytes:
    length = headers.get("content-length", "")
    if not length and "transfer-encoding" not in headers:
        # Without either there is no body (RFC 9112, 6.3), and asking the server for it costs as much as the answer.
        return b""
    if length.isdigit() and int(length) > MAX_BODY:
        raise _too_large()
    message = await receive()
    if not message.get("more_body"):
        return _piece(message)
    pieces = bytearray(_piece(message))
    while message.get("more_body"):
        message = await receive()
        pieces += _piece(message)
        if len(pieces) > MAX_BODY:
            raise _too_large()
    return bytes(pieces)


def _piece(message: Message) -> bytes:
    if message["type"] == "http.disconnect":
        raise ClientGone
    body: bytes = message.get("body", b"")
    return body


def _too_large() -> Fault:
    return Fault(413, "RequestBodyTooLarge", f"The request body is larger than {MAX_BODY >> 20} MiB.")


async def _send(send: Send, answer: Answer, method: str) -> None:
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else answer.body})
