"""Signed tokens: the only module that imports the JWT library.

Three separate calls, because a verifier must be able to say which one failed: ``read`` (nothing verified),
``verified`` (the signature, with one key and RS256 only), ``sign``.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NewType

import msgspec
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

UnverifiedToken = NewType("UnverifiedToken", str)

# Entra and the AKS issuers sign with RS256 and nothing else (Microsoft Learn, "Access tokens", "Validate tokens").
ALGORITHM = "RS256"
MAX_LENGTH = 64 * 1024

_decode = msgspec.json.Decoder(dict[str, Any]).decode
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Parts:
    """A token taken apart. header and claims are what the sender says: nothing is verified."""

    header: dict[str, Any]
    claims: dict[str, Any] = field(repr=False)


def read(token: UnverifiedToken) -> Parts | None:
    """Take a compact JWS apart; None where it is none (three base64url parts, two JSON objects)."""
    pieces = token.split(".")
    if len(pieces) != 3 or len(token) > MAX_LENGTH:
        return None
    try:
        return Parts(_decode(_unpadded(pieces[0])), _decode(_unpadded(pieces[1])))
    except (ValueError, binascii.Error, msgspec.DecodeError, RecursionError):
        return None


def verified(token: UnverifiedToken, public_jwk: dict[str, Any]) -> bool:
    """Whether the token's signature is an RS256 signature by that key. The header cannot choose another way."""
    try:
        jws.deserialize_compact(token, _public(_encode(public_jwk)), algorithms=[ALGORITHM])
    except (JoseError, ValueError, TypeError):
        return False
    return True


def sign(header: dict[str, Any], claims: dict[str, Any], private_pem: str) -> str:
    """A compact JWS over the claims, RS256."""
    return jws.serialize_compact({**header, "alg": ALGORITHM}, _encode(claims), _private(private_pem), [ALGORITHM])


@lru_cache(maxsize=64)
def _private(pem: str) -> RSAKey:
    return RSAKey.import_key(pem)


@lru_cache(maxsize=256)
def _public(jwk: bytes) -> RSAKey:
    return RSAKey.import_key(_decode(jwk))


def _unpadded(piece: str) -> bytes:
    if not piece or "=" in piece:
        raise ValueError("padding in a compact token")
    return base64.b64decode(piece + "=" * (-len(piece) % 4), altchars=b"-_", validate=True)
