"""The certificates of a control plane, signed by the authority that ARM keeps for the cluster.

Who is who: Kubernetes documentation, "PKI certificates and requirements". A common name is a user, an organization a
group ("Authenticating", X509 client certificates).
"""

from __future__ import annotations

import datetime
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from aksess.random_source import RandomSource
from aksess.wire.cluster import KeyPair

DAYS: Final = 730
# A certificate counts from a little before now, for clocks that are a little behind.
BACK: Final = datetime.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs with a cluster's authority. now: Unix seconds, for the dates."""

    authority: KeyPair
    random_source: RandomSource
    now: float

    def client(self, name: str, group: str = "") -> KeyPair:
        """A client certificate of a user, in a group where one is given."""
        return self._sign(name, group, ExtendedKeyUsageOID.CLIENT_AUTH, ())

    def server(self, name: str, hosts: Sequence[str]) -> KeyPair:
        """A server certificate for DNS names and IP addresses."""
        return self._sign(name, "", ExtendedKeyUsageOID.SERVER_AUTH, hosts)

    def _sign(self, name: str, group: str, usage: x509.ObjectIdentifier, hosts: Sequence[str]) -> KeyPair:
        issuer = x509.load_pem_x509_certificate(self.authority.certificate.encode())
        signing = serialization.load_pem_private_key(self.authority.key.encode(), None)
        if not isinstance(signing, ec.EllipticCurvePrivateKey):
            raise TypeError(f"expected an elliptic curve key, found {type(signing).__name__}")
        key = ec.generate_private_key(ec.SECP256R1())
        builder = self._dated(_named(name, group), issuer.subject, key).add_extension(
            x509.ExtendedKeyUsage([usage]), critical=False
        )
        if hosts:
            builder = builder.add_extension(
                x509.SubjectAlternativeName([_general(each) for each in dict.fromkeys(hosts)]), critical=False
            )
        certificate = builder.sign(signing, hashes.SHA256())
        return KeyPair(certificate.public_bytes(serialization.Encoding.PEM).decode(), _pem(key))

    def _dated(self, subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
        moment = datetime.datetime.fromtimestamp(self.now, datetime.UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(int.from_bytes(self.random_source.bytes(16), "big") >> 1 or 1)
            .not_valid_before(moment - BACK)
            .not_valid_after(moment + datetime.timedelta(days=DAYS))
        )


def _named(name: str, group: str) -> x509.Name:
    attributes = [x509.NameAttribute(NameOID.ORGANIZATION_NAME, group)] if group else []
    return x509.Name([*attributes, x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


def _general(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
