"""The head of a request to a proxy: what it asks for, and how a plain one goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from aksess.cloud.edge.dial import basic
from aksess.cloud.edge.route import Out, Way

PLAIN: Final = 80
# What a request to the door itself is for: clients that take an IMDS endpoint instead of a proxy.
IMDS: Final = "169.254.169.254"

# RFC 9110, 5.6.2: of what a method consists. A TLS record, which begins with 0x16, is no method.
_BEGINNING: Final = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]")
_VERSION: Final = re.compile(r"HTTP/1\.[0-9]")
# What some readers take for the end of a line and others do not: to one of them, a request would be two.
_STRAY: Final = re.compile(rb"\r(?!\n)|(?<!\r)\n|\0")
_ABSOLUTE: Final = re.compile(r"http://(?:[^/?#]*@)?([^/?#]*)([^#]*)(?:#.*)?", re.IGNORECASE)
_AUTHORITY: Final = re.compile(r"(\[[0-9A-Fa-f.]*:[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::([0-9]{0,5}))?")
_PORTS: Final = range(1, 65536)
_HOP: Final = (b"host:", b"connection:", b"proxy-connection:", b"proxy-authorization:", b"keep-alive:")


class Unclear(Exception):
    """No proxy understands the request; the text says what was found and what was wanted."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The head of a proxy request. here: a request to the door itself (an IMDS endpoint variable names it).

    path: the target without host, with its query. host, port: where it leads; authority: the same as it was written.
    tunnel: CONNECT, with TLS inside it, or plain HTTP where it is to port 80 (Java's clients ask so for everything).
    """

    method: str
    target: str
    path: str
    version: str
    headers: tuple[bytes, ...]
    authority: str
    host: str
    port: int
    here: bool

    @property
    def tunnel(self) -> bool:
        """Whether it is asked for a tunnel."""
        return self.method == "CONNECT"

    @property
    def tls(self) -> bool:
        """Whether TLS is spoken to the host."""
        return self.tunnel and self.port != PLAIN

    def onward(self, way: Way) -> bytes:
        """The head of a plain request as it goes on: one request a connection, with what the user's proxy wants.

        The host of the target counts, whatever a Host header says (RFC 9112, 3.2.2).
        """
        proxy = way.proxy if isinstance(way, Out) else None
        target = self.path if proxy is None else self.target
        kept = [line for line in self.headers if not line.lower().startswith(_HOP)]
        if proxy is not None and proxy[2]:
            kept.append(b"Proxy-Authorization: " + basic(proxy[2]))
        first = [f"{self.method} {target} {self.version}".encode("latin-1"), f"Host: {self.authority}".encode()]
        return b"\r\n".join([*first, *kept, b"Connection: close", b"", b""])


def begins_well(head: bytes | bytearray) -> bool:
    """Whether the first bytes of a head can become a request."""
    return _BEGINNING.match(head) is not None and b"\n\n" not in head


def read_head(head: bytes) -> Asked:
    """What a head asks for. head: with the empty line. Raises Unclear."""
    lines = head[:-4].split(b"\r\n")
    first = lines[0].decode("latin-1")
    found = f"found {first[:80]!r}, wanted `CONNECT host:port` or `GET http://host/path`"
    words = first.split(" ")
    if len(words) != 3 or _VERSION.fullmatch(words[2]) is None or _STRAY.search(head):
        raise Unclear(found)
    method, target, version = words
    headers = tuple(lines[1:])
    if method == "CONNECT":
        host, port = _place(target, 443)
        return Asked(method, target, target, version, headers, target, host, port, here=False)
    if target.startswith("/"):
        return Asked(method, target, target, version, headers, IMDS, IMDS, PLAIN, here=True)
    absolute = _ABSOLUTE.fullmatch(target)
    if absolute is None:
        raise Unclear(f"{found}; https goes through CONNECT" if target[:6].lower() == "https:" else found)
    host, port = _place(absolute[1], PLAIN)
    path = absolute[2] if absolute[2].startswith("/") else f"/{absolute[2]}"
    return Asked(method, target, path, version, headers, absolute[1], host, port, here=False)


def _place(authority: str, usual: int) -> tuple[str, int]:
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None:
        raise Unclear(f"found {authority[:80]!r}, wanted a host name or an address, and a port after a colon")
    port = int(parts[2] or usual)
    if port not in _PORTS:
        raise Unclear(f"found port {port}, wanted one from 1 to 65535")
    return parts[1].strip("[]").lower(), port
