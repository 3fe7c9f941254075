"""The keys of OpenID providers, as Entra gets them: discovery document, then the keys that it points to.

The steps, numbered here and in the code: (1) a URL that Entra would ask; (2) the discovery document, whose
issuer is the one asked for, byte for byte; (3) its ``jwks_uri``; (4) the keys there.

Issuers of local clusters are read where they are, through the same steps; any other is fetched. Entra keeps what it
fetched for a while (``Switches.jwks_cache``, seconds), so that a key that was rotated in is not known at once. With
the switch at 0, issuers on this machine are always fresh, and others are kept for a minute, or until a key is asked
for that is not among theirs.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from aksess.cloud import inside
from aksess.cloud.provider_documents import KeySet, Unreachable, Unusable, read_discovery, read_keys

if TYPE_CHECKING:
    from aksess.cloud.local import Cloud

AKS_SUFFIX: Final = ".oic.prod-aks.azure.com"
WELL_KNOWN: Final = ".well-known/openid-configuration"
HERE: Final = ("localhost", "127.0.0.1", "::1")
KEPT: Final = 60.0
REMEMBERED: Final = 256


@dataclass(frozen=True, slots=True)
class Unparsable:
    """Keys that could not be read. why: a sentence for the event log."""

    url: str
    why: str


class Providers:
    """The providers that one cloud's Entra has met, each with its keys and when they were fetched (Unix seconds)."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        self._met: dict[str, tuple[KeySet, float]] = {}
        self._local: dict[str, tuple[KeySet, tuple[int, int]]] = {}

    async def keys_of(self, issuer: str, key_id: str) -> KeySet | Unreachable | Unparsable:
        """The keys of an issuer. key_id: the one that is needed, for which an old copy may be renewed."""
        edition = None if self._cloud.weather.switches.jwks_cache else self._cloud.issuers.edition(issuer)
        if edition is not None:
            return await self._fetch_local(issuer, edition)
        now = self._cloud.clock.now()
        kept = self._met.get(issuer)
        if kept is not None and self._good(issuer, kept[0], now - kept[1], key_id):
            return kept[0]
        fetched = await self._fetch(issuer)
        if isinstance(fetched, KeySet):
            if len(self._met) >= REMEMBERED:
                self._met.clear()
            self._met[issuer] = fetched, now
        return fetched

    async def _fetch_local(self, issuer: str, edition: tuple[int, int]) -> KeySet | Unreachable | Unparsable:
        """The keys of a local cluster: the same documents are not gone through again."""
        kept = self._local.get(issuer)
        if kept is not None and kept[1] == edition:
            return kept[0]
        fetched = await self._fetch(issuer)
        if isinstance(fetched, KeySet):
            self._local = {name: each for name, each in self._local.items() if each[1][0] == edition[0]}
            self._local[issuer] = fetched, edition
        return fetched

    def _good(self, issuer: str, keys: KeySet, age: float, key_id: str) -> bool:
        if cache := self._cloud.weather.switches.jwks_cache:
            return age < cache
        host = urlsplit(issuer).hostname or ""
        return not host.endswith(AKS_SUFFIX) and host not in HERE and age < KEPT and key_id in keys.of_id

    async def _fetch(self, issuer: str) -> KeySet | Unreachable | Unparsable:
        if issuer == self._cloud.tokens.issuer_v2:
            return self._cloud.tokens.key_set()
        # (1) https, a host, nothing behind the path
        if why := _unfit(issuer) or ("a query" if "?" in issuer else ""):
            return Unreachable(issuer, why)
        # (2) the discovery document
        where = f"{issuer.removesuffix('/')}/{WELL_KNOWN}"
        document = await self._get(where)
        if isinstance(document, Unreachable):
            return document
        discovery = read_discovery(document)
        if isinstance(discovery, Unusable):
            return Unreachable(where, discovery.why)
        if discovery.issuer != issuer:
            return Unreachable(where, f"its issuer is {discovery.issuer[:200]!r}, wanted {issuer!r}")
        return await self._fetch_keys(discovery.jwks_uri)

    async def _fetch_keys(self, url: str) -> KeySet | Unreachable | Unparsable:
        # (3) where the keys are
        if why := _unfit(url):
            return Unreachable(url[:200], why)
        raw = await self._get(url)
        if isinstance(raw, Unreachable):
            return raw
        # (4) the keys
        keys = read_keys(raw)
        return Unparsable(url, keys.why) if isinstance(keys, Unusable) else keys

    async def _get(self, url: str) -> bytes | Unreachable:
        if (urlsplit(url).hostname or "").endswith(AKS_SUFFIX):
            document = self._cloud.issuers.document(url)
            return Unreachable(url, "HTTP 404, wanted 200") if document is None else document
        found = await inside.get(self._cloud, url)
        if found is not inside.Elsewhere.ELSEWHERE:
            return found
        # Loaded at the first use: the HTTP client takes a tenth of a second, which local clusters never need.
        get: Callable[[str], Awaitable[bytes | Unreachable]] = import_module("aksess.cloud.outside").get
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
