"""A small HTTP/1.1 server for what the API server asks of us (RFC 9112). h11 reads and writes what is on it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import h11

CHUNK: Final = 64 * 1024
# Octets of a request's body: an AdmissionReview holds an object, of 1.5 MB at most (etcd's limit), twice.
LONGEST_BODY: Final = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """One request, whole. path: without its query."""

    method: str
    path: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Response:
    """What it is answered with: JSON, or plain text."""

    status: int
    body: bytes
    kind: str = "application/json"


Answer = Callable[[Request], Awaitable[Response]]


async def serve_http(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answer: Answer) -> None:
    """Answer the requests of one connection until either side ends it."""
    protocol = h11.Connection(h11.SERVER)
    try:
        while await _one(protocol, reader, writer, answer):
            protocol.start_next_cycle()
    except (OSError, h11.RemoteProtocolError):
        return
    finally:
        with suppress(OSError):
            writer.close()


async def _one(
    protocol: h11.Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answer: Answer
) -> bool:
    """One exchange; whether another may follow."""
    request = await _read(protocol, reader)
    if request is None:
        return False
    response = await answer(request)
    head = [
        ("Content-Type", response.kind),
        ("Content-Length", str(len(response.body))),
    ]
    sent = protocol.send(h11.Response(status_code=response.status, headers=head)) or b""
    sent += protocol.send(h11.Data(data=response.body)) or b""
    writer.write(sent + (protocol.send(h11.EndOfMessage()) or b""))
    await writer.drain()
    return protocol.our_state is h11.DONE and protocol.their_state is h11.DONE


async def _read(protocol: h11.Connection, reader: asyncio.StreamReader) -> Request | None:
    head: h11.Request | None = None
    body = bytearray()
    while True:
        event = protocol.next_event()
        if event is h11.NEED_DATA:
            protocol.receive_data(await reader.read(CHUNK))
        elif isinstance(event, h11.Request):
            head = event
        elif isinstance(event, h11.Data):
            body += event.data
            if len(body) > LONGEST_BODY:
                return None
        elif isinstance(event, h11.EndOfMessage) and head is not None:
            path = head.target.decode("latin-1").partition("?")[0]
            return Request(head.method.decode("ascii"), path, bytes(body))
        else:
            return None
