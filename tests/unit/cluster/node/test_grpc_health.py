"""The gRPC health check, frame by frame."""

import asyncio

import pytest

from aksess.cluster.node.grpc_health import check_health
from tests.unit.cluster.api_servers import listening
from tests.unit.cluster.node.loops import in_loop


def frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


SETTINGS = frame(4, 0, 0, b"")
TRAILERS = frame(1, 5, 1, b"\x40")


async def state(answer: bytes, service: str = "") -> tuple[str, bytes]:
    received = b""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal received
        received = await reader.read(4096)
        writer.write(answer)
        await writer.drain()
        writer.close()

    async with listening(serve) as port:
        streams = await asyncio.open_connection("127.0.0.1", port)
        try:
            return await check_health(streams, service, "10.244.0.7:80"), received
        finally:
            streams[1].close()


@pytest.mark.parametrize(
    ("message", "found"),
    [(b"\x08\x01", "SERVING"), (b"\x08\x02", "NOT_SERVING"), (b"\x08\x03", "SERVICE_UNKNOWN"), (b"", "UNKNOWN")],
)
def test_the_state_of_a_server_is_read(message: bytes, found: str) -> None:
    data = frame(0, 0, 1, b"\0" + len(message).to_bytes(4, "big") + message)

    assert found == asyncio.run(state(SETTINGS + data + TRAILERS))[0]


@in_loop
async def test_the_request_names_the_method_and_the_service() -> None:
    _, sent = await state(SETTINGS + TRAILERS, "shop")

    assert sent.startswith(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
    assert b"/grpc.health.v1.Health/Check" in sent
    assert sent.endswith(b"\0\0\0\0\x06\x0a\x04shop")


@in_loop
async def test_a_server_without_health_checks_is_not_implemented() -> None:
    found, _ = await state(SETTINGS + frame(6, 0, 0, b"12345678") + TRAILERS)

    assert "UNIMPLEMENTED" == found


@in_loop
async def test_a_connection_that_ends_early_is_an_error() -> None:
    with pytest.raises(ConnectionResetError):
        await state(SETTINGS)
