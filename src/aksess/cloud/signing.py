"""RSA signatures. ``cryptography`` gives the interpreter's lock back while it signs: two threads sign twice as fast."""

from __future__ import annotations

from functools import lru_cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from aksess.cloud.keyring import load_private

_PADDING = padding.PKCS1v15()
_SHA256 = hashes.SHA256()


def signature_of(data: bytes, private_pem: str) -> bytes:
    """The RSASSA-PKCS1-v1_5 signature with SHA-256 of data. private_pem: an RSA key, PKCS#8. Raises TypeError for
    another kind of key."""
    return _private(private_pem).sign(data, _PADDING, _SHA256)


@lru_cache(maxsize=128)
def _private(private_pem: str) -> rsa.RSAPrivateKey:
    return load_private(private_pem)
