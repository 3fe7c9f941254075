"""Signed tokens (RFC 7515, 7519): parsing, verification and signing, each in a function of its own.

A verifier must be able to say which step failed, so ``read`` verifies nothing, ``verified`` checks one signature
with one key and an algorithm that the caller names, and ``sign`` signs with RS256.
"""

from __future__ import annotations

import binascii
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NewType

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from aksess.cloud.oidc.signer_threads import Signers, signature_of

UnverifiedToken = NewType("UnverifiedToken", str)

# Entra and the AKS issuers sign with RS256 and nothing else (Microsoft Learn, "Access tokens", "Validate tokens").
ALGORITHM = "RS256"
MAX_LENGTH = 64 * 1024
# Longer than the tokens of clusters and of Entra, short enough that hundreds may be kept in mind.
USUAL_LENGTH = 4 * 1024
# Smaller keys are broken (NIST SP 800-131A); larger ones only slow a verifier down.
KEY_BITS = range(2048, 16_385)
MAX_EXPONENT_BITS = 64
# The nesting limit of .NET's JSON readers. Python's own limit depends on its version.
MAX_DEPTH = 64

_SHA256 = hashes.SHA256()
_PADDINGS: dict[str, padding.AsymmetricPadding] = {
    "RS256": padding.PKCS1v15(),
    # RFC 7518, 3.5: the salt is as long as the hash.
    "PS256": padding.PSS(padding.MGF1(_SHA256), padding.PSS.DIGEST_LENGTH),
}

_decode = msgspec.json.Decoder(dict[str, Any]).decode
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Parts:
    """A parsed token. Header and claims are the sender's: nothing is verified."""

    header: dict[str, Any]
    claims: dict[str, Any] = field(repr=False)


def read(token: UnverifiedToken) -> Parts | None:
    """Parse a compact JWS; None if it is not a valid one.

    A valid one has three parts in canonical unpadded base64url, at most 64 KiB in all, the first two of them JSON
    objects in UTF-8 without duplicate members (RFC 7515, 4 and RFC 8725, 2.8: two parsers must not see two meanings),
    and no ``crit`` header, because no extension is supported (RFC 7515, 4.1.11). The result may be shared between
    callers that parse the same token: do not change it.
    """
    if len(token) > MAX_LENGTH or not token.isascii():
        return None
    return _read_again(token) if len(token) <= USUAL_LENGTH else _read(token)


def read_padded(token: UnverifiedToken) -> Parts | None:
    """As ``read``, with each part padded as base64 is outside of RFC 7515 (``=`` up to a multiple of four)."""
    return _read(token, _from_padded) if len(token) <= MAX_LENGTH and token.isascii() else None


def _read(token: str, decoded: Callable[[str], bytes] | None = None) -> Parts | None:
    decoded = decoded or from_base64url
    pieces = token.split(".")
    if len(pieces) != 3:
        return None
    try:
        header, claims = _object(decoded(pieces[0])), _object(decoded(pieces[1]))
        decoded(pieces[2])
    except (ValueError, RecursionError):
        return None
    return None if "crit" in header else Parts(header, claims)


# A workload presents the same assertion for each of its resources, for an hour.
_read_again = lru_cache(maxsize=512)(_read)


def verified(token: UnverifiedToken, key: rsa.RSAPublicKey, algorithm: str = ALGORITHM) -> bool:
    """Return whether the token's signature was made with that key.

    Args:
        token: the token.
        key: the public key.
        algorithm: ``RS256`` or ``PS256``; the caller names it, never the token.

    Raises:
        KeyError: for another algorithm.
    """
    numbers = key.public_numbers()
    holds = _verified_again if len(token) <= USUAL_LENGTH else _verified
    return holds(token, numbers.n, numbers.e, algorithm)


def _verified(token: str, n: int, e: int, algorithm: str) -> bool:
    signed, _, signature = token.rpartition(".")
    how = _PADDINGS[algorithm]
    try:
        rsa.RSAPublicNumbers(e, n).public_key().verify(from_base64url(signature), signed.encode(), how, _SHA256)
    except (InvalidSignature, ValueError):
        return False
    return True


# The same bytes and key always give the same result. The caller checks each time that the key is still published.
_verified_again = lru_cache(maxsize=512)(_verified)


def sign(header: dict[str, Any], claims: dict[str, Any], private_pem: str) -> str:
    """Return a compact JWS over the claims, signed with RS256. header: its members except ``alg``."""
    signed = _signing_input(header, claims)
    return f"{signed}.{base64url(signature_of(signed.encode(), private_pem))}"


async def sign_aside(header: dict[str, Any], claims: dict[str, Any], private_pem: str, signers: Signers) -> str:
    """As ``sign``, but another thread computes the signature."""
    signed = _signing_input(header, claims)
    return f"{signed}.{base64url(await signers.signature_of(signed.encode(), private_pem))}"


def _signing_input(header: dict[str, Any], claims: dict[str, Any]) -> str:
    return f"{base64url(_encode({'alg': ALGORITHM, **header}))}.{base64url(_encode(claims))}"


@lru_cache(maxsize=1024)
def public_key(n: str, e: str) -> rsa.RSAPublicKey | None:
    """The RSA key of a JWK's ``n`` and ``e`` (RFC 7518, 6.3.1); None if they do not form a key of an accepted size."""
    try:
        exponent = int.from_bytes(from_base64url(e), "big")
        modulus = int.from_bytes(from_base64url(n), "big")
        if modulus.bit_length() not in KEY_BITS or exponent.bit_length() > MAX_EXPONENT_BITS:
            return None
        return rsa.RSAPublicNumbers(exponent, modulus).public_key()
    except ValueError:
        return None


def base64url(raw: bytes) -> str:
    """Unpadded base64url (RFC 7515, appendix C)."""
    return binascii.b2a_base64(raw, newline=False).rstrip(b"=").translate(_TO_URL).decode()


def from_base64url(piece: str) -> bytes:
    """Decode canonical unpadded base64url.

    Raises:
        ValueError: for any other spelling.
    """
    raw = binascii.a2b_base64(piece.encode().translate(_FROM_URL) + b"=" * (-len(piece) % 4))
    if base64url(raw) != piece:
        raise ValueError("not canonical unpadded base64url")
    return raw


def _from_padded(piece: str) -> bytes:
    bare = piece.rstrip("=")
    if piece != bare + "=" * (-len(bare) % 4):
        raise ValueError("not padded to a multiple of four")
    return from_base64url(bare)


_TO_URL = bytes.maketrans(b"+/", b"-_")
_FROM_URL = bytes.maketrans(b"-_", b"+/")


def _object(raw: bytes) -> dict[str, Any]:
    # The strict decoder runs first: it refuses invalid UTF-8, NaN and lone surrogates. It silently keeps the last of
    # two members with one name, so a second pass looks for duplicates.
    found = _decode(raw)
    json.loads(raw, object_pairs_hook=_each_once)
    if raw.count(b"[") + raw.count(b"{") > MAX_DEPTH:
        _check_depth(found)
    return found


def _check_depth(found: dict[str, Any]) -> None:
    level: list[Any] = [found]
    for _ in range(MAX_DEPTH):
        level = [inner for outer in level for inner in _members(outer) if isinstance(inner, dict | list)]
        if not level:
            return
    raise ValueError(f"nested more than {MAX_DEPTH} deep")


def _members(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


def _each_once(pairs: list[tuple[str, Any]]) -> None:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a member named twice")
