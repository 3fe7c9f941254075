"""The upstream_connection side of a connection: a cluster's API server, or the user's own proxy."""

import socket
import threading
from collections.abc import Callable

import pytest

from aksess.cloud.edge.proxy_route import UpstreamProxy
from aksess.wire.cluster import ClusterStarted, StartCluster
from tests.unit.cloud.edge.clients import PATIENCE, Edge, connect, everything, head, listening, tunnel

BASIC = b"Proxy-Authorization: Basic dXNlcjpwYXNzd29yZA=="


def proxy(seen: list[bytes], status: bytes = b"200 OK") -> Callable[[socket.socket], None]:
    def serve(client: socket.socket) -> None:
        seen.append(head(client))
        client.sendall(b"HTTP/1.1 " + status + b"\r\n\r\nbehind the proxy")

    return serve


def test_the_world_is_reached_through_the_users_own_proxy(edge: Edge) -> None:
    """With the credentials that their setting holds."""
    seen: list[bytes] = []
    with listening(proxy(seen)) as port:
        listener = edge.listener(upstream=UpstreamProxy(https=f"http://user:password@127.0.0.1:{port}"))
        client, answer = tunnel(listener, "example.com", 443)
        with client:
            assert answer.startswith(b"HTTP/1.1 200")
            assert b"behind the proxy" == everything(client)
    assert seen[0].startswith(b"CONNECT example.com:443 HTTP/1.1\r\n")
    assert BASIC in seen[0]


def test_the_proxys_refusal_is_told(edge: Edge) -> None:
    with listening(proxy([], b"407 Proxy Authentication Required")) as port:
        client, answer = tunnel(
            edge.listener(upstream=UpstreamProxy(https=f"http://127.0.0.1:{port}")), "example.com", 443
        )
        with client:
            assert answer.startswith(b"HTTP/1.1 502")
            assert b"407 Proxy Authentication Required" in everything(client)


def test_a_proxy_that_is_not_there_is_named(edge: Edge) -> None:
    with listening(proxy([])) as port:
        pass
    client, answer = tunnel(edge.listener(upstream=UpstreamProxy(https=f"http://127.0.0.1:{port}")), "example.com", 443)
    with client:
        assert answer.startswith(b"HTTP/1.1 502")
        assert (
            f"the proxy of the environment, asked for example.com, cannot be reached: cannot reach 127.0.0.1:{port}"
            in (everything(client).decode())
        )


def test_a_proxy_that_hangs_up_is_told(edge: Edge) -> None:
    with listening(lambda client: None) as port:
        client, answer = tunnel(
            edge.listener(upstream=UpstreamProxy(https=f"http://127.0.0.1:{port}")), "example.com", 443
        )
        with client:
            assert answer.startswith(b"HTTP/1.1 502")
            assert b"the proxy of the environment did not answer for example.com:443" in everything(client)


def test_a_proxy_is_not_kept_waiting_for_who_has_gone(edge: Edge) -> None:
    asked, left = threading.Event(), threading.Event()

    async def close() -> None:
        listener.close()

    def says_nothing(client: socket.socket) -> None:
        head(client)
        asked.set()
        if everything(client) == b"":
            left.set()

    with listening(says_nothing) as port:
        listener = edge.listener(upstream=UpstreamProxy(https=f"http://127.0.0.1:{port}"))
        with connect(listener.port) as client:
            client.sendall(b"CONNECT example.com:443 HTTP/1.1\r\n\r\n")
            asked.wait(PATIENCE)
            edge.thread.do(close())

            assert left.wait(PATIENCE / 2)


def test_an_address_of_ipv6_is_asked_for_in_brackets(edge: Edge) -> None:
    seen: list[bytes] = []
    with listening(proxy(seen)) as port:
        client, _ = tunnel(
            edge.listener(upstream=UpstreamProxy(https=f"http://127.0.0.1:{port}")), "[2001:db8::1]", 443
        )
        client.close()

    assert seen[0].startswith(b"CONNECT [2001:db8::1]:443 HTTP/1.1\r\nHost: [2001:db8::1]:443\r\n")


def test_azure_never_leaves_through_the_users_proxy(edge: Edge) -> None:
    seen: list[bytes] = []
    with listening(proxy(seen)) as port:
        listener = edge.listener(upstream=UpstreamProxy(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port}"))
        with edge.http(listener) as http:
            http.get("https://v.vault.azure.net/x")
            http.get("http://169.254.169.254/x")

    assert [] == seen


def test_a_plain_request_reaches_the_users_proxy_with_its_whole_url(edge: Edge) -> None:
    seen: list[bytes] = []
    with listening(proxy(seen)) as port:
        listener = edge.listener(upstream=UpstreamProxy(http=f"http://user:password@127.0.0.1:{port}"))
        with edge.http(listener) as http:
            http.get("http://example.com/page?x=1")

    assert seen[0].startswith(b"GET http://example.com/page?x=1 HTTP/1.1\r\n")
    assert BASIC in seen[0]


@pytest.mark.parametrize("url", ["socks5://127.0.0.1:1080", "https://proxy.example:443"])
def test_a_proxy_of_another_kind_is_named_and_not_tried(edge: Edge, url: str) -> None:
    client, answer = tunnel(edge.listener(upstream=UpstreamProxy(https=url)), "example.com", 443)
    with client:
        assert answer.startswith(b"HTTP/1.1 502")
        assert url.partition(":")[0].encode() in everything(client)


def test_an_api_server_that_is_not_there_is_refused_at_once(edge: Edge) -> None:
    client, answer = tunnel(edge.listener(), "widemo-1234.hcp.westeurope.azmk8s.io", 443)
    with client:
        assert answer.startswith(b"HTTP/1.1 502")
        assert b"no control plane runs" in everything(client)


class Runner:
    """Knows where the API servers listen, and starts none."""

    def __init__(self, ports: dict[str, int]) -> None:
        self._ports = ports

    async def address(self, host: str) -> tuple[str, int]:
        return "127.0.0.1", self._ports[host]

    async def start(self, cluster_id: str, asked: StartCluster) -> ClusterStarted:
        return ClusterStarted(cluster_id, self._ports[cluster_id], "")

    async def stop(self, cluster_id: str) -> bool:
        return False

    def resume(self, cluster_id: str) -> None:
        return

    def port(self, cluster_id: str) -> int:
        return self._ports[cluster_id]

    async def close(self) -> None:
        return


def test_an_api_server_that_is_there_is_reached_untouched(edge: Edge) -> None:
    """Raw bytes both ways: nothing of it is decrypted here."""
    name = "widemo-5678.hcp.westeurope.azmk8s.io"
    with listening(lambda client: client.sendall(client.recv(100)[::-1])) as port:
        listener = edge.listener()
        edge.cloud.administration.clusters = Runner({name: port})
        client, _ = tunnel(listener, name, 443)
        with client:
            client.sendall(b"\x16\x03\x01raw")

            assert b"war\x01\x03\x16" == everything(client)
