"""Whether an API server can be reached, asked through the proxy that the providers will use."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from aksess.terraform.probe import unreachable

API = "https://api.hcp.westeurope.azmk8s.io:443"


@contextmanager
def server(answer: Callable[[bytes], bytes]) -> Iterator[int]:
    """One connection on loopback, answered once."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.sendall(answer(connection.recv(4096)))

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(5)


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy"])
def test_a_proxy_that_connects_is_a_way(variable: str) -> None:
    asked: list[bytes] = []

    def answer(head: bytes) -> bytes:
        asked.append(head)
        return b"HTTP/1.1 200 Connection established\r\n\r\n"

    with server(answer) as port:
        assert unreachable(API, {variable: f"http://127.0.0.1:{port}"}) is None

    assert asked[0].startswith(b"CONNECT api.hcp.westeurope.azmk8s.io:443 HTTP/1.1\r\n")


def test_a_proxys_words_are_the_reason() -> None:
    """The local Azure's listener says why there is no API server."""
    refusal = b"HTTP/1.1 502 aksess\r\nContent-Length: 38\r\n\r\naksess: no control plane runs beside it"
    with server(lambda _: refusal) as port:
        assert "no control plane runs beside it" == unreachable(API, {"HTTPS_PROXY": f"http://127.0.0.1:{port}"})


def test_a_proxy_without_words_is_quoted() -> None:
    with server(lambda _: b"HTTP/1.1 403 Forbidden\r\n\r\n") as port:
        why = unreachable(API, {"HTTPS_PROXY": f"http://127.0.0.1:{port}"})

    assert "the proxy refuses api.hcp.westeurope.azmk8s.io:443: HTTP/1.1 403 Forbidden" == why


def test_credentials_in_the_proxys_url_are_sent() -> None:
    asked: list[bytes] = []

    def answer(head: bytes) -> bytes:
        asked.append(head)
        return b"HTTP/1.1 200 OK\r\n\r\n"

    with server(answer) as port:
        unreachable(API, {"HTTPS_PROXY": f"http://user:p%40ss@127.0.0.1:{port}"})

    assert b"Proxy-Authorization: Basic dXNlcjpwQHNz\r\n" in asked[0]


def test_a_proxy_that_is_not_there_is_named() -> None:
    port = closed_port()

    why = unreachable(API, {"HTTPS_PROXY": f"http://127.0.0.1:{port}"})

    assert why is not None
    assert why.startswith(f"the proxy 127.0.0.1:{port} cannot be reached")


def test_this_machine_is_asked_without_the_proxy() -> None:
    """As Go does it: a control plane on loopback needs no listener."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"https://127.0.0.1:{listening.getsockname()[1]}"

        assert unreachable(url, {"HTTPS_PROXY": f"http://127.0.0.1:{closed_port()}"}) is None


def test_a_host_without_a_server_is_named_with_its_port() -> None:
    port = closed_port()

    why = unreachable(f"https://127.0.0.1:{port}", {})

    assert why is not None
    assert why.startswith(f"127.0.0.1:{port} cannot be reached")


def test_no_proxy_is_obeyed() -> None:
    """A host that NO_PROXY names is dialled itself, and this one's name means nothing to anybody."""
    environment = {"HTTPS_PROXY": "http://127.0.0.1:1", "NO_PROXY": ".invalid"}

    why = unreachable("https://api.invalid", environment)

    assert why is not None
    assert why.startswith("api.invalid:443 cannot be reached")
