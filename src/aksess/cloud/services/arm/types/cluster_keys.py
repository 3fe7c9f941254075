"""A cluster's certificate authority and the certificates that its kubeconfigs carry.

Elliptic curve keys: made in a millisecond, where AKS takes RSA. Organizations are Kubernetes groups:
https://kubernetes.io/docs/reference/access-authn-authz/authentication/#x509-client-certificates
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from aksess.random_source import RandomSource

YEARS: Final = timedelta(days=730)
CA_YEARS: Final = timedelta(days=10_950)


def make_keys(random_source: RandomSource, now: float) -> dict[str, dict[str, str]]:
    """``{"ca" | "admin" | "user": {"certificate": PEM, "key": PEM}}``, and a token for both. now: Unix seconds."""
    moment = datetime.fromtimestamp(now, UTC)
    authority = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ca")])
    root = _sign(_authority(_start(issuer, issuer, authority, moment, CA_YEARS, random_source)), authority)
    return {
        "ca": {"certificate": _pem(root), "key": _key_pem(authority)},
        "admin": _client("masterclient", "system:masters", issuer, authority, moment, random_source),
        "user": _client("masterclient", "system:masters", issuer, authority, moment, random_source),
        "tokens": {"admin": random_source.hex(64), "user": random_source.hex(64)},
    }


def _client(
    name: str,
    group: str,
    issuer: x509.Name,
    authority: ec.EllipticCurvePrivateKey,
    moment: datetime,
    random_source: RandomSource,
) -> dict[str, str]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, group),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    builder = _start(subject, issuer, key, moment, YEARS, random_source).add_extension(
        x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False
    )
    return {"certificate": _pem(_sign(builder, authority)), "key": _key_pem(key)}


def _start(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    moment: datetime,
    life: timedelta,
    random_source: RandomSource,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(int.from_bytes(random_source.bytes(16), "big") >> 1 or 1)
        .not_valid_before(moment - timedelta(minutes=10))
        .not_valid_after(moment + life)
    )


def _authority(builder: x509.CertificateBuilder) -> x509.CertificateBuilder:
    return builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)


def _sign(builder: x509.CertificateBuilder, authority: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    return builder.sign(authority, hashes.SHA256())


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def _key_pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
