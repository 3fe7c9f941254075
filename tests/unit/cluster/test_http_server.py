"""The server for what the API server asks of us."""

import asyncio
from functools import partial

import aksess.cluster.http_server as http_server
from aksess.cluster.http_server import Request, Response, serve_http
from tests.unit.cluster.api_servers import listening


async def echo(request: Request) -> Response:
    return Response(200, f"{request.method} {request.path} {request.body.decode()}".encode(), "text/plain")


async def sent(raw: bytes) -> bytes:
    async with listening(partial(serve_http, answer=echo)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(raw)
        writer.write_eof()
        answered = await reader.read()
        writer.close()
        return answered


def test_two_requests_on_one_connection_are_answered_in_order() -> None:
    raw = b"POST /a?x=1 HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi" + b"GET /b HTTP/1.1\r\nHost: h\r\n\r\n"

    answered = asyncio.run(sent(raw))

    assert answered.index(b"POST /a hi") < answered.index(b"GET /b ")


def test_what_is_no_http_closes_the_connection() -> None:
    assert b"" == asyncio.run(sent(b"\x16\x03\x01\r\n\r\n"))


def test_a_body_that_is_too_long_closes_the_connection() -> None:
    size = http_server.LONGEST_BODY + 1
    head = b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n" % size

    async def scenario() -> bytes:
        async with listening(partial(serve_http, answer=echo)) as port:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(head)
            try:
                for _ in range(size // 1_000_000 + 1):
                    writer.write(b"x" * 1_000_000)
                    await writer.drain()
                return await reader.read()
            except OSError:
                return b""
            finally:
                writer.transport.abort()

    assert b"" == asyncio.run(scenario())
