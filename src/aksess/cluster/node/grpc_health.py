"""The gRPC health check of a probe: one call of ``grpc.health.v1.Health/Check`` over HTTP/2 without TLS.

grpc/grpc, doc/health-checking.md; RFC 9113 for the frames and RFC 7541 for header fields without compression. The
answer's message says the state, so that its header fields need not be read.
"""

from __future__ import annotations

import asyncio
from typing import Final

from aksess.pods.runtime import Streams

_PREFACE: Final = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
_DATA, _HEADERS, _RST_STREAM, _SETTINGS, _PING, _GOAWAY = 0, 1, 3, 4, 6, 7
_END_STREAM, _END_HEADERS, _ACK = 1, 4, 1
_STATES: Final = {0: "UNKNOWN", 1: "SERVING", 2: "NOT_SERVING", 3: "SERVICE_UNKNOWN"}


async def check_health(streams: Streams, service: str, authority: str) -> str:
    """The state that the server reports, or ``UNIMPLEMENTED`` where it answers without one.

    Raises:
        OSError: the connection fails.
    """
    reader, writer = streams
    message = b"\x0a" + bytes([len(service)]) + service.encode() if service else b""
    writer.write(
        _PREFACE
        + _frame(_SETTINGS, 0, 0, b"")
        + _frame(_HEADERS, _END_HEADERS, 1, _header_block(authority))
        + _frame(_DATA, _END_STREAM, 1, b"\0" + len(message).to_bytes(4, "big") + message)
    )
    return await _answer(reader, writer)


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> str:
    content = b""
    while True:
        try:
            head = await reader.readexactly(9)
            payload = await reader.readexactly(int.from_bytes(head[:3], "big"))
        except asyncio.IncompleteReadError as error:
            raise ConnectionResetError("the server closed the connection") from error
        kind, flags, stream = head[3], head[4], int.from_bytes(head[5:], "big")
        if kind == _SETTINGS and not flags & _ACK:
            writer.write(_frame(_SETTINGS, _ACK, 0, b""))
        elif kind == _PING and not flags & _ACK:
            writer.write(_frame(_PING, _ACK, 0, payload))
        elif kind == _DATA and stream == 1:
            content += payload
        ended = stream == 1 and (kind == _RST_STREAM or (kind in (_DATA, _HEADERS) and flags & _END_STREAM))
        if kind == _GOAWAY or ended:
            return _state(content)


def _state(content: bytes) -> str:
    if len(content) < 5:
        return "UNIMPLEMENTED"
    message = content[5:]
    return _STATES.get(message[1] if message[:1] == b"\x08" else 0, "UNKNOWN")


def _frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


def _header_block(authority: str) -> bytes:
    fields = (
        (":method", "POST"), (":scheme", "http"), (":path", "/grpc.health.v1.Health/Check"),
        (":authority", authority), ("content-type", "application/grpc"), ("te", "trailers"),
        ("user-agent", "kube-probe"),
    )  # fmt: skip
    return b"".join(b"\0" + _string(name) + _string(value) for name, value in fields)


def _string(text: str) -> bytes:
    content = text.encode()
    if len(content) >= 127:
        raise ValueError(f"found a header field of {len(content)} octets, expected fewer than 127")
    return bytes([len(content)]) + content
