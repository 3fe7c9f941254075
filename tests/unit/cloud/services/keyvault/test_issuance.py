"""Certificates that sign themselves, and requests for others to sign."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from aksess.cloud.services.keyvault.issuance import BadPolicy, Moment, request, self_signed
from aksess.cloud.services.keyvault.jwk import generate

KEY = generate("P-256", 0)
NOW = int(datetime(2026, 1, 31, 12, tzinfo=UTC).timestamp())


def wanted(**changes: Any) -> dict[str, Any]:
    return {"subject": "CN=a", "ekus": [], "key_usage": [], "validity_months": 1, **changes}


def made(**changes: Any) -> x509.Certificate:
    return self_signed(KEY, wanted(**changes), Moment(NOW, 7))


def test_its_dates_are_those_of_the_policy() -> None:
    """Ten minutes back, and a month of the calendar on."""
    certificate = made()

    assert datetime(2026, 1, 31, 11, 50, tzinfo=UTC) == certificate.not_valid_before_utc
    assert datetime(2026, 2, 28, 12, 0, tzinfo=UTC) == certificate.not_valid_after_utc
    assert 7 == certificate.serial_number


@pytest.mark.parametrize("curve", ["P-256", "P-384", "P-521", "P-256K", None])
def test_it_is_signed_by_its_own_key(curve: str | None) -> None:
    """On every curve, and with RSA."""
    key = generate(curve, 2048)
    certificate = self_signed(key, wanted(), Moment(NOW, 7))

    certificate.verify_directly_issued_by(certificate)
    assert key.public_key() == certificate.public_key()
    assert request(key, wanted()).is_signature_valid


@pytest.mark.parametrize("subject", ["CN=shop, O=Example", "cn=shop,o=Example", "CN = shop,O = Example"])
def test_a_subject_is_read_as_people_write_it(subject: str) -> None:
    """Any case, with and without spaces."""
    name = made(subject=subject).subject

    assert ["shop"] == [each.value for each in name.get_attributes_for_oid(NameOID.COMMON_NAME)]
    assert ["Example"] == [each.value for each in name.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)]


def test_an_escaped_comma_begins_no_new_part() -> None:
    """O=Example\\, Inc is one name."""
    name = made(subject=r"CN=shop,O=Example\, inc=orporated").subject

    assert ["Example, inc=orporated"] == [each.value for each in name.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)]


def test_extensions_are_those_of_the_policy() -> None:
    """Usages, purposes and every sort of name."""
    usages = ["digitalSignature", "keyAgreement", "encipherOnly", "keyCertSign"]
    sans = {
        "dns_names": ["shop.example.org"],
        "emails": ["a@example.org"],
        "upns": ["a@example.org", "x" * 200],
        "uris": ["https://example.org"],
        "ipAddresses": ["192.0.2.1"],
    }
    found = made(key_usage=usages, ekus=["1.3.6.1.5.5.7.3.1"], sans=sans).extensions
    usage = found.get_extension_for_class(x509.KeyUsage).value
    names = found.get_extension_for_class(x509.SubjectAlternativeName).value

    assert usage.digital_signature
    assert usage.encipher_only
    assert usage.key_cert_sign
    assert not usage.key_encipherment
    assert [ExtendedKeyUsageOID.SERVER_AUTH] == list(found.get_extension_for_class(x509.ExtendedKeyUsage).value)
    assert 6 == len(names)
    assert b"\x0c\x81\xc8" + b"x" * 200 == names.get_values_for_type(x509.OtherName)[1].value
    assert not found.get_extension_for_class(x509.BasicConstraints).value.ca


def test_a_usage_that_means_nothing_alone_is_left_out() -> None:
    """encipherOnly without keyAgreement (RFC 5280)."""
    assert not made(key_usage=["encipherOnly"]).extensions.get_extension_for_class(x509.KeyUsage).value.key_agreement


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "shop"},
        {"subject": "CN"},
        {"subject": "XX=shop"},
        {"ekus": ["server"]},
        {"sans": {"dns_names": ["b\u00fccher.example"]}},
        {"sans": {"ipAddresses": ["localhost"]}},
        {"sans": {"emails": ["\u00e9@example.org"]}},
    ],
)
def test_a_policy_of_which_nothing_can_be_made_is_refused(changes: dict[str, Any]) -> None:
    """With the part that is wrong."""
    with pytest.raises(BadPolicy, match=next(iter(changes))):
        made(**changes)
    with pytest.raises(BadPolicy):
        request(KEY, wanted(**changes))
