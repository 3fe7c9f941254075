"""Parses the head of a request to a proxy, and makes the head of the forwarded request."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from aksess.cloud.edge.dial import basic
from aksess.cloud.edge.proxy_route import External, ProxyRoute

PLAIN: Final = 80
# The host of a request to the listener itself, by a client with an IMDS endpoint setting instead of a proxy.
IMDS: Final = "169.254.169.254"

# RFC 9110, 5.6.2: the characters of a method. A TLS record begins with 0x16, which is not one of them.
_BEGINNING: Final = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]")
_VERSION: Final = re.compile(r"HTTP/1\.[0-9]")
# Characters that only some parsers take for the end of a line: one parser would see two requests, another one.
_STRAY: Final = re.compile(rb"\r(?!\n)|(?<!\r)\n|\0")
_ABSOLUTE: Final = re.compile(r"http://(?:[^/?#]*@)?([^/?#]*)([^#]*)(?:#.*)?", re.IGNORECASE)
_AUTHORITY: Final = re.compile(r"(\[[0-9A-Fa-f.]*:[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::([0-9]{0,5}))?")
_PORTS: Final = range(1, 65536)
_HOP: Final = (b"host:", b"connection:", b"proxy-connection:", b"proxy-authorization:", b"keep-alive:")


class MalformedRequest(Exception):
    """The request is not valid for a proxy. The text says what was found and what was expected."""


@dataclass(frozen=True, slots=True)
class ProxyRequest:
    """The head of a proxy request.

    path: the target without its host, with its query. host, port: the destination; authority: the same as it was
    written.
    to_listener: the request is for the listener itself, because an IMDS endpoint variable names it.
    """

    method: str
    target: str
    path: str
    version: str
    headers: tuple[bytes, ...]
    authority: str
    host: str
    port: int
    to_listener: bool

    @property
    def tunnel(self) -> bool:
        """Whether the client requests a tunnel, with TLS inside, or plain HTTP to port 80 (Java)."""
        return self.method == "CONNECT"

    @property
    def tls(self) -> bool:
        """Whether the client speaks TLS to the host."""
        return self.tunnel and self.port != PLAIN

    def forwarded(self, route: ProxyRoute) -> bytes:
        """Return the head of the forwarded plain request: one request a connection, with the user's proxy credentials.

        The host of the target counts, not the Host header (RFC 9112, 3.2.2).
        """
        proxy = route.proxy if isinstance(route, External) else None
        target = self.path if proxy is None else self.target
        kept = [line for line in self.headers if not line.lower().startswith(_HOP)]
        if proxy is not None and proxy[2]:
            kept.append(b"Proxy-Authorization: " + basic(proxy[2]))
        first = [f"{self.method} {target} {self.version}".encode("latin-1"), f"Host: {self.authority}".encode()]
        return b"\r\n".join([*first, *kept, b"Connection: close", b"", b""])


def may_become_request(head: bytes | bytearray) -> bool:
    """Return whether the first bytes can be the beginning of a request."""
    return _BEGINNING.match(head) is not None and b"\n\n" not in head


def parse_head(head: bytes) -> ProxyRequest:
    """Parse a head. head: including its empty line.

    Raises:
        MalformedRequest: The bytes are not an HTTP request.
    """
    lines = head[:-4].split(b"\r\n")
    first = lines[0].decode("latin-1")
    found = f"found {first[:80]!r}, expected `CONNECT host:port` or `GET http://host/path`"
    words = first.split(" ")
    if len(words) != 3 or _VERSION.fullmatch(words[2]) is None or _STRAY.search(head):
        raise MalformedRequest(found)
    method, target, version = words
    headers = tuple(lines[1:])
    if method == "CONNECT":
        host, port = _destination(target, 443)
        return ProxyRequest(method, target, target, version, headers, target, host, port, to_listener=False)
    if target.startswith("/"):
        return ProxyRequest(method, target, target, version, headers, IMDS, IMDS, PLAIN, to_listener=True)
    absolute = _ABSOLUTE.fullmatch(target)
    if absolute is None:
        raise MalformedRequest(f"{found}; https goes through CONNECT" if target[:6].lower() == "https:" else found)
    host, port = _destination(absolute[1], PLAIN)
    path = absolute[2] if absolute[2].startswith("/") else f"/{absolute[2]}"
    return ProxyRequest(method, target, path, version, headers, absolute[1], host, port, to_listener=False)


def _destination(authority: str, default: int) -> tuple[str, int]:
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None:
        raise MalformedRequest(
            f"found {authority[:80]!r}, expected a host name or an address, and a port after a colon"
        )
    port = int(parts[2] or default)
    if port not in _PORTS:
        raise MalformedRequest(f"found port {port}, expected a port from 1 to 65535")
    return parts[1].strip("[]").lower(), port
