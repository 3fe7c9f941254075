"""The RSA keys with which Entra and the AKS issuers sign.

Making an RSA-2048 key takes 25 to 300 ms, so a server keeps a few ready, made by a background thread.
"""

from __future__ import annotations

import base64
import hashlib
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache

import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

BITS = 2048


class SigningKey(msgspec.Struct, frozen=True):
    """A private key. pem: PKCS#8. kid: base64url SHA-256 of the public key. born, retired: Unix seconds;
    a retired key no longer signs, and is published until ``gone``."""

    kid: str
    pem: str
    born: float
    retired: float | None = None
    gone: float | None = None

    def __repr__(self) -> str:
        return f"SigningKey(kid={self.kid!r})"


class SigningKeyPool:
    """A pool of new RSA keys that one thread refills. ``depth``: how many are kept ready."""

    def __init__(self, depth: int = 1) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="rsa-keys")
        self._ready: deque[Future[str]] = deque()
        self._depth = depth

    def fill(self) -> None:
        """Start making keys until the pool is full."""
        while len(self._ready) < self._depth:
            self._ready.append(self._executor.submit(make_pem))

    def take(self, now: float) -> SigningKey:
        """Return a key that was never handed out before. now: Unix seconds, its creation time."""
        pem = self._ready.popleft().result() if self._ready else make_pem()
        self.fill()
        return SigningKey(kid=key_id(pem), pem=pem, born=now)

    def close(self) -> None:
        """Stop making keys."""
        self._executor.shutdown(wait=False, cancel_futures=True)


def make_pem() -> str:
    """A new RSA-2048 private key, PKCS#8 PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def load_private(pem: str) -> rsa.RSAPrivateKey:
    """The key object of a PEM that ``make_pem`` made.

    Raises:
        TypeError: for another kind of key.
    """
    key = serialization.load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError(f"wanted an RSA key, found {type(key).__name__}")
    return key


def key_id(pem: str) -> str:
    """The ``kid`` of a key: base64url, unpadded, SHA-256 of its public part (SubjectPublicKeyInfo)."""
    public = load_private(pem).public_key()
    der = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return base64.urlsafe_b64encode(hashlib.sha256(der).digest()).rstrip(b"=").decode()


@lru_cache(maxsize=256)
def public_of(pem: str) -> rsa.RSAPublicKey:
    """The public half of a private key."""
    return load_private(pem).public_key()


@lru_cache(maxsize=256)
def thumbprint(pem: str) -> str:
    """The ``x5t`` of a key, base64url of 20 octets (RFC 7517, 4.8). Entra's keys have certificates, whose SHA-1 it is;
    here it is the SHA-1 of the public key."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    der = public_of(pem).public_bytes(serialization.Encoding.DER, form)
    return base64.urlsafe_b64encode(hashlib.sha1(der).digest()).rstrip(b"=").decode()


def public_jwk(pem: str, kid: str) -> dict[str, str]:
    """The public JWK of a private key, as issuers publish it."""
    numbers = public_of(pem).public_numbers()
    return {"use": "sig", "kty": "RSA", "kid": kid, "alg": "RS256", "n": _number(numbers.n), "e": _number(numbers.e)}


def _number(value: int) -> str:
    raw = value.to_bytes((value.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
