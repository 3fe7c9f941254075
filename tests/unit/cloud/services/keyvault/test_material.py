"""Certificates with their keys: what is read and what is written."""

from __future__ import annotations

import base64

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12

from aksess.cloud.services.keyvault.certificate_policies import PEM, PFX
from aksess.cloud.services.keyvault.issuance import Moment, self_signed
from aksess.cloud.services.keyvault.jwk import generate, public_members, to_pem
from aksess.cloud.services.keyvault.material import Material, Unreadable, described, read_material, thumbprint

WANTED = {
    "subject": "CN=a",
    "ekus": ["1.3.6.1.5.5.7.3.1"],
    "key_usage": ["digitalSignature"],
    "validity_months": 12,
    "sans": {"dns_names": ["a.example.org"]},
}
KEY, OTHER = generate("P-256", 0), generate("P-256", 0)
CERTIFICATE = self_signed(KEY, WANTED, Moment(1_760_000_000, 7))
ABOVE = self_signed(OTHER, WANTED, Moment(1_760_000_000, 8))
FULL = Material(KEY, CERTIFICATE, (ABOVE,))


@pytest.mark.parametrize("content_type", [PFX, PEM])
def test_what_was_written_is_read(content_type: str) -> None:
    """Key, certificate and the chain above it."""
    found = read_material(FULL.secret(content_type, exportable=True), None)

    assert (CERTIFICATE, (ABOVE,), content_type) == (found.certificate, found.chain, found.content_type)
    assert public_members(KEY) == public_members(found.key)


@pytest.mark.parametrize("content_type", [PFX, PEM])
def test_a_key_that_may_not_leave_is_not_in_the_secret(content_type: str) -> None:
    """The certificates alone."""
    secret = FULL.secret(content_type, exportable=False)
    with pytest.raises(Unreadable):
        read_material(secret, None)
    if content_type == PFX:
        key, _, certificates = pkcs12.load_key_and_certificates(base64.b64decode(secret), None)
        assert (None, 2) == (key, len(certificates))
    else:
        assert 2 == len(x509.load_pem_x509_certificates(secret.encode()))
        assert "PRIVATE" not in secret


def test_pem_may_come_in_base64_and_in_any_order() -> None:
    """The certificate before the key too."""
    certificate = CERTIFICATE.public_bytes(serialization.Encoding.PEM).decode()
    found = read_material(base64.b64encode((certificate + to_pem(KEY)).encode()).decode(), None)

    assert CERTIFICATE == found.certificate


def test_a_pfx_opens_with_its_password_alone() -> None:
    """Wrong and none are one answer."""
    raw = pkcs12.serialize_key_and_certificates(
        b"x", KEY, CERTIFICATE, None, serialization.BestAvailableEncryption(b"pass")
    )
    value = base64.b64encode(raw).decode()

    assert CERTIFICATE == read_material(value, "pass").certificate
    for wrong in ("word", None, ""):
        with pytest.raises(Unreadable, match="password"):
            read_material(value, wrong)


def test_a_key_of_another_certificate_is_refused() -> None:
    """They must belong together."""
    with pytest.raises(Unreadable, match="not that of the certificate"):
        read_material(Material(OTHER, CERTIFICATE).secret(PEM, exportable=True), None)


@pytest.mark.parametrize("value", ["", "!!", "AAAA", "-----BEGIN CERTIFICATE-----", "\u00e9"])
def test_what_is_no_certificate_is_refused(value: str) -> None:
    """With one line, and none of what was sent."""
    with pytest.raises(Unreadable):
        read_material(value, None)


def test_a_certificate_tells_its_policy() -> None:
    """As it would be made again."""
    found = described(FULL)

    assert {"kty": "EC", "key_size": 256, "crv": "P-256", "reuse_key": False} == found["key_props"]
    assert {
        "subject": "CN=a",
        "ekus": ["1.3.6.1.5.5.7.3.1"],
        "sans": {"dns_names": ["a.example.org"]},
        "key_usage": ["digitalSignature"],
        "validity_months": 12,
    } == found["x509_props"]


def test_a_thumbprint_is_20_bytes_of_base64url() -> None:
    """Without padding."""
    assert 27 == len(thumbprint(CERTIFICATE))


def test_no_key_is_in_a_repr() -> None:
    """Of what holds one."""
    assert "key" not in repr(FULL)
