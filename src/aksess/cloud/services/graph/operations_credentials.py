"""Secrets and certificates of applications and service principals."""

from __future__ import annotations

import base64
import binascii
import hashlib
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from aksess.cloud.identity.directory import Application, Certificate, Kind, Principal, Secret, new_client_secret
from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.graph.entities import password_view
from aksess.cloud.services.graph.errors import bad_request
from aksess.cloud.services.graph.lookups import live_application, principal_of
from aksess.cloud.services.graph.odata import Object
from aksess.cloud.services.graph.request_properties import objects, text
from aksess.cloud.services.graph.responses import body_of, done, one
from aksess.cloud.services.graph.timestamps import LAST, read

TWO_YEARS: Final = 2 * 365 * 86_400.0
CredentialOwner = Application | Principal


def add_password(call: Call) -> Answer:
    """``POST /{applications|servicePrincipals}/{id}/addPassword``: only this answer contains the secret."""
    owner = _owner(call)
    wanted = body_of(call).get("passwordCredential") or {}
    if not isinstance(wanted, dict):
        raise bad_request("Invalid value specified for property 'passwordCredential' of resource.")
    secret, plain = new_secret(call, wanted)
    owner.secrets = [*owner.secrets, secret]
    _put(call, owner)
    return one(call, password_view(secret, plain), "microsoft.graph.passwordCredential")


def remove_password(call: Call) -> Answer:
    """``POST …/removePassword``."""
    owner, key_id = _owner(call), text(body_of(call), "keyId", "")
    kept = [each for each in owner.secrets if each.key_id != key_id.lower()]
    if len(kept) == len(owner.secrets):
        raise bad_request(f"No password credential found with keyId: {key_id[:80]}.")
    owner.secrets = kept
    _put(call, owner)
    return done(call)


def new_secret(call: Call, wanted: Object) -> tuple[Secret, str]:
    """Return a new secret, valid for two years unless the request has dates, and its text."""
    plain = new_client_secret(call.cloud.random_source)
    starts = read(wanted["startDateTime"]) if wanted.get("startDateTime") else call.now
    ends = read(wanted["endDateTime"]) if wanted.get("endDateTime") else min(starts + TWO_YEARS, LAST)
    if ends <= starts:
        raise bad_request("The password credential's end date must be after its start date.")
    secret = Secret(
        key_id=call.cloud.random_source.uuid(),
        sha256=hashlib.sha256(plain.encode()).hexdigest(),
        hint=plain[:3],
        display_name=text({"displayName": wanted.get("displayName") or ""}, "displayName", ""),
        starts=starts,
        ends=ends,
    )
    return secret, plain


def certificates_after(call: Call, body: Object, before: list[Certificate]) -> list[Certificate]:
    """Return the certificates after a write of ``keyCredentials``: entries with an id alone keep their certificate."""
    if "keyCredentials" not in body:
        return before
    known = {each.key_id: each for each in before}
    after = []
    for each in objects(body, "keyCredentials"):
        key_id = str(each.get("keyId") or call.cloud.random_source.uuid()).lower()
        if each.get("key"):
            after.append(_certificate(each, key_id))
        elif key_id in known:
            after.append(known[key_id])
        else:
            raise bad_request("New key credentials must have a value for 'key'.", "KeyCredentialsInvalid")
    return after


def _certificate(credential: Object, key_id: str) -> Certificate:
    try:
        raw = base64.b64decode(str(credential["key"]), validate=True)
        pem = raw.startswith(b"-----BEGIN")
        parsed = x509.load_pem_x509_certificate(raw) if pem else x509.load_der_x509_certificate(raw)
    except (ValueError, binascii.Error):
        raise bad_request("Key credential value is not a certificate.", "KeyCredentialsInvalidValue") from None
    # Entra identifies certificates by their SHA-1 thumbprint; no trust depends on it.
    thumbprint = hashlib.sha1(parsed.public_bytes(Encoding.DER), usedforsecurity=False).hexdigest().upper()
    return Certificate(
        key_id=key_id,
        thumbprint=thumbprint,
        pem=parsed.public_bytes(Encoding.PEM).decode(),
        display_name=text({"displayName": credential.get("displayName") or ""}, "displayName", ""),
        starts=_moment(credential, "startDateTime", parsed.not_valid_before_utc),
        ends=_moment(credential, "endDateTime", parsed.not_valid_after_utc),
    )


def _moment(credential: Object, name: str, usual: datetime) -> float:
    return read(credential[name]) if credential.get(name) else usual.timestamp()


def _owner(call: Call) -> CredentialOwner:
    if "applications" in call.segments[1].lower():
        return live_application(call, call.params["id"])
    return principal_of(call, call.params["id"], Kind.APPLICATION)


def _put(call: Call, owner: CredentialOwner) -> None:
    if isinstance(owner, Application):
        call.cloud.directory.put_application(owner)
    else:
        call.cloud.directory.put(owner)
