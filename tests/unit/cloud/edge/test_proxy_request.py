"""The head of a request to a listener: what it asks for, and how it goes on."""

import pytest

from aksess.cloud.edge.proxy_request import MalformedRequest, ProxyRequest, may_become_request, parse_head
from aksess.cloud.edge.proxy_route import External, Local

IMDS = "169.254.169.254"


def asked(first: str, *headers: str) -> ProxyRequest:
    return parse_head("\r\n".join([first, *headers, "", ""]).encode("latin-1"))


@pytest.mark.parametrize(
    ("target", "host", "port", "tls"),
    [
        ("v.vault.azure.net:443", "v.vault.azure.net", 443, True),
        ("V.Vault.Azure.Net.:443", "v.vault.azure.net.", 443, True),
        ("v.vault.azure.net", "v.vault.azure.net", 443, True),
        ("v.vault.azure.net:", "v.vault.azure.net", 443, True),
        ("v.vault.azure.net:8443", "v.vault.azure.net", 8443, True),
        ("[::1]:6443", "::1", 6443, True),
        (f"{IMDS}:80", IMDS, 80, False),
    ],
)
def test_a_tunnel_is_asked_for_by_host_and_port(target: str, host: str, port: int, tls: bool) -> None:
    found = asked(f"CONNECT {target} HTTP/1.1")

    assert (host, port, tls, True) == (found.host, found.port, found.tls, found.tunnel)


@pytest.mark.parametrize(
    ("target", "host", "port", "onward"),
    [
        ("http://v.test/a%2Fb//c?x=%2F", "v.test", 80, "/a%2Fb//c?x=%2F"),
        ("HTTP://V.test:8080", "v.test", 8080, "/"),
        ("http://v.test?x=1", "v.test", 80, "/?x=1"),
        ("http://user:pass@v.test/a", "v.test", 80, "/a"),
        ("http://v.test/a#part", "v.test", 80, "/a"),
        ("http://[::1]:81/a?b@c", "::1", 81, "/a?b@c"),
    ],
)
def test_a_plain_request_names_its_host_in_the_target(target: str, host: str, port: int, onward: str) -> None:
    found = asked(f"GET {target} HTTP/1.1", "Host: other.test")

    assert (host, port, False, False) == (found.host, found.port, found.tls, found.tunnel)
    assert found.forwarded(Local()).startswith(f"GET {onward} HTTP/1.1\r\n".encode())


def test_the_host_of_the_target_counts_and_no_other() -> None:
    """A Host header that says something else, twice or not at all changes nothing (RFC 9112, 3.2.2)."""
    for headers in ([], ["Host: login.microsoftonline.com"], ["host: a", "HOST: b"]):
        onward = asked("GET http://user@V.test:8080/x HTTP/1.1", *headers).forwarded(Local())

        assert [b"Host: V.test:8080"] == [line for line in onward.split(b"\r\n") if line.lower().startswith(b"host:")]


def test_what_is_between_client_and_door_does_not_go_on() -> None:
    headers = [
        "Proxy-Authorization: Basic eDp5",
        "Proxy-Connection: keep-alive",
        "Keep-Alive: 5",
        "Connection: x",
        "A: b",
    ]
    onward = asked(f"GET http://{IMDS}/x HTTP/1.1", *headers).forwarded(Local())

    assert [b"GET /x HTTP/1.1", f"Host: {IMDS}".encode(), b"A: b", b"Connection: close", b"", b""] == onward.split(
        b"\r\n"
    )


def test_a_proxy_gets_the_target_whole() -> None:
    onward = asked("GET http://v.test/x HTTP/1.1").forwarded(External(("proxy.test", 3128, "user:pass")))

    assert onward.startswith(b"GET http://v.test/x HTTP/1.1\r\nHost: v.test\r\n")
    assert b"\r\nProxy-Authorization: Basic dXNlcjpwYXNz\r\n" in onward


def test_a_request_to_the_door_itself_is_for_the_metadata_service() -> None:
    found = asked("GET /metadata/versions HTTP/1.0", "Host: 127.0.0.1:4000")

    assert (IMDS, True) == (found.host, found.to_listener)
    assert f"GET /metadata/versions HTTP/1.0\r\nHost: {IMDS}\r\n".encode() in found.forwarded(Local())


def test_bytes_of_a_target_stay_as_they_are() -> None:
    assert asked("GET http://v.test/\xe9 HTTP/1.1").forwarded(Local()).startswith(b"GET /\xe9 HTTP/1.1")


@pytest.mark.parametrize(
    ("first", "told"),
    [
        ("nonsense", "found 'nonsense', expected `CONNECT host:port`"),
        ("GET http://v.test/a b HTTP/1.1", "expected `CONNECT host:port`"),
        ("PRI * HTTP/2.0", "expected `CONNECT host:port`"),
        ("OPTIONS * HTTP/1.1", "expected `CONNECT host:port`"),
        ("GET ftp://v.test/ HTTP/1.1", "expected `CONNECT host:port`"),
        ("GET https://v.test/ HTTP/1.1", "https goes through CONNECT"),
        ("CONNECT :443 HTTP/1.1", "expected a host name"),
        ("CONNECT v.test:port HTTP/1.1", "expected a host name"),
        ("CONNECT v.test:443/x HTTP/1.1", "expected a host name"),
        ("CONNECT https://v.test:443 HTTP/1.1", "expected a host name"),
        ("CONNECT user@v.test:443 HTTP/1.1", "expected a host name"),
        ("CONNECT %76.test:443 HTTP/1.1", "expected a host name"),
        ("CONNECT b\xfccher.test:443 HTTP/1.1", "expected a host name"),
        ("CONNECT ::1:443 HTTP/1.1", "expected a host name"),
        ("CONNECT [::1 HTTP/1.1", "expected a host name"),
        ("CONNECT [beef]:443 HTTP/1.1", "expected a host name"),
        ("CONNECT v.test:0 HTTP/1.1", "found port 0"),
        ("GET http://v.test:65536/ HTTP/1.1", "found port 65536"),
        ("GET http:/// HTTP/1.1", "expected a host name"),
    ],
)
def test_what_no_proxy_understands_is_named(first: str, told: str) -> None:
    with pytest.raises(MalformedRequest, match=told.replace("*", r"\*")):
        asked(first)


@pytest.mark.parametrize("stray", ["\n", "\r", "\0"])
@pytest.mark.parametrize(
    "at", ["GET http://v.test/{} HTTP/1.1", "GET http://v.test/ HTTP/1.1\r\nA: b{}Host: other.test"]
)
def test_no_request_hides_in_another(at: str, stray: str) -> None:
    """A line feed alone ends a line for some readers, and for others not."""
    with pytest.raises(MalformedRequest):
        asked(at.format(stray))


@pytest.mark.parametrize(
    ("beginning", "well"),
    [
        (b"G", True),
        (b"CONNECT v.test:443", True),
        (b"\x16\x03\x01\x02\x00", False),
        (b"\x00", False),
        (b" GET", False),
        (b"GET http://v.test/ HTTP/1.1\nHost: v.test\n\n", False),
    ],
)
def test_what_cannot_become_a_request_is_known_by_its_beginning(beginning: bytes, well: bool) -> None:
    assert well == may_become_request(beginning)
