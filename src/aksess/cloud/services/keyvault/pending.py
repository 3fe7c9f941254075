"""How a certificate is made: a request that is pending, then the certificate.

One that signs itself is there at once, and the pending operation says so when it is asked for. One that somebody
outside signs (issuer ``Unknown``) waits for ``merge`` with its request to be carried there.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
from typing import Any, Final

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.keyvault import certificates as kept
from aksess.cloud.services.keyvault.certificate_policies import SELF, UNKNOWN, PolicyBody, completed
from aksess.cloud.services.keyvault.errors import bad_parameter, no_such_object, shown
from aksess.cloud.services.keyvault.issuance import BadPolicy, Moment, request, self_signed
from aksess.cloud.services.keyvault.jwk import PrivateKey, generate, of_pem, to_pem
from aksess.cloud.services.keyvault.material import Material
from aksess.cloud.services.keyvault.object_ids import AttributesBody, answer, body, checked_tags, name_of, present
from aksess.cloud.services.keyvault.object_store import ObjectStores
from aksess.cloud.services.keyvault.records import CertificateVersion, Pending
from aksess.cloud.services.keyvault.vaults import Vault, vault_of
from aksess.cloud.state.store import Table

WAITING: Final = (
    "Pending certificate created. Certificate request is in progress. This may take some time based on the issuer "
    "provider. Please check again later."
)
TO_MERGE: Final = "Pending certificate created. Please Perform Merge to complete the request."


class CreateBody(msgspec.Struct):
    """The body of a create."""

    policy: PolicyBody | None = None
    attributes: AttributesBody | None = None
    tags: dict[str, str] | None = None


class CancelBody(msgspec.Struct):
    """The body of an update of the pending operation."""

    cancellation_requested: bool


class MergeBody(msgspec.Struct):
    """The body of a merge. x5c: base64 DER, the certificate first."""

    x5c: list[str]
    attributes: AttributesBody | None = None
    tags: dict[str, str] | None = None


async def create_certificate(call: Call) -> Answer:
    """Start making a version: 202 with the pending operation."""
    vault, name, sent = vault_of(call), name_of(call), body(call, CreateBody)
    kept.must_be_writable(call, vault, name)
    policy = completed(_policy_to_use(call, vault, name, sent.policy))
    issuer = policy["issuer"]["name"].lower()
    if issuer not in (SELF.lower(), UNKNOWN.lower()):
        raise Fault(
            501,
            "NotImplemented",
            f"The local Key Vault reaches no certificate authority, so that issuer {shown(policy['issuer']['name'])} "
            "cannot sign; Self and Unknown (with merge) work.",
        )
    tags, enabled = checked_tags(sent.tags), sent.attributes.enabled if sent.attributes else None
    key, csr = await _prepared(call, vault, name, policy)
    pending = Pending(
        request_id=call.cloud.random_source.hex(16),
        version=call.cloud.random_source.hex(16),
        csr=base64.b64encode(csr.public_bytes(serialization.Encoding.DER)).decode(),
        issuer=policy["issuer"],
        status="inProgress",
        pem=to_pem(key),
        enabled=enabled is not False,
        tags=tags,
    )
    kept.must_be_writable(call, vault, name)
    with call.cloud.store.transaction():
        kept.write_policy(call, vault, name, policy)
        started = _shown(vault, name, pending)
        if issuer == SELF.lower():
            _sign_itself(call, vault, name, key, policy, pending)
        else:
            _wait(call, vault, name, pending)
        _table(call).put(kept.place(vault, name), pending)
    location = f"{started['id']}?api-version={call.query['api-version']}&request_id={pending.request_id}"
    accepted = answer(call, vault, started, 202)
    return Answer(202, accepted.body, (*accepted.headers, ("location", location)))


def get_pending(call: Call) -> Answer:
    """The newest request for a certificate, done or not."""
    vault, name, pending = _find(call)
    return answer(call, vault, _shown(vault, name, pending))


def cancel_pending(call: Call) -> Answer:
    """Ask for a request to be given up."""
    vault, name, pending = _find(call)
    sent = body(call, CancelBody)
    if pending.status == "completed" and sent.cancellation_requested:
        raise Fault(403, "Forbidden", f"The request for certificate {name} is completed and cannot be cancelled.")
    pending.cancellation_requested = sent.cancellation_requested
    pending.status = "cancelled" if sent.cancellation_requested else pending.status
    _table(call).put(kept.place(vault, name), pending)
    return answer(call, vault, _shown(vault, name, pending))


def delete_pending(call: Call) -> Answer:
    """Forget a request; a certificate that came of it stays."""
    vault, name, pending = _find(call)
    _table(call).delete(kept.place(vault, name))
    return answer(call, vault, _shown(vault, name, pending))


def merge_pending(call: Call) -> Answer:
    """Complete a request with the certificate that somebody signed: 201."""
    vault, name, pending = _find(call)
    sent = body(call, MergeBody)
    if pending.status != "inProgress":
        raise Fault(
            403, "Forbidden", f"The request for certificate {name} is {pending.status}; there is nothing to merge."
        )
    key, found = of_pem(pending.pem), [_certificate(each) for each in sent.x5c]
    if not found or found[0].public_key() != key.public_key():
        raise bad_parameter("Property x5c has invalid value: its first certificate is not for the key of the request.")
    policy = kept.policy_of(call, vault, name)
    if policy is None:
        raise no_such_object("certificate", name)
    if sent.attributes is not None and sent.attributes.enabled is not None:
        pending.enabled = sent.attributes.enabled
    pending.tags = pending.tags if sent.tags is None else checked_tags(sent.tags)
    material = Material(key, found[0], tuple(found[1:]))
    _finish(call, vault, name, material, policy.content, pending)
    _table(call).put(kept.place(vault, name), pending)
    entry, version = kept.CERTIFICATES.find(call, vault)
    return answer(call, vault, kept.bundle(call, vault, entry, version), 201)


async def _prepared(
    call: Call, vault: Vault, name: str, policy: dict[str, Any]
) -> tuple[PrivateKey, x509.CertificateSigningRequest]:
    entry = call.cloud.part(ObjectStores).keys.entry(vault, name)
    before = call.cloud.part(ObjectStores).keys.version_of(vault, name, entry.current) if entry else None
    wanted = policy["key_props"]
    if before is not None and wanted["reuse_key"]:
        key = of_pem(before.pem)
    else:
        key = await asyncio.to_thread(generate, wanted.get("crv"), wanted["key_size"])
    try:
        return key, await asyncio.to_thread(request, key, policy["x509_props"])
    except BadPolicy as error:
        raise bad_parameter(f"Property policy has invalid value: {error}.") from None


def _sign_itself(
    call: Call, vault: Vault, name: str, key: PrivateKey, policy: dict[str, Any], pending: Pending
) -> None:
    # RFC 5280, 4.1.2.2: a positive number of at most 20 bytes.
    serial = int.from_bytes(call.cloud.random_source.bytes(16), "big") >> 1 | 1
    certificate = self_signed(key, policy["x509_props"], Moment(int(call.now), serial))
    _finish(call, vault, name, Material(key, certificate), policy, pending)


def _finish(call: Call, vault: Vault, name: str, material: Material, policy: dict[str, Any], pending: Pending) -> None:
    given = kept.Given(pending.version, pending.enabled, pending.tags)
    kept.store(call, vault, name, material, policy, given)
    pending.status, pending.pem = "completed", ""


def _wait(call: Call, vault: Vault, name: str, pending: Pending) -> None:
    # Until it is merged a new certificate is there by name, disabled, with nothing in it.
    object_store, now = call.cloud.part(ObjectStores).certificates, int(call.now)
    if object_store.entry(vault, name) is None:
        empty = CertificateVersion(
            id=pending.version, created=now, updated=now, enabled=False, tags=pending.tags, cer="", thumbprint=""
        )
        object_store.add(vault, name, empty)


def _policy_to_use(call: Call, vault: Vault, name: str, sent: PolicyBody | None) -> PolicyBody:
    if sent is not None:
        return sent
    before = kept.policy_of(call, vault, name)
    if before is None:
        raise bad_parameter("Property policy is missing: there is no certificate of that name that has one.")
    return msgspec.convert(before.content, PolicyBody)


def _shown(vault: Vault, name: str, pending: Pending) -> dict[str, Any]:
    identifier = f"{vault.base}/certificates/{name}"
    done = pending.status == "completed"
    details = TO_MERGE if pending.issuer["name"].lower() == UNKNOWN.lower() else WAITING
    return present(
        id=f"{identifier}/pending",
        issuer=pending.issuer,
        csr=pending.csr,
        cancellation_requested=pending.cancellation_requested,
        status=pending.status,
        status_details=details if pending.status == "inProgress" else None,
        target=identifier if done else None,
        request_id=pending.request_id,
    )


def _find(call: Call) -> tuple[Vault, str, Pending]:
    vault, name = vault_of(call), name_of(call)
    entry = call.cloud.part(ObjectStores).certificates.entry(vault, name)
    pending = _table(call).get(kept.place(vault, name)) if entry else None
    if entry is None or pending is None:
        raise Fault(404, "PendingCertificateNotFound", f"Pending certificate not found: {name}")
    return vault, entry.name, pending


def _table(call: Call) -> Table[Pending]:
    return call.cloud.store.table(kept.PENDING, Pending)


def _certificate(text: str) -> x509.Certificate:
    try:
        return x509.load_der_x509_certificate(base64.b64decode(text, validate=True))
    except (ValueError, binascii.Error):
        raise bad_parameter("Property x5c has invalid value: it holds base64 of DER certificates.") from None
