"""The real azure-keyvault-certificates client: certificates, and the key and secret behind each. Nothing is patched."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Iterator
from datetime import timedelta

import pytest
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.identity import ClientSecretCredential
from azure.identity.aio import ClientSecretCredential as AsyncClientSecretCredential
from azure.keyvault.certificates import (
    CertificateClient,
    CertificateContact,
    CertificateContentType,
    CertificatePolicy,
    KeyVaultCertificate,
    WellKnownIssuerNames,
)
from azure.keyvault.certificates.aio import CertificateClient as AsyncCertificateClient
from azure.keyvault.secrets import SecretClient
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from aksess.clock import SystemClock
from aksess.testing.azure import LocalAzure
from tests.sdk.keyvault import opened

NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "shop.example.org")])


@pytest.fixture
def url(local_azure: LocalAzure) -> Iterator[str]:
    """A vault whose data the operator may do everything with."""
    with opened(local_azure) as url:
        yield url


@pytest.fixture
def credential(local_azure: LocalAzure, url: str) -> Iterator[ClientSecretCredential]:
    """The operator's."""
    who = local_azure.operator
    with ClientSecretCredential(who.tenant, who.client_id, who.client_secret) as credential:
        yield credential


@pytest.fixture
def client(url: str, credential: ClientSecretCredential) -> Iterator[CertificateClient]:
    """A client of the operator's."""
    with CertificateClient(url, credential) as client:
        yield client


def policy(**wanted: object) -> CertificatePolicy:
    """A policy for a certificate on a curve, which is made in no time."""
    return CertificatePolicy(
        **{"issuer_name": "Self", "subject": "CN=shop.example.org", "key_type": "EC", **wanted}  # type: ignore[arg-type]
    )


def signed_by(issuer: ec.EllipticCurvePrivateKey, public: object) -> x509.Certificate:
    """A certificate for a public key, signed by another key."""
    now = SystemClock().utc()
    return (
        x509.CertificateBuilder()
        .subject_name(NAME)
        .issuer_name(NAME)
        .public_key(public)  # type: ignore[arg-type]
        .serial_number(7)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=30))
        .sign(issuer, hashes.SHA256())
    )


def test_a_certificate_that_signs_itself(client: CertificateClient, credential: ClientSecretCredential) -> None:
    """As the policy wants it; its secret is a PFX with the same certificate and the key of it."""
    wanted = policy(san_dns_names=["shop.example.org"], validity_in_months=6)
    made = client.begin_create_certificate("cert", wanted).result()
    assert isinstance(made, KeyVaultCertificate)
    certificate = x509.load_der_x509_certificate(bytes(made.cer or b""))
    with SecretClient(client.vault_url, credential) as secrets:
        secret = secrets.get_secret("cert")
    key, inside, _ = pkcs12.load_key_and_certificates(base64.b64decode(secret.value or ""), None)

    assert certificate.issuer == certificate.subject == NAME
    certificate.verify_directly_issued_by(certificate)
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert ["shop.example.org"] == names.get_values_for_type(x509.DNSName)
    assert inside == certificate
    assert key is not None
    assert key.public_key() == certificate.public_key()
    assert "completed" == client.get_certificate_operation("cert").status


def test_a_pem_certificate_that_was_imported(client: CertificateClient, credential: ClientSecretCredential) -> None:
    """Its secret is the PEM again."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = signed_by(key, key.public_key())
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ) + certificate.public_bytes(serialization.Encoding.PEM)
    as_pem = CertificatePolicy(WellKnownIssuerNames.self, content_type=CertificateContentType.pem)
    made = client.import_certificate("mine", pem, policy=as_pem)
    with SecretClient(client.vault_url, credential) as secrets:
        secret = secrets.get_secret("mine")

    assert certificate.public_bytes(serialization.Encoding.DER) == bytes(made.cer or b"")
    assert "application/x-pem-file" == secret.properties.content_type
    assert pem.decode() == secret.value


def test_a_pfx_certificate_that_was_imported(client: CertificateClient) -> None:
    """With its password, and not with another."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = signed_by(key, key.public_key())
    pfx = pkcs12.serialize_key_and_certificates(
        b"mine", key, certificate, None, serialization.BestAvailableEncryption(b"pass")
    )
    with pytest.raises(HttpResponseError, match="password"):
        client.import_certificate("mine", pfx, password="wrong")
    made = client.import_certificate("mine", pfx, password="pass")

    assert made.properties is not None
    assert certificate.fingerprint(hashes.SHA1()) == bytes(made.properties.x509_thumbprint or b"")
    assert made.policy is not None
    assert ("EC", "P-256") == (made.policy.key_type, made.policy.key_curve_name)


def test_a_request_that_somebody_outside_signs(client: CertificateClient) -> None:
    """Unknown issuer: the request waits, with its CSR, until what was signed is merged."""
    client.begin_create_certificate("cert", policy(issuer_name="Unknown")).result()
    operation = client.get_certificate_operation("cert")
    request = x509.load_der_x509_csr(bytes(operation.csr or b""))
    signed = signed_by(ec.generate_private_key(ec.SECP256R1()), request.public_key())
    assert "inProgress" == operation.status
    assert [] == list(client.list_properties_of_certificates())
    merged = client.merge_certificate("cert", [signed.public_bytes(serialization.Encoding.DER)])

    assert request.is_signature_valid
    assert signed.public_bytes(serialization.Encoding.DER) == bytes(merged.cer or b"")
    assert ["cert"] == [each.name for each in client.list_properties_of_certificates()]


def test_the_life_of_a_certificate(client: CertificateClient, credential: ClientSecretCredential) -> None:
    """Updated, backed up, deleted with its key and secret, recovered, purged, restored."""
    client.begin_create_certificate("cert", policy()).result()
    tagged = client.update_certificate_properties("cert", tags={"a": "b"})
    assert tagged.properties is not None
    assert {"a": "b"} == tagged.properties.tags
    assert 3 == client.update_certificate_policy("cert", policy(validity_in_months=3)).validity_in_months
    assert 3 == client.get_certificate_policy("cert").validity_in_months
    blob = client.backup_certificate("cert")
    with SecretClient(client.vault_url, credential) as secrets:
        client.begin_delete_certificate("cert").result()
        with pytest.raises(ResourceNotFoundError):
            secrets.get_secret("cert")
        client.begin_recover_deleted_certificate("cert").result()
        before = secrets.get_secret("cert").value
        client.begin_delete_certificate("cert").result()
        client.purge_deleted_certificate("cert")
        assert [] == list(client.list_deleted_certificates())
        client.restore_certificate_backup(blob)

        assert before == secrets.get_secret("cert").value


def test_contacts_and_issuers(client: CertificateClient) -> None:
    """Kept and shown."""
    with pytest.raises(ResourceNotFoundError):
        client.get_contacts()
    client.set_contacts([CertificateContact(email="a@example.org", name="A")])
    client.create_issuer("ca", "DigiCert", account_id="me", password="hidden")

    assert ["a@example.org"] == [each.email for each in client.get_contacts()]
    assert ["DigiCert"] == [each.provider for each in client.list_properties_of_issuers()]
    assert "me" == client.get_issuer("ca").account_id
    assert "ca" == client.delete_issuer("ca").name
    assert 1 == len(client.delete_contacts())


def test_the_async_client_does_the_same(local_azure: LocalAzure, url: str) -> None:
    """aiohttp underneath, the same answers."""

    async def story() -> str | None:
        who = local_azure.operator
        async with (
            AsyncClientSecretCredential(who.tenant, who.client_id, who.client_secret) as credential,
            AsyncCertificateClient(url, credential) as client,
        ):
            await client.create_certificate("cert", policy())
            return (await client.get_certificate("cert")).name

    assert "cert" == asyncio.run(story())
