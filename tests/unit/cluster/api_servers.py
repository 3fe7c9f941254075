"""A stand-in for an API server: it answers what a test says, over plain HTTP on loopback."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from aksess.cluster.api import Address, Api
from aksess.cluster.http_server import Request, Response, serve_http


def answer(status: int, content: Any) -> Response:
    return Response(status, json.dumps(content).encode())


def refusal(status: int, reason: str, message: str) -> Response:
    return answer(status, {"kind": "Status", "reason": reason, "message": message, "code": status})


@asynccontextmanager
async def serving(handle: Callable[[Request], Awaitable[Response]]) -> AsyncIterator[Api]:
    """A client of a server that answers each request so."""
    async with listening(partial(serve_http, answer=handle)) as port:
        api = Api(Address("127.0.0.1", port, "api.test", None))
        yield api
        await api.close()


@asynccontextmanager
async def listening(
    serve: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[int]:
    """The port of a server on loopback."""
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


def streamed(*lines: Any, ends: bool = True) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
    """A server that answers every request with these lines of JSON, as a watch does."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for line in lines:
            raw = json.dumps(line).encode() + b"\n"
            writer.write(b"%x\r\n%s\r\n" % (len(raw), raw))
        writer.write(b"0\r\n\r\n" if ends else b"")
        await writer.drain()
        writer.close()

    return serve
