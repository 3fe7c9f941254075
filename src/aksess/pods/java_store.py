"""The trust store of Java programs: the same certificates, in the form that the JDK reads."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import PrivateFormat, pkcs12
from cryptography.utils import CryptographyDeprecationWarning

_CERTIFICATE = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


def java_store(bundle: bytes, password: str) -> bytes:
    """A PKCS#12 file that the JDK reads as a trust store, with every certificate of a PEM bundle that can be read."""
    protection = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(10_000)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(password.encode())
    )
    entries = [
        pkcs12.PKCS12Certificate(certificate, str(number).encode())
        for number, certificate in enumerate(_certificates(bundle))
    ]
    return pkcs12.serialize_java_truststore(entries, protection)


def _certificates(bundle: bytes) -> Iterator[x509.Certificate]:
    for found in _CERTIFICATE.finditer(bundle):
        with warnings.catch_warnings():
            # Some roots of today's systems have serial numbers that RFC 5280 no longer allows.
            warnings.simplefilter("ignore", CryptographyDeprecationWarning)
            try:
                yield x509.load_pem_x509_certificate(found.group())
            except ValueError:
                continue
