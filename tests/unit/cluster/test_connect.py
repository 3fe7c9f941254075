"""HTTP CONNECT over a Unix socket."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from aksess.cluster.connect import ConnectServer, Dial, NoRoute, Streams, connect, target
from tests.unit.cluster.api_servers import listening


async def upper(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write((await reader.read()).upper())
    writer.close()


@asynccontextmanager
async def serving(folder: Path, dial: Dial) -> AsyncIterator[Path]:
    server = ConnectServer(folder / "s", dial)
    await server.start()
    try:
        yield folder / "s"
    finally:
        await server.stop()


def test_both_sides_are_joined_and_an_end_is_passed_on(tmp_path: Path) -> None:
    dialled: list[tuple[str, int]] = []

    async def scenario() -> bytes:
        async with listening(upper) as port:

            async def dial(host: str, wanted: int) -> Streams:
                dialled.append((host, wanted))
                return await asyncio.open_connection("127.0.0.1", port)

            async with serving(tmp_path, dial) as socket:
                reader, writer = await connect(socket, "10.0.0.1", 443)
                writer.write(b"hello")
                writer.write_eof()
                answered = await reader.read()
                writer.close()
                return answered

    assert b"HELLO" == asyncio.run(scenario())
    assert [("10.0.0.1", 443)] == dialled


def test_what_cannot_be_reached_is_refused_with_its_reason(tmp_path: Path) -> None:
    async def dial(host: str, port: int) -> Streams:
        raise NoRoute("Service web/api has no ready endpoint")

    async def scenario() -> None:
        async with serving(tmp_path, dial) as socket:
            with pytest.raises(NoRoute, match="Service web/api has no ready endpoint"):
                await connect(socket, "10.0.0.1", 443)

    asyncio.run(scenario())


def test_what_is_no_connect_request_is_refused(tmp_path: Path) -> None:
    async def dial(host: str, port: int) -> Streams:
        raise AssertionError("nothing was to be dialled")

    async def scenario() -> bytes:
        async with serving(tmp_path, dial) as socket:
            reader, writer = await asyncio.open_unix_connection(socket)
            writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            answered = await reader.readline()
            writer.close()
            return answered

    assert asyncio.run(scenario()).startswith(b"HTTP/1.1 400 expected CONNECT host:port")


def test_a_socket_that_a_killed_process_left_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "s").write_text("")

    async def dial(host: str, port: int) -> Streams:
        raise NoRoute("nobody")

    async def scenario() -> int:
        async with serving(tmp_path, dial) as socket:
            return socket.stat().st_mode & 0o777

    assert 0o600 == asyncio.run(scenario())
    assert not (tmp_path / "s").exists()


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        (b"CONNECT node:10250 HTTP/1.1\r\n\r\n", ("node", 10250)),
        (b"CONNECT [fd00::1]:443 HTTP/1.1\r\nHost: x\r\n\r\n", ("fd00::1", 443)),
    ],
)
def test_a_target_is_a_host_and_a_port(head: bytes, wanted: tuple[str, int]) -> None:
    assert wanted == target(head)


@pytest.mark.parametrize("head", [b"CONNECT node HTTP/1.1", b"CONNECT node:x HTTP/1.1", b"CONNECT node:1", b""])
def test_a_target_that_is_none_is_refused(head: bytes) -> None:
    with pytest.raises(ValueError, match="found"):
        target(head)
