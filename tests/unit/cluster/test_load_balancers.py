"""Services of type LoadBalancer."""

import asyncio
import json
import sys
from collections.abc import Callable
from typing import Any

import pytest

from aksess.clock import FakeClock
from aksess.cluster.announcer import Announcer
from aksess.cluster.connect import NoRoute, Streams
from aksess.cluster.http_server import Request, Response
from aksess.cluster.load_balancers import LoadBalancers
from aksess.random_source import SeededRandomSource
from tests.unit.cluster.api_servers import answer, listening, serving

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="127.64.0.0/10 is this machine on Linux alone")


def service(port: int, node_port: int, kind: str = "LoadBalancer", name: str = "api") -> dict[str, Any]:
    return {
        "metadata": {"namespace": "web", "name": name, "uid": "7"},
        "spec": {"type": kind, "clusterIP": "10.0.0.5", "ports": [{"port": port, "nodePort": node_port}]},
        "status": {},
    }


class Cluster:
    """Load balancers with an API server that remembers what it was told, and one pod."""

    def __init__(self) -> None:
        self.told: list[tuple[str, Any]] = []
        self.changed = asyncio.Event()
        self.dialled: list[tuple[str, int]] = []
        self.pod = 0

    async def api(self, request: Request) -> Response:
        self.told.append((request.path, json.loads(request.body)))
        self.changed.set()
        return answer(200, {})

    async def dial(self, host: str, port: int) -> Streams:
        self.dialled.append((host, port))
        if not self.pod:
            raise NoRoute("no ready endpoint")
        return await asyncio.open_connection("127.0.0.1", self.pod)

    def statuses(self) -> list[Any]:
        return [body["status"]["loadBalancer"]["ingress"] for path, body in self.told if path.endswith("/status")]

    def events(self) -> list[Any]:
        return [body for path, body in self.told if path.endswith("/events")]


def scenario(play: Callable[[Cluster, LoadBalancers], Any]) -> Any:
    async def run() -> Any:
        cluster = Cluster()

        async def hello(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"hello from a pod")
            writer.close()

        async with serving(cluster.api) as client, listening(hello) as pod:
            cluster.pod = pod
            announcer = Announcer(client, FakeClock(), SeededRandomSource())
            balancers = LoadBalancers(client, cluster.dial, announcer, f"cluster-{pod}")
            task = asyncio.get_running_loop().create_task(balancers.run())
            try:
                return await play(cluster, balancers)
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
                await balancers.close()

    return asyncio.run(run())


async def free_ports(count: int) -> list[int]:
    servers = [await asyncio.start_server(lambda *_: None, "127.0.0.1", 0) for _ in range(count)]
    ports = [server.sockets[0].getsockname()[1] for server in servers]
    for server in servers:
        server.close()
    return ports


async def until(holds: Callable[[], bool], cluster: Cluster) -> None:
    async with asyncio.timeout(20):
        while not holds():
            cluster.changed.clear()
            await cluster.changed.wait()


async def said_at(address: str, port: int) -> bytes:
    try:
        reader, writer = await asyncio.open_connection(address, port)
        answered = await reader.read()
        writer.close()
    except OSError:
        return b""
    return answered


def test_its_ports_lead_to_its_pods_and_its_status_says_where() -> None:
    async def play(cluster: Cluster, balancers: LoadBalancers) -> Any:
        port, node_port = await free_ports(2)
        balancers.put({"apiVersion": "v1", "kind": "Service", **service(port, node_port)})
        await until(lambda: bool(cluster.events()), cluster)
        [[ingress]] = cluster.statuses()
        assert [("Normal", "EnsuredLoadBalancer")] == [(each["type"], each["reason"]) for each in cluster.events()]
        assert [("10.0.0.5", port)] * 2 == [*cluster.dialled, *[("10.0.0.5", port)] * 2]
        return [await said_at(ingress["ip"], each) for each in (port, node_port)]

    assert [b"hello from a pod"] * 2 == scenario(play)


def test_without_a_ready_pod_the_connection_is_reset() -> None:
    async def play(cluster: Cluster, balancers: LoadBalancers) -> Any:
        cluster.pod = 0
        port, node_port = await free_ports(2)
        balancers.put({"apiVersion": "v1", "kind": "Service", **service(port, node_port)})
        await until(lambda: bool(cluster.events()), cluster)
        return await said_at(cluster.statuses()[0][0]["ip"], port)

    assert b"" == scenario(play)


def test_a_service_that_is_gone_or_of_another_type_answers_no_more() -> None:
    async def play(cluster: Cluster, balancers: LoadBalancers) -> Any:
        port, node_port, other, other_node = await free_ports(4)
        balancers.listed([service(port, node_port)])
        await until(lambda: bool(cluster.events()), cluster)
        address = cluster.statuses()[0][0]["ip"]
        balancers.put(service(port, node_port, "ClusterIP"))
        balancers.listed([service(other, other_node, name="later")])
        await until(lambda: len(cluster.events()) == 2, cluster)
        return await said_at(address, port)

    assert b"" == scenario(play)


def test_a_port_that_somebody_else_has_is_told_with_the_one_that_answers() -> None:
    async def play(cluster: Cluster, balancers: LoadBalancers) -> Any:
        async with listening(lambda *_: asyncio.sleep(0)) as taken:
            [node_port] = await free_ports(1)
            # The same port at every address of this machine.
            blocker = await asyncio.start_server(lambda *_: None, "0.0.0.0", 0)
            port = blocker.sockets[0].getsockname()[1]
            balancers.put({"apiVersion": "v1", "kind": "Service", **service(port, node_port)})
            await until(lambda: len(cluster.events()) == 2, cluster)
            blocker.close()
            assert taken
            return cluster.events()[0]["message"], await said_at(cluster.statuses()[0][0]["ip"], node_port)

    message, answered = scenario(play)
    assert "cannot be opened" in message
    assert "the Service answers at 127." in message
    assert b"hello from a pod" == answered
