"""X.509 (RFC 5280): a request for a certificate, and a certificate that signs itself, as a policy wants them.

Pure: time and serial number are handed in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from aksess.cloud.services.keyvault.durations import Span
from aksess.cloud.services.keyvault.jwk import PrivateKey

# Key Vault dates its certificates ten minutes back.
BACK_DATED: Final = 600
_UPN: Final = x509.ObjectIdentifier("1.3.6.1.4.1.311.20.2.3")
# "cn=a" and "CN=a" are one name to Azure; the parser knows the second.
_KEYWORD: Final = re.compile(r"(^|(?<!\\)[,+])\s*([A-Za-z][A-Za-z0-9]*)\s*=\s*")
_SPELLINGS: Final = {"E": NameOID.EMAIL_ADDRESS, "EMAIL": NameOID.EMAIL_ADDRESS, "SERIALNUMBER": NameOID.SERIAL_NUMBER}


class BadPolicy(ValueError):
    """A policy that no certificate can be made of. Its text is for the user."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When a certificate is made, Unix seconds, and its serial number."""

    now: int
    serial: int


def request(key: PrivateKey, wanted: Mapping[str, Any]) -> x509.CertificateSigningRequest:
    """A PKCS#10 request. wanted: the ``x509_props`` of a policy. Raises BadPolicy."""
    builder = x509.CertificateSigningRequestBuilder().subject_name(_subject(wanted))
    for extension, critical in _extensions(wanted):
        builder = builder.add_extension(extension, critical)
    return builder.sign(key, _hash(key))


def self_signed(key: PrivateKey, wanted: Mapping[str, Any], moment: Moment) -> x509.Certificate:
    """A certificate whose issuer is its subject. Raises BadPolicy."""
    subject = _subject(wanted)
    ends = Span(months=wanted["validity_months"]).after(moment.now)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(moment.serial)
        .not_valid_before(datetime.fromtimestamp(moment.now - BACK_DATED, UTC))
        .not_valid_after(datetime.fromtimestamp(ends, UTC))
    )
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    for extension, critical in _extensions(wanted):
        builder = builder.add_extension(extension, critical)
    builder = builder.add_extension(identifier, critical=False)
    authority = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier)
    return builder.add_extension(authority, critical=False).sign(key, _hash(key))


def _subject(wanted: Mapping[str, Any]) -> x509.Name:
    text = wanted["subject"]
    if not text:
        return x509.Name([])
    spelled = _KEYWORD.sub(lambda found: f"{found[1]}{found[2].upper()}=", text)
    try:
        return x509.Name.from_rfc4514_string(spelled, _SPELLINGS)
    except ValueError:
        raise BadPolicy("subject is no X.500 name such as CN=shop.example.org") from None


def _extensions(wanted: Mapping[str, Any]) -> list[tuple[x509.ExtensionType, bool]]:
    found: list[tuple[x509.ExtensionType, bool]] = []
    if wanted["key_usage"]:
        found.append((_key_usage(frozenset(wanted["key_usage"])), True))
    try:
        if wanted["ekus"]:
            found.append((x509.ExtendedKeyUsage([x509.ObjectIdentifier(each) for each in wanted["ekus"]]), False))
    except ValueError:
        raise BadPolicy("ekus are object identifiers such as 1.3.6.1.5.5.7.3.1") from None
    names = _alternative_names(wanted.get("sans") or {})
    if names:
        found.append((x509.SubjectAlternativeName(names), False))
    found.append((x509.BasicConstraints(ca=False, path_length=None), False))
    return found


def _key_usage(usages: frozenset[str]) -> x509.KeyUsage:
    agreement = "keyAgreement" in usages
    return x509.KeyUsage(
        digital_signature="digitalSignature" in usages,
        content_commitment="nonRepudiation" in usages,
        key_encipherment="keyEncipherment" in usages,
        data_encipherment="dataEncipherment" in usages,
        key_agreement=agreement,
        key_cert_sign="keyCertSign" in usages,
        crl_sign="cRLSign" in usages,
        # RFC 5280, 4.2.1.3: these two mean nothing without the one above.
        encipher_only=agreement and "encipherOnly" in usages,
        decipher_only=agreement and "decipherOnly" in usages,
    )


def _alternative_names(sans: Mapping[str, list[str]]) -> list[x509.GeneralName]:
    try:
        return [
            *(x509.DNSName(each) for each in sans.get("dns_names") or ()),
            *(x509.RFC822Name(each) for each in sans.get("emails") or ()),
            *(x509.OtherName(_UPN, _utf8(each)) for each in sans.get("upns") or ()),
            *(x509.UniformResourceIdentifier(each) for each in sans.get("uris") or ()),
            *(x509.IPAddress(ip_address(each)) for each in sans.get("ipAddresses") or ()),
        ]
    except ValueError:
        raise BadPolicy("sans has a name that no certificate can carry (names are ASCII, addresses are IP)") from None


def _utf8(text: str) -> bytes:
    # DER: the tag of a UTF8String, its length in the short or the long form, its bytes.
    raw = text.encode()
    if len(raw) < 128:
        return bytes((0x0C, len(raw))) + raw
    length = len(raw).to_bytes((len(raw).bit_length() + 7) // 8, "big")
    return bytes((0x0C, 0x80 | len(length))) + length + raw


def _hash(key: PrivateKey) -> hashes.SHA256 | hashes.SHA384 | hashes.SHA512:
    if isinstance(key, ec.EllipticCurvePrivateKey) and key.key_size > 256:
        return hashes.SHA384() if key.key_size == 384 else hashes.SHA512()
    return hashes.SHA256()
