"""The far side of a splice: when it is gone."""

import asyncio
import socket

import pytest

from aksess.cloud.edge.splice import Far
from tests.unit.cloud.edge.clients import listening


def test_a_far_side_that_ended_while_it_was_lent_closes_the_near_one() -> None:
    """The user's proxy said yes, sent something and hung up before anybody looked again."""

    async def near_after_the_end(port: int) -> bytes:
        loop = asyncio.get_running_loop()
        transport, far = await loop.create_connection(Far, "127.0.0.1", port)
        far.lend(asyncio.Protocol())
        transport.abort()
        far.take_back(b"what came early")
        ours, theirs = socket.socketpair()
        near, _ = await loop.create_connection(asyncio.Protocol, sock=ours)
        far.join(near)
        reader, writer = await asyncio.open_connection(sock=theirs)
        seen = await asyncio.wait_for(reader.read(), 10)
        writer.close()
        await writer.wait_closed()
        return seen

    with listening(lambda client: None) as port:
        assert b"what came early" == asyncio.run(near_after_the_end(port))


def test_a_far_side_that_has_ended_is_not_lent() -> None:
    """Whoever borrowed it would wait for an end that was heard before."""

    far = Far()
    far.connection_made(asyncio.Transport())
    far.eof_received()

    with pytest.raises(ConnectionError):
        far.lend(asyncio.Protocol())
