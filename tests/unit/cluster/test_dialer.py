"""Connections into the cluster network."""

import asyncio
import ipaddress
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from aksess.cluster.connect import ConnectServer, NoRoute, Streams
from aksess.cluster.dialer import Dialer
from aksess.cluster.flags import ADVERTISED
from aksess.cluster.network import Network
from tests.unit.cluster.api_servers import listening
from tests.unit.cluster.test_network import pods, service

NODE = "aks-default-1"


def network() -> Network:
    made = Network()
    made.put_service(service("api"))
    made.put_slice(pods("api", "10.244.0.4"))
    return made


def dialled(folder: Path, host: str, port: int, network: Network, sockets: dict[str, Path] | None = None) -> list[str]:
    """What the node, or the stand-in for the API server, was asked."""
    seen: list[str] = []

    async def api(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append("API server")
        writer.close()

    async def scenario() -> None:
        async with listening(api) as api_port:

            async def to_pod(host: str, port: int) -> Streams:
                seen.append(f"node {host}:{port}")
                return await asyncio.open_connection("127.0.0.1", api_port)

            node = ConnectServer(folder / "node", to_pod)
            await node.start()
            try:
                cidr = ipaddress.ip_network("10.244.0.0/16")
                dialer = Dialer(network, folder / "node", cidr, frozenset({NODE}), lambda: api_port, sockets or {})
                await _through(dialer.dial, host, port)
            finally:
                await node.stop()

    asyncio.run(scenario())
    return seen


async def _through(dial: Callable[[str, int], Awaitable[Streams]], host: str, port: int) -> None:
    reader, writer = await dial(host, port)
    await reader.read()
    writer.close()


@pytest.mark.parametrize(
    ("host", "port", "wanted"),
    [
        (NODE, 10250, f"node {NODE}:10250"),
        ("10.244.0.9", 8080, "node 10.244.0.9:8080"),
        ("10.0.0.5", 8091, "node 10.244.0.4:80"),
        ("api.widemo.svc.cluster.local", 8091, "node 10.244.0.4:80"),
    ],
)
def test_nodes_pods_and_services_are_reached_by_the_node(tmp_path: Path, host: str, port: int, wanted: str) -> None:
    assert [wanted] == dialled(tmp_path, host, port, network())[:1]


def test_service_kubernetes_leads_to_the_api_server(tmp_path: Path) -> None:
    made = network()
    made.put_slice(pods("api", ADVERTISED))

    assert ["API server"] == dialled(tmp_path, "10.0.0.5", 8091, made)


@pytest.mark.parametrize(
    ("host", "port", "says"),
    [
        ("10.0.0.99", 443, "no node, pod or Service"),
        ("login.microsoftonline.com", 443, "no node, pod or Service"),
        ("10.0.0.5", 443, "has no port 443"),
    ],
)
def test_what_is_not_of_the_cluster_is_refused(tmp_path: Path, host: str, port: int, says: str) -> None:
    with pytest.raises(NoRoute, match=says):
        dialled(tmp_path, host, port, network())


def test_an_endpoint_outside_of_the_cluster_is_refused(tmp_path: Path) -> None:
    made = network()
    made.put_slice(pods("api", "169.254.169.254"))

    with pytest.raises(NoRoute, match=r"leads to 169\.254\.169\.254, which is no pod"):
        dialled(tmp_path, "10.0.0.5", 8091, made)


def test_a_service_that_is_served_here_is_reached_at_its_socket(tmp_path: Path) -> None:
    async def scenario() -> bytes:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"webhook")
            writer.close()

        server = await asyncio.start_unix_server(serve, tmp_path / "webhook")
        cidr = ipaddress.ip_network("10.244.0.0/16")
        sockets = {"widemo/api": tmp_path / "webhook"}
        dialer = Dialer(network(), tmp_path / "node", cidr, frozenset(), lambda: 0, sockets)
        reader, writer = await dialer.dial("10.0.0.5", 8091)
        answered = await reader.read()
        writer.close()
        server.close()
        return answered

    assert b"webhook" == asyncio.run(scenario())
