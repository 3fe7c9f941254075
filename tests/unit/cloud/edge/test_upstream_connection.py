"""The upstream_connection side of a splice: when it is gone."""

import asyncio
import socket

import pytest

from aksess.cloud.edge.upstream_connection import UpstreamConnection
from tests.unit.cloud.edge.clients import listening


def test_a_far_side_that_ended_while_it_was_lent_closes_the_near_one() -> None:
    """The user's proxy said yes, sent something and hung up before anybody looked again."""

    async def near_after_the_end(port: int) -> bytes:
        loop = asyncio.get_running_loop()
        transport, upstream_connection = await loop.create_connection(UpstreamConnection, "127.0.0.1", port)
        upstream_connection.lend(asyncio.Protocol())
        transport.abort()
        upstream_connection.take_back(b"what came early")
        ours, theirs = socket.socketpair()
        client, _ = await loop.create_connection(asyncio.Protocol, sock=ours)
        upstream_connection.join(client)
        reader, writer = await asyncio.open_connection(sock=theirs)
        seen = await asyncio.wait_for(reader.read(), 10)
        writer.close()
        await writer.wait_closed()
        return seen

    with listening(lambda client: None) as port:
        assert b"what came early" == asyncio.run(near_after_the_end(port))


def test_a_far_side_that_has_ended_is_not_lent() -> None:
    """Whoever borrowed it would wait for an end that was line_read before."""

    upstream_connection = UpstreamConnection()
    upstream_connection.connection_made(asyncio.Transport())
    upstream_connection.eof_received()

    with pytest.raises(ConnectionError):
        upstream_connection.lend(asyncio.Protocol())
