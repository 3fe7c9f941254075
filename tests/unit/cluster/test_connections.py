"""The connections of a server."""

import asyncio
from functools import partial
from typing import Any

from aksess.cluster.connections import Connections


def test_they_end_with_the_server_and_nothing_is_reported() -> None:
    """Python 3.11 calls the loop's exception handler for a connection whose task is cancelled."""
    reported: list[dict[str, Any]] = []

    async def scenario() -> bytes:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: reported.append(context))
        served = asyncio.Event()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            served.set()
            await reader.read()

        connections = Connections()
        server = await asyncio.start_server(partial(connections.accept, serve=serve), "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        await served.wait()
        server.close()
        await connections.close()
        ended = await reader.read()
        writer.close()
        return ended

    assert b"" == asyncio.run(scenario())
    assert [] == reported
