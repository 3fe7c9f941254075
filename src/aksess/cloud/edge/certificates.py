"""The certificate authority of one data directory, able to speak for the served names and for nothing else.

A root signs one intermediate whose name constraints (RFC 5280, 4.2.1.10) list the served domains, and the
root's private key is thrown away. The constraints stand on the intermediate because Java does not look at
those of a trust anchor. Nothing here is ever put into a system trust store.
"""

from __future__ import annotations

import datetime
import ipaddress
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

LEAF_DAYS = 397
RENEW_DAYS = 30
CA_DAYS = 3650
ROOT, MIDDLE, LEAF = "aksess local root", "aksess local Azure", "aksess local Azure services"


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files. root: PEM of the root certificate; chain: of leaf and intermediate; key: the leaf's, 0600."""

    root: Path
    chain: Path
    key: Path


def certificates(folder: Path, hosts: list[str], now: float) -> Certificates:
    """The authority in folder; a new one where there is none, its files are damaged, or it ends in thirty days.

    hosts: exact names and ``*.`` patterns. now: Unix seconds. A changed list of hosts makes a new authority.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = Certificates(folder / "root.pem", folder / "server.pem", folder / "server.key")
    moment = datetime.datetime.fromtimestamp(now, datetime.UTC)
    names = folder / "names"
    if not names.exists() or names.read_text() != "\n".join(hosts) or not _good(files, moment):
        # Written last: whatever happens before, the next start makes all of it again.
        names.unlink(missing_ok=True)
        _make(files, hosts, moment)
        names.write_text("\n".join(hosts))
    return files


def _good(files: Certificates, moment: datetime.datetime) -> bool:
    """Whether a client that trusts the root accepts the server, now and for a while."""
    try:
        leaf, middle = x509.load_pem_x509_certificates(files.chain.read_bytes())
        root = x509.load_pem_x509_certificate(files.root.read_bytes())
        key = serialization.load_pem_private_key(files.key.read_bytes(), None)
        leaf.verify_directly_issued_by(middle)
        middle.verify_directly_issued_by(root)
    except (OSError, ValueError, TypeError, InvalidSignature):
        return False
    lasts = leaf.not_valid_after_utc - moment >= datetime.timedelta(days=RENEW_DAYS)
    return lasts and leaf.not_valid_before_utc <= moment and leaf.public_key() == key.public_key()


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority as long as it can sign: in memory, and nowhere else. The root's key is gone already."""

    root: x509.Certificate
    middle: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @classmethod
    def new(cls, hosts: list[str], moment: datetime.datetime) -> Authority:
        """One that may speak for these hosts and what is below them."""
        root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        root = _certificate(ROOT, root_key, ROOT, root_key, moment, CA_DAYS, [_ca(1), _SIGNS])
        middle = _certificate(MIDDLE, key, ROOT, root_key, moment, CA_DAYS, [_ca(0), _SIGNS, _only(hosts)])
        return cls(root, middle, key)

    def leaf(self, hosts: list[str], moment: datetime.datetime) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
        """A server certificate for these hosts, which a client accepts where all of them are allowed."""
        key = ec.generate_private_key(ec.SECP256R1())
        return _certificate(LEAF, key, MIDDLE, self.key, moment, LEAF_DAYS, _server(hosts)), key


def _make(files: Certificates, hosts: list[str], moment: datetime.datetime) -> None:
    authority = Authority.new(hosts, moment)
    leaf, key = authority.leaf(hosts, moment)
    files.root.write_bytes(_pem(authority.root))
    files.chain.write_bytes(_pem(leaf) + _pem(authority.middle))
    files.key.touch(mode=0o600, exist_ok=True)
    files.key.chmod(0o600)
    files.key.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def _certificate(
    subject: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    moment: datetime.datetime,
    days: int,
    extensions: list[tuple[x509.ExtensionType, bool]],
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment - datetime.timedelta(days=1))
        .not_valid_after(moment + datetime.timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(issuer_key, hashes.SHA256())


def _usage(*, signs: bool) -> tuple[x509.ExtensionType, bool]:
    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    ), True


_SIGNS = _usage(signs=True)


def _ca(below: int) -> tuple[x509.ExtensionType, bool]:
    return x509.BasicConstraints(ca=True, path_length=below), True


def _only(hosts: list[str]) -> tuple[x509.ExtensionType, bool]:
    domains = sorted({host.removeprefix("*.") for host in hosts})
    # A kind of name that no constraint mentions is free: addresses are excluded, all of them.
    addresses = [x509.IPAddress(ipaddress.ip_network(each)) for each in ("0.0.0.0/0", "::/0")]
    allowed = [x509.DNSName(each) for each in domains]
    return x509.NameConstraints(permitted_subtrees=allowed, excluded_subtrees=addresses), True


def _server(hosts: list[str]) -> list[tuple[x509.ExtensionType, bool]]:
    return [
        (x509.BasicConstraints(ca=False, path_length=None), True),
        _usage(signs=False),
        (x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts]), False),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
    ]


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
