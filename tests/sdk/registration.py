"""An application with a certificate, registered through Graph as anybody would."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
from azure.identity import ClientSecretCredential
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from aksess.clock import SystemClock
from aksess.testing.azure import LocalAzure

GRAPH = "https://graph.microsoft.com"


@dataclass(frozen=True, slots=True)
class Authenticated:
    """A key with its certificate. pem: both, as CertificateCredential reads them; der: the certificate alone."""

    pem: bytes
    der: bytes


def new_holder(name: str = "build") -> Authenticated:
    """A self-signed certificate with a new key, good for a day."""
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = SystemClock().utc()
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return Authenticated(private + certificate.public_bytes(Encoding.PEM), certificate.public_bytes(Encoding.DER))


def register(azure: LocalAzure, holder: Authenticated) -> dict[str, Any]:
    """The service principal of a new application with that certificate, as Graph shows it."""
    me = azure.operator
    with azure.inside(), ClientSecretCredential(me.tenant, me.client_id, me.client_secret) as credential:
        token = credential.get_token(f"{GRAPH}/.default").token
    key = {"type": "AsymmetricX509Cert", "usage": "Verify", "key": base64.b64encode(holder.der).decode()}
    with azure.http() as http:
        http.headers["authorization"] = f"Bearer {token}"
        made = _post(http, "/v1.0/applications", {"displayName": "build", "keyCredentials": [key]})
        return _post(http, "/v1.0/servicePrincipals", {"appId": made["appId"]})


def _post(http: httpx.Client, path: str, content: dict[str, Any]) -> dict[str, Any]:
    answer = http.post(GRAPH + path, json=content)
    assert 201 == answer.status_code, answer.text
    found: dict[str, Any] = answer.json()
    return found
