"""The route of a proxy request: to the local services, to a cluster's API server, or to an external host."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

# The addresses of a machine's own platform: the metadata services of every cloud, and Azure's WireServer.
_PLATFORM: Final = tuple(ipaddress.ip_network(each) for each in ("169.254.0.0/16", "fe80::/10", "168.63.129.16/32"))
_EXCEPTION: Final = re.compile(r"(\[.*\]|[^:]*):([0-9]+)")


@dataclass(frozen=True, slots=True)
class Local:
    """To the local services."""


@dataclass(frozen=True, slots=True)
class ApiServer:
    """Raw to the API server of a cluster, wherever it listens: never decrypted. host: its name."""

    host: str


@dataclass(frozen=True, slots=True)
class External:
    """External of here, through the user's own proxy where ``proxy`` names one (host, port, credentials)."""

    proxy: tuple[str, int, str] | None = None


@dataclass(frozen=True, slots=True)
class Blocked:
    """DialFailed, and why, in a sentence for the user."""

    why: str


ProxyRoute = Local | ApiServer | External | Blocked


@dataclass(frozen=True, slots=True)
class UpstreamProxy:
    """The user's own proxy settings, from the environment of the user's program.

    https, http: proxy URLs, empty for none. no_proxy: comma-separated hosts, as curl and Go read it.
    """

    https: str = ""
    http: str = ""
    no_proxy: str = ""

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> UpstreamProxy:
        """Read the settings from an environment; lower-case names win, as in curl."""

        def value(name: str) -> str:
            return environment.get(name.lower()) or environment.get(name) or ""

        fallback = value("ALL_PROXY")
        return cls(value("HTTPS_PROXY") or fallback, value("HTTP_PROXY") or fallback, value("NO_PROXY"))

    def external_route(self, host: str, port: int, *, tls: bool) -> External | Blocked:
        """Return the route to a host outside of Azure."""
        url = self.https if tls else self.http
        if not url or self._direct(host, port):
            return External()
        try:
            parts = urlsplit(url if "//" in url else f"http://{url}")
            proxy_port = parts.port or 80
        except ValueError as error:
            return Blocked(f"{host} is external, and the proxy of the environment is not a valid URL: {error}")
        if parts.scheme != "http" or parts.hostname is None:
            kind = f"{parts.scheme}://{parts.hostname or ''}"
            return Blocked(f"{host} is external, and the proxy of the environment ({kind}) is not a plain HTTP proxy")
        credentials = f"{unquote(parts.username)}:{unquote(parts.password or '')}" if parts.username else ""
        return External((parts.hostname, proxy_port, credentials))

    def _direct(self, host: str, port: int) -> bool:
        address = _address(host)
        if host == "localhost" or (address is not None and address.is_loopback):
            return True
        return any(_excepts(entry.strip().lower(), host, port) for entry in self.no_proxy.split(","))


def _excepts(entry: str, host: str, port: int) -> bool:
    """Return whether an entry of NO_PROXY covers the host: a domain with its subdomains, an address, a network; with a
    port.
    """
    if entry == "*":
        return True
    if with_port := _EXCEPTION.fullmatch(entry):
        entry = with_port[1]
        if int(with_port[2]) != port:
            return False
    address = _address(host)
    if address is not None:
        try:
            return address in ipaddress.ip_network(entry.strip("[]"), strict=False)
        except ValueError:
            return False
    name = entry.lstrip("*").lstrip(".")
    return bool(name) and (host == name or host.endswith(f".{name}"))


def route_to(
    host: str,
    port: int,
    *,
    tls: bool,
    serves: Callable[[str, bool], bool],
    upstream: UpstreamProxy,
) -> ProxyRoute:
    """Return the route of ``host:port``. serves: whether a service has a name, over TLS or plain."""
    host = canonical(host)
    if host.endswith(".azmk8s.io"):
        if port == 443:
            return ApiServer(host)
        return Blocked(f"{host} is the API server of a local cluster, which answers at port 443 alone")
    if serves(host, tls) and port == (443 if tls else 80):
        return Local()
    if serves(host, True) or serves(host, False):
        # A request meant for a local service must never reach the real one of that name.
        return Blocked(f"{host} is served here, but not at port {port} over {'TLS' if tls else 'plain HTTP'}")
    if is_platform(host):
        return Blocked(
            f"{host} is an address of this machine's own platform; the local metadata service is at 169.254.169.254"
        )
    return upstream.external_route(host, port, tls=tls)


def canonical(host: str) -> str:
    """Return the canonical spelling of a host: lower case, no final dot, IPv4 addresses in dotted decimal.

    The system's resolver accepts ``2852039166``, ``0xa9.254.43518`` and ``::ffff:169.254.169.254`` for 169.254.169.254.
    """
    name = host.lower().rstrip(".").strip("[]")
    address = _address(name)
    if address is not None:
        return str((address.ipv4_mapped if address.version == 6 else None) or address)
    if name[:1].isdigit():
        with suppress(OSError):
            return socket.inet_ntoa(socket.inet_aton(name))
    return name


def is_platform(host: str) -> bool:
    """Return whether this is an address of the machine's own platform, such as a cloud's metadata service."""
    address = _address(host.partition("%")[0])
    return address is not None and any(address in network for network in _PLATFORM)


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
