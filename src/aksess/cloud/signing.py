"""RSA signatures that leave the interpreter free.

``cryptography`` holds the interpreter's lock while it signs (270 microseconds for RSA-2048), so that two threads
sign no faster than one and nobody else runs meanwhile. ``ctypes`` gives the lock back during a call: where the
interpreter's own ``_hashlib`` is linked to libcrypto, the signature is made by that very library through it. The
functions used are those of OpenSSL's stable interface, 1.1.1 and 3 (https://docs.openssl.org/3.0/man3/EVP_DigestSignInit/).
Elsewhere ``cryptography`` signs.
"""

from __future__ import annotations

import _hashlib
import ctypes
from collections.abc import Callable
from functools import lru_cache

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

from aksess.cloud.keyring import load_private

Sign = Callable[[bytes], bytes]


def signature_of(data: bytes, private_pem: str) -> bytes:
    """The RSASSA-PKCS1-v1_5 signature with SHA-256 of data. private_pem: an RSA key, PKCS#8. Raises TypeError for
    another kind of key."""
    return _signer(private_pem)(data)


@lru_cache(maxsize=128)
def _signer(private_pem: str) -> Sign:
    library = _libcrypto()
    return _slow(private_pem) if library is None else _free(library, private_pem)


def _slow(private_pem: str) -> Sign:
    key = load_private(private_pem)
    return lambda data: key.sign(data, padding.PKCS1v15(), hashes.SHA256())


def _free(library: ctypes.CDLL, private_pem: str) -> Sign:
    private = load_private(private_pem)
    der = private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    start = ctypes.c_char_p(der)
    # The key lives as long as the process: nothing frees it while a thread may be signing with it.
    key = library.d2i_AutoPrivateKey(None, ctypes.byref(start), len(der))
    if not key:
        return _slow(private_pem)
    size, digest = private.key_size // 8, library.EVP_sha256()

    def sign(data: bytes) -> bytes:
        context = library.EVP_MD_CTX_new()
        try:
            out, length = ctypes.create_string_buffer(size), ctypes.c_size_t(size)
            if library.EVP_DigestSignInit(context, None, digest, None, key) != 1 or (
                library.EVP_DigestSign(context, out, ctypes.byref(length), data, len(data)) != 1
            ):
                raise RuntimeError("libcrypto did not sign")
            return out.raw[: length.value]
        finally:
            library.EVP_MD_CTX_free(context)

    return sign


@lru_cache(maxsize=1)
def _libcrypto() -> ctypes.CDLL | None:
    # A look-up through a loaded library also searches those that it is linked to.
    try:
        library = ctypes.CDLL(_hashlib.__file__)
        pointer = ctypes.c_void_p
        for name, result, arguments in (
            ("d2i_AutoPrivateKey", pointer, [pointer, ctypes.POINTER(ctypes.c_char_p), ctypes.c_long]),
            ("EVP_sha256", pointer, []),
            ("EVP_MD_CTX_new", pointer, []),
            ("EVP_MD_CTX_free", None, [pointer]),
            ("EVP_DigestSignInit", ctypes.c_int, [pointer] * 5),
            (
                "EVP_DigestSign",
                ctypes.c_int,
                [pointer, ctypes.c_char_p, ctypes.POINTER(ctypes.c_size_t), ctypes.c_char_p, ctypes.c_size_t],
            ),
        ):
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
    except (OSError, AttributeError):
        return None
    return library
