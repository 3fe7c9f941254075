"""The keys of OpenID providers, as Entra gets them: the discovery document, then the keys at its ``jwks_uri``.

The steps, numbered here and in the code: (1) a URL that Entra would fetch; (2) the discovery document, whose
issuer equals the requested one, byte for byte; (3) its ``jwks_uri``; (4) the keys there.

Issuers of local clusters are read directly, through the same steps; others are fetched. Entra caches what it
fetched (``SimulationSettings.jwks_cache``, seconds), so that it does not know a new key at once. With 0, the keys
of issuers on this machine are always fresh; those of others are cached for a minute, or until a key is asked for
that is not among them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Final
from urllib.parse import urlsplit

from aksess.clock import Clock
from aksess.cloud.identity.access_tokens import AccessTokens
from aksess.cloud.oidc.cluster_issuers import ClusterIssuers
from aksess.cloud.oidc.discovery_documents import (
    KeySet,
    NotServedHere,
    ReadHere,
    Unreachable,
    Unusable,
    read_discovery,
    read_keys,
)
from aksess.cloud.state.simulation import Simulation

AKS_SUFFIX: Final = ".oic.prod-aks.azure.com"
WELL_KNOWN: Final = ".well-known/openid-configuration"
HERE: Final = ("localhost", "127.0.0.1", "::1")
KEPT: Final = 60.0
REMEMBERED: Final = 256


@dataclass(frozen=True, slots=True)
class Unparsable:
    """Keys that could not be parsed. why: a sentence for the event log."""

    url: str
    why: str


class IssuerKeys:
    """A cache of the providers' keys, each with the time of its fetch (Unix seconds)."""

    def __init__(self, clock: Clock, simulation: Simulation, tokens: AccessTokens, issuers: ClusterIssuers) -> None:
        self._clock = clock
        self._simulation = simulation
        self._tokens = tokens
        self._issuers = issuers
        self._met: dict[str, tuple[KeySet, float]] = {}
        self._local: dict[str, tuple[KeySet, tuple[int, int]]] = {}

    async def keys_of(self, issuer: str, key_id: str, here: ReadHere) -> KeySet | Unreachable | Unparsable:
        """Return the keys of an issuer.

        Args:
            issuer: the issuer URL.
            key_id: the key that the caller needs; a cached copy without it may be fetched again.
            read_here: reads a public document of the local Azure.
        """
        version = None if self._simulation.settings.jwks_cache else self._issuers.document_version(issuer)
        if version is not None:
            return await self._fetch_local(issuer, version, here)
        now = self._clock.now()
        kept = self._met.get(issuer)
        if kept is not None and self._good(issuer, kept[0], now - kept[1], key_id):
            return kept[0]
        fetched = await self._fetch(issuer, here)
        if isinstance(fetched, KeySet):
            if len(self._met) >= REMEMBERED:
                self._met.clear()
            self._met[issuer] = fetched, now
        return fetched

    async def _fetch_local(
        self, issuer: str, version: tuple[int, int], here: ReadHere
    ) -> KeySet | Unreachable | Unparsable:
        """The keys of a local cluster: the same documents are not gone through again."""
        kept = self._local.get(issuer)
        if kept is not None and kept[1] == version:
            return kept[0]
        fetched = await self._fetch(issuer, here)
        if isinstance(fetched, KeySet):
            self._local = {name: each for name, each in self._local.items() if each[1][0] == version[0]}
            self._local[issuer] = fetched, version
        return fetched

    def _good(self, issuer: str, keys: KeySet, age: float, key_id: str) -> bool:
        if cache := self._simulation.settings.jwks_cache:
            return age < cache
        host = urlsplit(issuer).hostname or ""
        return not host.endswith(AKS_SUFFIX) and host not in HERE and age < KEPT and key_id in keys.of_id

    async def _fetch(self, issuer: str, here: ReadHere) -> KeySet | Unreachable | Unparsable:
        if issuer == self._tokens.issuer_v2:
            return self._tokens.key_set()
        # (1) https, a host, nothing behind the path
        if why := _unfit(issuer) or ("a query" if "?" in issuer else ""):
            return Unreachable(issuer, why)
        # (2) the discovery document
        where = f"{issuer.removesuffix('/')}/{WELL_KNOWN}"
        document = await self._get(where, here)
        if isinstance(document, Unreachable):
            return document
        discovery = read_discovery(document)
        if isinstance(discovery, Unusable):
            return Unreachable(where, discovery.why)
        if discovery.issuer != issuer:
            return Unreachable(where, f"its issuer is {discovery.issuer[:200]!r}, expected {issuer!r}")
        return await self._fetch_keys(discovery.jwks_uri, here)

    async def _fetch_keys(self, url: str, here: ReadHere) -> KeySet | Unreachable | Unparsable:
        # (3) where the keys are
        if why := _unfit(url):
            return Unreachable(url[:200], why)
        raw = await self._get(url, here)
        if isinstance(raw, Unreachable):
            return raw
        # (4) the keys
        keys = read_keys(raw)
        return Unparsable(url, keys.why) if isinstance(keys, Unusable) else keys

    async def _get(self, url: str, here: ReadHere) -> bytes | Unreachable:
        if (urlsplit(url).hostname or "").endswith(AKS_SUFFIX):
            document = self._issuers.document(url)
            return Unreachable(url, "HTTP 404, expected 200") if document is None else document
        found = await here(url)
        if found is not NotServedHere.ELSEWHERE:
            return found
        # Loaded at the first use: the HTTP client takes a tenth of a second, which local clusters never need.
        get: Callable[[str], Awaitable[bytes | Unreachable]] = import_module("aksess.cloud.oidc.external_fetch").get
        return await get(url)


def _unfit(url: str) -> str:
    """Why Entra would not ask this URL; empty where it would."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "not a URL"
    if parts.scheme != "https" or not url.startswith("https://"):
        return "only https is fetched"
    if not host or parts.username is not None or parts.fragment or "\\" in url or not url.isprintable():
        return "not a URL that can be fetched"
    return ""
