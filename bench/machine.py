"""The unit of the comparisons: RSA-2048 signatures a second on one core of this machine, now."""

from __future__ import annotations

import time

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa


def sign_rate(seconds: float = 1.0) -> float:
    """Signatures a second, PKCS#1 v1.5 with SHA-256, one thread, the OpenSSL that the product uses."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    message = b"x" * 512
    count, started = 0, time.perf_counter()
    while (lasted := time.perf_counter() - started) < seconds:
        key.sign(message, padding.PKCS1v15(), hashes.SHA256())
        count += 1
    return count / lasted
