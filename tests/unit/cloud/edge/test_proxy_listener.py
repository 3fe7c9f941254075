"""A listener: what may come in, and where it leads."""

import json
import ssl

import httpx
import pytest

from tests.unit.cloud.edge.clients import Edge, connect, everything, head, listening, tunnel


def test_a_host_of_azure_is_answered_under_our_certificate(edge: Edge) -> None:
    """CONNECT, TLS with the name checked, and the path as it was sent."""
    with edge.http(edge.listener("mine")) as http:
        told = http.get("https://one.vault.azure.net/a%2Fb//c?x=%2F").json()

    assert {"host": "one.vault.azure.net", "path": "/a%2Fb//c", "query": "x=%2F", "listener": "mine"} == told


def test_a_request_is_known_by_its_door(edge: Edge) -> None:
    names = []
    for name in ("one", "two"):
        with edge.http(edge.listener(name)) as http:
            names.append(http.get("https://v.vault.azure.net/x").json()["listener"])

    assert ["one", "two"] == names


def test_a_plain_request_to_the_metadata_service_is_answered(edge: Edge) -> None:
    """In the form that a proxy gets: with the whole URL."""
    with edge.http(edge.listener()) as http:
        told = http.get("http://169.254.169.254/metadata/x?a=b").json()

    assert ("169.254.169.254", "/metadata/x", "a=b") == (told["host"], told["path"], told["query"])


def test_a_request_to_the_door_itself_is_one_to_the_metadata_service(edge: Edge) -> None:
    """For clients that take an endpoint and no proxy."""
    told = httpx.get(f"http://127.0.0.1:{edge.listener().port}/metadata/x", trust_env=False).json()

    assert ("169.254.169.254", "/metadata/x") == (told["host"], told["path"])


def test_a_tunnel_to_port_80_is_plain_inside(edge: Edge) -> None:
    """Java's clients ask for a tunnel for everything, for the metadata service too."""
    client, answer = tunnel(edge.listener("mine"), "169.254.169.254", 80)
    with client:
        client.sendall(b"GET /metadata/x?a=b HTTP/1.1\r\nHost: 169.254.169.254\r\nConnection: close\r\n\r\n")
        told = json.loads(everything(client).partition(b"\r\n\r\n")[2])

    assert answer.startswith(b"HTTP/1.1 200")
    assert ("169.254.169.254", "/metadata/x", "mine") == (told["host"], told["path"], told["listener"])


def test_a_large_body_arrives_whole(edge: Edge) -> None:
    with edge.http(edge.listener()) as http:
        assert 5_000_000 == http.post("https://v.vault.azure.net/count", content=b"x" * 5_000_000).json()


def test_a_body_in_chunks_arrives_whole(edge: Edge) -> None:
    with edge.http(edge.listener()) as http:
        assert 3_000 == http.post("https://v.vault.azure.net/count", content=(b"x" * 1000 for _ in range(3))).json()


def test_head_is_answered_without_a_body(edge: Edge) -> None:
    with edge.http(edge.listener()) as http:
        answer = http.head("https://v.vault.azure.net/x")

    assert (200, b"") == (answer.status_code, answer.content)


def test_a_client_of_http_1_0_is_answered_in_it(edge: Edge) -> None:
    with connect(edge.listener().port) as client:
        client.sendall(b"\r\nGET http://169.254.169.254/metadata/x HTTP/1.0\r\n\r\n")

        assert everything(client).startswith(b"HTTP/1.0 200")


def test_a_name_is_answered_only_in_the_way_that_it_is_served(edge: Edge) -> None:
    """The Host header inside a tunnel cannot lead to the vault without TLS, nor to the metadata service with it."""
    client, _ = tunnel(edge.listener(), "169.254.169.254", 80)
    with client:
        client.sendall(b"GET /x HTTP/1.1\r\nHost: v.vault.azure.net\r\nConnection: close\r\n\r\n")
        plain = everything(client)
    with edge.http(edge.listener()) as http:
        over_tls = http.get("https://v.vault.azure.net/metadata/x", headers={"Host": "169.254.169.254"})

    assert plain.startswith(b"HTTP/1.1 421")
    assert b"serves no Azure service at 'v.vault.azure.net' over plain HTTP" in plain
    assert (421, True) == (over_tls.status_code, "over TLS" in over_tls.text)


@pytest.mark.parametrize(
    "hosts", [[], ["169.254.169.254", "169.254.169.254"], ["169.254.169.254", "v.vault.azure.net"]]
)
def test_a_request_names_its_host_once(edge: Edge, hosts: list[str]) -> None:
    client, _ = tunnel(edge.listener(), "169.254.169.254", 80)
    with client:
        lines = ["GET /x HTTP/1.1", *(f"Host: {host}" for host in hosts), "Connection: close", "", ""]
        client.sendall("\r\n".join(lines).encode())

        assert everything(client).startswith(b"HTTP/1.1 400")


def test_the_host_header_of_a_plain_request_changes_nothing(edge: Edge) -> None:
    with edge.http(edge.listener()) as http:
        told = http.get("http://169.254.169.254/x", headers={"Host": "v.vault.azure.net"}).json()

    assert "169.254.169.254" == told["host"]


def test_what_is_not_azure_is_passed_through(edge: Edge) -> None:
    with listening(lambda client: client.sendall(b"hello from outside")) as port:
        client, answer = tunnel(edge.listener(), "127.0.0.1", port)
        with client:
            assert answer.startswith(b"HTTP/1.1 200")
            assert b"hello from outside" == everything(client)


def test_what_cannot_be_reached_says_so(edge: Edge) -> None:
    with listening(lambda client: None) as port:
        pass
    client, answer = tunnel(edge.listener(), "127.0.0.1", port)
    with client:
        assert b"cannot reach 127.0.0.1" in everything(client)
    # Most clients show this line and nothing of the body.
    assert answer.startswith(b"HTTP/1.1 502 aksess: cannot reach 127.0.0.1:")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"nonsense\r\n\r\n", b"400"),
        (b"CONNECT :443 HTTP/1.1\r\n\r\n", b"400"),
        (b"CONNECT host:port HTTP/1.1\r\n\r\n", b"400"),
        (b"GET ftp://x/ HTTP/1.1\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * 70_000, b"431"),
        (b"\x16\x03\x01\x02\x00\x01", b"400"),
        (b"GET http://169.254.169.254/ HTTP/1.1\nHost: x\n\n", b"400"),
        (b"CONNECT " + b"a" * 64 + b".test:443 HTTP/1.1\r\n\r\n", b"502"),
        (b"CONNECT a..test:443 HTTP/1.1\r\n\r\n", b"502"),
    ],
)
def test_what_no_proxy_understands_is_refused(edge: Edge, sent: bytes, status: bytes) -> None:
    with connect(edge.listener().port) as client:
        client.sendall(sent)

        assert status == head(client).split(b" ")[1]


def test_a_client_may_say_hello_in_one_piece_with_its_question(edge: Edge) -> None:
    """Before the listener has said yes: it saves a round trip."""
    context = ssl.create_default_context(cafile=edge.thread.server.certificates.root)
    coming, going = ssl.MemoryBIO(), ssl.MemoryBIO()
    tls = context.wrap_bio(coming, going, server_hostname="v.vault.azure.net")
    with pytest.raises(ssl.SSLWantReadError):
        tls.do_handshake()
    with connect(edge.listener().port) as client:
        client.sendall(b"CONNECT v.vault.azure.net:443 HTTP/1.1\r\n\r\n" + going.read())
        established = head(client)
        while True:
            try:
                tls.do_handshake()
                break
            except ssl.SSLWantReadError:
                coming.write(client.recv(1 << 16))

    assert established.startswith(b"HTTP/1.1 200")
    assert "TLSv1.3" == tls.version()


def test_a_target_may_be_a_whole_url(edge: Edge) -> None:
    """And its host is the one that counts (RFC 9112, 3.2.2)."""
    client, _ = tunnel(edge.listener(), "169.254.169.254", 80)
    with client:
        lines = ["GET http://169.254.169.254/a?b=c HTTP/1.1", "Host: elsewhere.test", "Connection: close", "", ""]
        client.sendall("\r\n".join(lines).encode())
        told = json.loads(everything(client).partition(b"\r\n\r\n")[2])

    assert ("169.254.169.254", "/a", "b=c") == (told["host"], told["path"], told["query"])


def test_what_is_no_tls_is_not_answered(edge: Edge) -> None:
    """But for the alert that says so."""
    client, _ = tunnel(edge.listener(), "v.vault.azure.net", 443)
    with client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: v.vault.azure.net\r\n\r\n")

        assert b"HTTP/1.1 2" not in everything(client)
