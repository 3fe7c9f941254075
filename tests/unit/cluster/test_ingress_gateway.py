"""The gateway of Ingresses."""

import asyncio
import json
import sys
from typing import Any

import pytest

from aksess.clock import FakeClock
from aksess.cluster.announcer import Announcer
from aksess.cluster.connect import NoRoute, Streams
from aksess.cluster.front_address import address_for
from aksess.cluster.http_server import Request, Response
from aksess.cluster.ingress_gateway import IngressGateway
from aksess.cluster.network import Network
from aksess.random_source import SeededRandomSource
from tests.unit.cluster.api_servers import answer, listening, serving
from tests.unit.cluster.test_ingress_rules import ingress
from tests.unit.cluster.test_network import service

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="127.64.0.0/10 is this machine on Linux alone")


class Cluster:
    """A backend that remembers what it was asked, and an API server that remembers what it was told."""

    def __init__(self, *, routed: bool) -> None:
        self._routed = routed
        self.port = 0
        self.seen = b""
        self.told: list[Any] = []
        self.ready = asyncio.Event()

    async def api(self, request: Request) -> Response:
        self.told.append(json.loads(request.body))
        self.ready.set()
        return answer(200, {})

    async def backend(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.seen = await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi")
        writer.close()

    async def dial(self, host: str, wanted: int) -> Streams:
        if not self._routed:
            raise NoRoute("Service widemo/api has no ready endpoint")
        assert ("api.widemo", 8091) == (host, wanted)
        return await asyncio.open_connection("127.0.0.1", self.port)


def asked(made: Any, request: bytes, *, routed: bool = True, on: bool = True) -> tuple[bytes, bytes, list[Any]]:
    """What the client was answered, what the backend was asked, what the API server was told."""
    made["metadata"]["uid"] = "7"

    async def run() -> tuple[bytes, Cluster]:
        cluster, network = Cluster(routed=routed), Network()
        network.put_service(service("api"))
        async with listening(cluster.backend) as cluster.port, serving(cluster.api) as client:
            announcer = Announcer(client, FakeClock(), SeededRandomSource())
            address = address_for("ingress", str(cluster.port)) if on else ""
            gateway = IngressGateway(client, cluster.dial, network, announcer, address, cluster.port)
            gateway.listed([made])
            task = asyncio.get_running_loop().create_task(gateway.run())
            async with asyncio.timeout(20):
                await cluster.ready.wait()
            answered = await _ask(address, cluster.port, request) if on else b""
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await gateway.close()
            return answered, cluster

    answered, cluster = asyncio.run(run())
    return answered, cluster.seen, cluster.told


async def _ask(address: str, port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection(address, port)
    writer.write(request)
    answered = await reader.read()
    writer.close()
    return answered


GET = b"GET /api/health?x=1 HTTP/1.1\r\nHost: Shop.test:80\r\nConnection: keep-alive\r\n\r\n"


def test_a_request_reaches_the_service_of_its_rule() -> None:
    answered, seen, told = asked(ingress(("/*", "Prefix", "api")), GET)

    assert answered.endswith(b"hi")
    assert seen.startswith(b"GET /api/health?x=1 HTTP/1.1\r\n")
    assert b"X-Forwarded-For: 127." in seen
    assert b"X-Original-Host: shop.test\r\n" in seen
    assert 1 == seen.lower().count(b"connection:")
    assert told[0]["status"]["loadBalancer"]["ingress"][0]["ip"].startswith("127.")


@pytest.mark.parametrize(("path", "routed", "status"), [("/other", True, b"404"), ("/api", False, b"502")])
def test_what_leads_nowhere_is_answered_by_the_gateway(path: str, routed: bool, status: bytes) -> None:
    request = f"GET {path} HTTP/1.1\r\nHost: shop.test\r\n\r\n".encode()
    answered, seen, _ = asked(ingress(("/api", "Prefix", "api")), request, routed=routed)

    assert answered.startswith(b"HTTP/1.1 " + status)
    assert b"" == seen


def test_plain_requests_are_sent_to_tls() -> None:
    made = ingress(("/*", "Prefix", "api"), spec={"tls": [{"secretName": "c"}]}, ssl_redirect="true")
    answered, _, _ = asked(made, GET)

    assert b"Location: https://shop.test/api/health?x=1\r\n" in answered


def test_what_is_no_request_is_refused() -> None:
    answered, _, _ = asked(ingress(("/*", "Prefix", "api")), b"\x16\x03\x01\r\n\r\n")

    assert answered.startswith(b"HTTP/1.1 400")


def test_no_port_is_promised_where_none_could_be_opened() -> None:
    made = ingress(("/*", "Prefix", "api"))
    made["metadata"]["uid"] = "7"

    async def scenario() -> list[Any]:
        cluster = Cluster(routed=True)
        async with serving(cluster.api) as client:
            announcer = Announcer(client, FakeClock(), SeededRandomSource())
            # Nothing can be listened on at an address of TEST-NET-1: it is no machine's (RFC 5737).
            gateway = IngressGateway(client, cluster.dial, Network(), announcer, "192.0.2.1")
            gateway.listed([made])
            task = asyncio.get_running_loop().create_task(gateway.run())
            async with asyncio.timeout(20):
                await cluster.ready.wait()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            return cluster.told

    [event] = asyncio.run(scenario())
    assert event["message"].endswith(": port 8080 cannot be opened either")


def test_a_cluster_without_the_add_on_says_that_nothing_serves_the_class() -> None:
    """As on AKS, where such an Ingress gets no address."""
    _, _, told = asked(ingress(("/*", "Prefix", "api")), GET, on=False)

    assert "no ingressApplicationGateway add-on" in told[0]["message"]
