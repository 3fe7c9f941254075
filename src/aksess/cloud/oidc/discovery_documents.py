"""Parses what an OpenID provider publishes, strictly: its discovery document and its keys.

Pure functions of the fetched bytes; the same bytes are parsed once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import Any, Final

import msgspec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from aksess.cloud.oidc import jws

# Entra keeps an issuer's first 100 keys (Microsoft Learn, "Workload identity federation").
MOST_KEYS: Final = 100

KeysById = dict[str, tuple[RSAPublicKey, ...]]


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A document that could not be fetched. why: a sentence for the event log."""

    url: str
    why: str


class NotServedHere(Enum):
    """The local Azure does not serve the document's host."""

    ELSEWHERE = "elsewhere"


# A function that reads a public document of the local Azure by its URL.
ReadHere = Callable[[str], Awaitable[bytes | Unreachable | NotServedHere]]


@dataclass(frozen=True, slots=True)
class Unusable:
    """A document that is not valid. why: a sentence for the event log."""

    why: str


@dataclass(frozen=True, slots=True)
class KeySet:
    """A provider's RSA keys for signatures, by id: usually one for each."""

    of_id: KeysById = field(repr=False)


class Discovery(msgspec.Struct, frozen=True):
    """The members of a discovery document that Entra reads (OpenID Connect Discovery 1.0, section 3)."""

    issuer: str
    jwks_uri: str
    authorization_endpoint: str | None = None
    subject_types_supported: list[str] | None = None


_decode_discovery = msgspec.json.Decoder(Discovery).decode
_decode = msgspec.json.Decoder(Any).decode


@lru_cache(maxsize=64)
def read_discovery(raw: bytes) -> Discovery | Unusable:
    """Parse a discovery document. Entra refuses an empty authorization endpoint and an empty list of subject types, and
    accepts a document without both members, such as AKS's."""
    try:
        found = _decode_discovery(raw)
    except (msgspec.DecodeError, RecursionError) as error:
        return Unusable(f"no discovery document: {error}")
    if found.authorization_endpoint == "":
        return Unusable("its authorization_endpoint is empty")
    if found.subject_types_supported == []:
        return Unusable("its subject_types_supported is empty")
    return found


@lru_cache(maxsize=64)
def read_keys(raw: bytes) -> KeySet | Unusable:
    """Parse a JSON Web Key Set (RFC 7517). Keys that are not RSA, not for RS256 signatures or not valid are skipped."""
    try:
        document = _decode(raw)
    except (msgspec.DecodeError, RecursionError) as error:
        return Unusable(f"no JSON: {error}")
    keys = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(keys, list) or not all(isinstance(each, dict) for each in keys):
        return Unusable("no JSON Web Key Set")
    of_id: KeysById = {}
    for each in keys[:MOST_KEYS]:
        key = _signing_key(each)
        if key is None:
            continue
        for name in {name for name in (each.get("kid"), each.get("x5t")) if isinstance(name, str)}:
            of_id[name] = (*of_id.get(name, ()), key)
    return KeySet(of_id)


def _signing_key(jwk: dict[str, Any]) -> RSAPublicKey | None:
    if jwk.get("kty") != "RSA" or jwk.get("use", "sig") != "sig" or jwk.get("alg", jws.ALGORITHM) != jws.ALGORITHM:
        return None
    n, e = jwk.get("n"), jwk.get("e")
    return jws.public_key(n, e) if isinstance(n, str) and isinstance(e, str) else None
