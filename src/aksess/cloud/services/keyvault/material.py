"""A certificate with its key in one piece: read from what is imported (PFX or PEM), written as its secret."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass, field
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtensionOID

from aksess.cloud.oidc.jws import base64url
from aksess.cloud.services.keyvault.certificate_policies import PEM, PFX, UNKNOWN
from aksess.cloud.services.keyvault.jwk import NotAKey, PrivateKey, kty_of, public_members, supported, to_pem

_MARK: Final = b"-----BEGIN"
_USAGES: Final = {
    "digital_signature": "digitalSignature",
    "content_commitment": "nonRepudiation",
    "key_encipherment": "keyEncipherment",
    "data_encipherment": "dataEncipherment",
    "key_agreement": "keyAgreement",
    "key_cert_sign": "keyCertSign",
    "crl_sign": "cRLSign",
}


class Unreadable(ValueError):
    """An import that is no certificate with its key. Its text is for the user and holds nothing of either."""


@dataclass(frozen=True, slots=True)
class Material:
    """A private key, its certificate, and the certificates above that one."""

    key: PrivateKey = field(repr=False)
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()
    content_type: str = PFX

    def secret(self, content_type: str, *, exportable: bool) -> str:
        """The value of the secret behind it: base64 of a PFX without password, or PEM. The key where it may leave."""
        certificates = (self.certificate, *self.chain)
        if content_type == PEM:
            texts = [each.public_bytes(serialization.Encoding.PEM).decode() for each in certificates]
            return "".join([to_pem(self.key) if exportable else "", *texts])
        raw = pkcs12.serialize_key_and_certificates(
            None,
            self.key if exportable else None,
            self.certificate if exportable else None,
            self.chain if exportable else certificates,
            serialization.NoEncryption(),
        )
        return base64.b64encode(raw).decode()


def read_material(value: str, password: str | None) -> Material:
    """What an import holds. value: PEM, or base64 of a PFX or of PEM. Raises Unreadable."""
    raw = value.encode()
    if _MARK not in raw:
        try:
            raw = base64.b64decode("".join(value.split()), validate=True)
        except (binascii.Error, ValueError):
            raise Unreadable("value is neither PEM nor base64") from None
    secret = password.encode() if password else None
    try:
        found = _of_pem(raw, secret) if _MARK in raw else _of_pfx(raw, secret)
    except NotAKey as error:
        raise Unreadable(str(error)) from None
    except (ValueError, TypeError):
        raise Unreadable("value cannot be read: it is damaged, or the password does not open it") from None
    if found.key.public_key() != found.certificate.public_key():
        raise Unreadable("the private key is not that of the certificate")
    return found


def thumbprint(certificate: x509.Certificate) -> str:
    """``x5t``: base64url of the SHA-1 of the DER (RFC 7517, 4.8)."""
    return base64url(hashlib.sha1(der(certificate), usedforsecurity=False).digest())


def der(certificate: x509.Certificate) -> bytes:
    """The certificate's DER."""
    return certificate.public_bytes(serialization.Encoding.DER)


def described(found: Material) -> dict[str, Any]:
    """The policy that would make this certificate again, for one that was imported."""
    certificate = found.certificate
    ekus, usages = _extension(certificate, ExtensionOID.EXTENDED_KEY_USAGE), _usages(certificate)
    lived = certificate.not_valid_after_utc - certificate.not_valid_before_utc
    curve = public_members(found.key).get("crv")
    return {
        "key_props": {"kty": kty_of(found.key), "key_size": found.key.key_size, "crv": curve, "reuse_key": False},
        "secret_props": {"contentType": found.content_type},
        "x509_props": {
            "subject": ", ".join(part.rfc4514_string() for part in reversed(certificate.subject.rdns)),
            "ekus": [each.dotted_string for each in ekus.value] if ekus else [],
            "sans": _sans(certificate),
            "key_usage": usages,
            "validity_months": max(1, round(lived.days / 30.44)),
        },
        "lifetime_actions": [{"trigger": {"lifetime_percentage": 80}, "action": {"action_type": "EmailContacts"}}],
        "issuer": {"name": UNKNOWN},
    }


def _of_pem(raw: bytes, password: bytes | None) -> Material:
    key = supported(serialization.load_pem_private_key(raw, password))
    certificates = x509.load_pem_x509_certificates(raw)
    return Material(key, certificates[0], tuple(certificates[1:]), PEM)


def _of_pfx(raw: bytes, password: bytes | None) -> Material:
    key, certificate, chain = pkcs12.load_key_and_certificates(raw, password)
    if key is None or certificate is None:
        raise NotAKey("a certificate is imported with its private key; there is none")
    return Material(supported(key), certificate, tuple(chain), PFX)


def _extension(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> x509.Extension[Any] | None:
    try:
        return certificate.extensions.get_extension_for_oid(oid)
    except x509.ExtensionNotFound:
        return None


def _usages(certificate: x509.Certificate) -> list[str]:
    found = _extension(certificate, ExtensionOID.KEY_USAGE)
    return [name for attribute, name in _USAGES.items() if getattr(found.value, attribute)] if found else []


def _sans(certificate: x509.Certificate) -> dict[str, list[str]] | None:
    found = _extension(certificate, ExtensionOID.SUBJECT_ALTERNATIVE_NAME)
    if found is None:
        return None
    names = {
        "dns_names": found.value.get_values_for_type(x509.DNSName),
        "emails": found.value.get_values_for_type(x509.RFC822Name),
    }
    return {name: values for name, values in names.items() if values}
