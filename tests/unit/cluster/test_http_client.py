"""One HTTP/1.1 connection, as a client."""

import asyncio

import pytest

from aksess.cluster.http_client import Connection, Unanswered
from tests.unit.cluster.api_servers import listening, streamed


async def cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
    writer.close()


async def _read_into(seen: list[bytes], connection: Connection) -> None:
    lines = connection.lines("/", {})
    while True:
        seen.append(await anext(lines))


def test_an_answer_that_is_cut_off_is_no_answer() -> None:
    async def scenario() -> None:
        async with listening(cut) as port:
            connection = await Connection.open("127.0.0.1", port, "h", None)
            with pytest.raises(Unanswered):
                await connection.ask("GET", "/", {}, b"")
            connection.close()

    asyncio.run(scenario())


def test_a_stream_that_is_cut_off_gives_its_whole_lines_and_then_says_so() -> None:
    async def scenario() -> list[bytes]:
        seen: list[bytes] = []
        async with listening(streamed({"a": 1}, {"b": 2}, ends=False)) as port:
            connection = await Connection.open("127.0.0.1", port, "h", None)
            with pytest.raises(Unanswered):
                await _read_into(seen, connection)
            connection.close()
        return seen

    assert [b'{"a": 1}', b'{"b": 2}'] == asyncio.run(scenario())
