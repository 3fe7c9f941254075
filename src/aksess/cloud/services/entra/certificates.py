"""Certificate authentication: an assertion that the client signed itself.

Source: Microsoft Learn, "Microsoft identity platform application authentication certificate credentials".
"""

from __future__ import annotations

import hashlib
import math
from datetime import UTC
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding

from aksess.cloud.identity.directory import Certificate, Principal
from aksess.cloud.oidc import jws
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.entra.assertions import Presented, check_in_force
from aksess.cloud.services.entra.clients import registered
from aksess.cloud.services.entra.errors import refusal, shown
from aksess.cloud.services.entra.host_names import is_entra
from aksess.cloud.services.entra.tenants import find_tenant

_REVIEW: Final = "https://learn.microsoft.com/entra/identity-platform/certificate-credentials"
# The audiences that an assertion may have: the token endpoints, and the issuer's own name.
_ENDPOINTS: Final = ("oauth2/v2.0/token", "oauth2/token", "v2.0", "")


def check_certificate(call: Call, client: Principal, presented: Presented) -> None:
    """Check a self-signed assertion: steps 6 to 10.

    Raises:
        Fault: for the first step that fails.
    """
    # (6) issuer and subject are this client
    if presented.issuer.lower() != client.app_id.lower() or presented.subject.lower() != client.app_id.lower():
        raise refusal(
            700021,
            "Client assertion application identifier doesn't match 'client_id' parameter. Review the documentation at "
            f"{_REVIEW} .",
        )
    # (7) the assertion names a certificate of the client
    named = _find(call, client, presented)
    # (8) the certificate's key made the signature, and the certificate is in force
    certificate = x509.load_pem_x509_certificate(named.pem.encode())
    key = certificate.public_key()
    if not isinstance(key, RSAPublicKey) or not jws.verified(presented.token, key, presented.algorithm):
        raise _invalid("The key was found, but the signature did not match", presented, certificate)
    starts = max(certificate.not_valid_before_utc.timestamp(), named.starts)
    ends = min(certificate.not_valid_after_utc.timestamp(), named.ends or math.inf)
    if not starts <= call.now < ends:
        raise _invalid("The key used is expired.", presented, certificate)
    # (9) the audience is this endpoint
    _check_audience(call, presented)
    # (10) the assertion is in force
    check_in_force(call, presented)


def _find(call: Call, client: Principal, presented: Presented) -> Certificate:
    application = registered(call, client)
    known = [*client.certificates, *(application.certificates if application else [])]
    for each in known:
        # MSAL for Python pads the thumbprint, against RFC 7515.
        if presented.key_id.rstrip("=") in _names(each):
            return each
    raise refusal(
        700027,
        "Client assertion contains an invalid signature. [Reason - The key was not found., Thumbprint of key used by "
        f"client: '{shown(presented.key_id)}', Please visit the Azure Portal, Graph Explorer or directly use MS Graph "
        f"to see configured keys for app Id '{client.app_id}']. Review the documentation at {_REVIEW} .",
    )


def _names(certificate: Certificate) -> tuple[str, ...]:
    # The header's ``kid`` or ``x5t`` is the thumbprint in base64url or in hex, ``x5t#S256`` that of SHA-256.
    der = x509.load_pem_x509_certificate(certificate.pem.encode()).public_bytes(Encoding.DER)
    sha1, sha256 = bytes.fromhex(certificate.thumbprint), hashlib.sha256(der).digest()
    return certificate.key_id, jws.base64url(sha1), jws.base64url(sha256), sha1.hex().upper(), sha256.hex().upper()


def _invalid(reason: str, presented: Presented, certificate: x509.Certificate) -> Fault:
    start, end = (
        moment.astimezone(UTC).strftime("%m/%d/%Y %H:%M:%S")
        for moment in (certificate.not_valid_before_utc, certificate.not_valid_after_utc)
    )
    return refusal(
        700027,
        f"Client assertion contains an invalid signature. [Reason - {reason}, Thumbprint of key used by client: "
        f"'{shown(presented.key_id)}', Found key 'Start={start}, End={end}']. Review the documentation at {_REVIEW} .",
    )


def _check_audience(call: Call, presented: Presented) -> None:
    if len(presented.audiences) > 1:
        raise refusal(
            5002741,
            "Number of audience values in the provided client credential exceed maximum allowed. "
            f"{len(presented.audiences)} audience values provided, maximum allowed is 1.",
        )
    scheme, _, rest = presented.audiences[0].partition("://")
    host, _, path = rest.partition("/")
    tenant, _, endpoint = path.partition("/")
    if scheme != "https" or not is_entra(host) or endpoint.removesuffix("/").lower() not in _ENDPOINTS:
        raise _elsewhere()
    try:
        find_tenant(call, tenant)
    except Fault as fault:
        raise _elsewhere() from fault


def _elsewhere() -> Fault:
    return refusal(
        700023,
        f"Client assertion audience claim does not match Realm issuer. Review the documentation at {_REVIEW} .",
    )
