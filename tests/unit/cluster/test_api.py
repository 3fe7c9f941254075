"""A client of the API server."""

import asyncio
import json
from typing import Any

import pytest

from aksess.cluster.api import Address, Api
from aksess.cluster.errors import ApiError, ApiGone
from aksess.cluster.http_server import Request, Response
from tests.unit.cluster.api_servers import answer, listening, refusal, serving, streamed


def test_an_object_is_read_and_the_connection_is_kept() -> None:
    seen: list[tuple[str, str]] = []

    async def handle(request: Request) -> Response:
        seen.append((request.method, request.path))
        return answer(200, {"metadata": {"name": "a"}})

    async def scenario() -> None:
        async with serving(handle) as api:
            assert {"metadata": {"name": "a"}} == await api.get("/api/v1/nodes/a", {"pretty": "false"})
            await api.get("/api/v1/nodes/a")

    asyncio.run(scenario())
    assert [("GET", "/api/v1/nodes/a")] * 2 == seen


def test_a_body_arrives_as_json() -> None:
    async def handle(request: Request) -> Response:
        return answer(201, {"method": request.method, "sent": json.loads(request.body)})

    async def scenario() -> None:
        async with serving(handle) as api:
            assert {"method": "POST", "sent": {"a": 1}} == await api.create("/api/v1/nodes", {"a": 1})
            assert {"method": "PATCH", "sent": {"b": 2}} == await api.patch("/api/v1/nodes/a", {"b": 2})

    asyncio.run(scenario())


def test_a_refusal_carries_the_reason_of_its_status() -> None:
    async def handle(request: Request) -> Response:
        return refusal(404, "NotFound", 'nodes "a" not found')

    async def scenario() -> None:
        async with serving(handle) as api:
            with pytest.raises(ApiError, match='nodes "a" not found') as raised:
                await api.get("/api/v1/nodes/a")
            assert (404, "NotFound") == (raised.value.status, raised.value.reason)

    asyncio.run(scenario())


def test_a_refusal_that_is_no_status_is_shown_as_it_is() -> None:
    async def handle(request: Request) -> Response:
        return Response(502, b"bad gateway", "text/plain")

    async def scenario() -> None:
        async with serving(handle) as api:
            with pytest.raises(ApiError, match="bad gateway"):
                await api.get("/healthz")
            assert (502, "bad gateway") == await api.text("/healthz")

    asyncio.run(scenario())


def test_a_watch_gives_one_event_a_line() -> None:
    async def scenario() -> list[Any]:
        async with listening(streamed({"type": "ADDED", "object": {}}, {"type": "BOOKMARK", "object": {}})) as port:
            api = Api(Address("127.0.0.1", port, "api.test", None))
            return [event["type"] async for event in api.watch("/api/v1/pods", {"resourceVersion": "1"})]

    assert ["ADDED", "BOOKMARK"] == asyncio.run(scenario())


def test_a_watch_that_is_too_old_ends_in_its_error() -> None:
    gone = {"type": "ERROR", "object": {"kind": "Status", "code": 410, "reason": "Expired", "message": "too old"}}

    async def scenario() -> None:
        async with listening(streamed(gone)) as port:
            api = Api(Address("127.0.0.1", port, "api.test", None))
            with pytest.raises(ApiError, match="too old"):
                [event async for event in api.watch("/api/v1/pods", {})]

    asyncio.run(scenario())


def test_a_refused_watch_says_why() -> None:
    async def handle(request: Request) -> Response:
        return refusal(403, "Forbidden", "pods is forbidden")

    async def scenario() -> None:
        async with serving(handle) as api:
            with pytest.raises(ApiError, match="pods is forbidden"):
                [event async for event in api.watch("/api/v1/pods", {})]

    asyncio.run(scenario())


def test_a_connection_that_the_server_closed_is_replaced() -> None:
    """A server may end a connection that is kept; such a request was never read."""

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        await writer.drain()
        writer.close()

    async def scenario() -> None:
        async with listening(once) as port:
            api = Api(Address("127.0.0.1", port, "api.test", None))
            for _ in range(3):
                assert {} == await api.get("/version")
            await api.close()

    asyncio.run(scenario())


def test_a_server_that_is_not_there_is_named() -> None:
    async def scenario() -> None:
        async with listening(streamed()) as port:
            pass
        with pytest.raises(ApiGone, match=f"127.0.0.1:{port}"):
            await Api(Address("127.0.0.1", port, "api.test", None)).get("/version")

    asyncio.run(scenario())
