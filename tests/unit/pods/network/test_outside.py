"""Connections of pods, opened outside of their namespaces."""

from __future__ import annotations

import asyncio

import pytest

from aksess.pods.network.outside import connect_through


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 502 Bad Gateway\r\n\r\n"])
def test_a_listener_that_opens_no_tunnel_is_an_error_of_the_connection(answer: bytes) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        writer.close()

    async def story() -> None:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        async with server:
            await connect_through(server.sockets[0].getsockname()[1], "example.com", 443)

    with pytest.raises(ConnectionError):
        asyncio.run(story())
