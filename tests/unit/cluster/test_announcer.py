"""Events of objects that the supervisor looks after."""

import asyncio
import json
from typing import Any

from aksess.clock import FakeClock
from aksess.cluster.announcer import Announcer
from aksess.cluster.http_server import Request, Response
from aksess.random_source import SeededRandomSource
from tests.unit.cluster.api_servers import answer, refusal, serving

SERVICE = {"apiVersion": "v1", "kind": "Service", "metadata": {"namespace": "web", "name": "api", "uid": "7"}}


def said(status: int) -> list[Any]:
    seen: list[Any] = []

    async def api(request: Request) -> Response:
        seen.append((request.path, json.loads(request.body)))
        return answer(201, {}) if status == 201 else refusal(status, "Forbidden", "no")

    async def scenario() -> None:
        async with serving(api) as client:
            announcer = Announcer(client, FakeClock(), SeededRandomSource())
            await announcer.say(SERVICE, "Warning", "SyncLoadBalancerFailed", "Port 80 needs root")

    asyncio.run(scenario())
    return seen


def test_an_event_names_its_object_and_says_why() -> None:
    [(path, event)] = said(201)

    assert "/api/v1/namespaces/web/events" == path
    assert ("Service", "api", "7") == tuple(event["involvedObject"][each] for each in ("kind", "name", "uid"))
    assert ("Warning", "SyncLoadBalancerFailed", "Port 80 needs root") == (
        event["type"], event["reason"], event["message"],
    )  # fmt: skip


def test_an_event_that_cannot_be_delivered_stops_nothing() -> None:
    assert 1 == len(said(403))
