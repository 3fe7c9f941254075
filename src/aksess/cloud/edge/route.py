"""Where a host name leads: to the local services, through a raw tunnel, or out."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Local:
    """To the local services."""


@dataclass(frozen=True, slots=True)
class Tunnel:
    """Raw to a loopback address: never decrypted (the API server of a cluster)."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Out:
    """Out of here, through the user's own proxy where ``proxy`` names one (host, port, credentials)."""

    proxy: tuple[str, int, str] | None = None


@dataclass(frozen=True, slots=True)
class Nowhere:
    """Refused, and why, in a sentence for the user."""

    why: str


Way = Local | Tunnel | Out | Nowhere


@dataclass(frozen=True, slots=True)
class Upstream:
    """The user's own proxy settings, as the environment of their program had them.

    https, http: proxy URLs, empty for none. no_proxy: comma-separated hosts, as curl and Go read it.
    """

    https: str = ""
    http: str = ""
    no_proxy: str = ""

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Upstream:
        """The settings in an environment; lower-case names win, as in curl."""

        def value(name: str) -> str:
            return environment.get(name.lower()) or environment.get(name) or ""

        both = value("ALL_PROXY")
        return cls(value("HTTPS_PROXY") or both, value("HTTP_PROXY") or both, value("NO_PROXY"))

    def way_out(self, host: str, *, tls: bool) -> Out | Nowhere:
        """The way to a host outside of Azure."""
        url = self.https if tls else self.http
        if not url or self._direct(host):
            return Out()
        parts = urlsplit(url if "//" in url else f"http://{url}")
        if parts.scheme != "http" or parts.hostname is None:
            kind = f"{parts.scheme}://{parts.hostname or ''}"
            return Nowhere(f"{host} is outside, and the proxy of the environment ({kind}) is not a plain HTTP proxy")
        credentials = f"{parts.username}:{parts.password or ''}" if parts.username else ""
        return Out((parts.hostname, parts.port or 80, credentials))

    def _direct(self, host: str) -> bool:
        if host == "localhost" or _is_loopback(host):
            return True
        entries = [entry.strip().lower().lstrip("*").lstrip(".") for entry in self.no_proxy.split(",")]
        return any(entry and (host == entry or host.endswith(f".{entry}")) for entry in entries) or (
            "*" in self.no_proxy.split(",")
        )


def way_to(
    host: str,
    port: int,
    *,
    tls: bool,
    serves: Callable[[str, bool], bool],
    clusters: Mapping[str, tuple[str, int]],
    upstream: Upstream,
) -> Way:
    """Where ``host:port`` leads. serves: is that name ours, over TLS or plain. clusters: API servers by name."""
    host = host.lower().rstrip(".")
    if host.endswith(".azmk8s.io"):
        if host in clusters:
            return Tunnel(*clusters[host])
        return Nowhere(
            f"{host} is the API server of a local cluster, and no control plane runs beside this local Azure"
        )
    if serves(host, tls) and port == (443 if tls else 80):
        return Local()
    if serves(host, True) or serves(host, False):
        # A request meant for a local service must never reach the real one of that name.
        return Nowhere(f"{host} is served here, and not at port {port} over {'TLS' if tls else 'plain HTTP'}")
    return upstream.way_out(host, tls=tls)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
