"""Certificates: import, get, update, and the key and secret behind each. How one is made is in ``pending``."""

from __future__ import annotations

import base64
from typing import Any, Final, NamedTuple

import msgspec

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.keyvault.certificate_policies import POLICIES, PolicyBody, completed, merged
from aksess.cloud.services.keyvault.errors import already_there, bad_parameter, no_such_object, still_recoverable
from aksess.cloud.services.keyvault.jwk import kty_of, public_members, to_pem
from aksess.cloud.services.keyvault.keys import OPERATIONS
from aksess.cloud.services.keyvault.material import Material, Unreadable, der, described, read_material, thumbprint
from aksess.cloud.services.keyvault.object_ids import (
    AttributesBody,
    answer,
    apply_attributes,
    attributes,
    body,
    checked_tags,
    name_of,
    present,
)
from aksess.cloud.services.keyvault.object_kinds import ObjectKind
from aksess.cloud.services.keyvault.object_store import ObjectStore, ObjectStores
from aksess.cloud.services.keyvault.records import CertificateVersion, Dated, Entry, KeyVersion, Pending, SecretVersion
from aksess.cloud.services.keyvault.vaults import Vault, vault_of

PENDING: Final = "vault-certificate-pending"


class ImportBody(msgspec.Struct):
    """The body of an import."""

    value: str
    pwd: str | None = None
    policy: PolicyBody | None = None
    attributes: AttributesBody | None = None
    tags: dict[str, str] | None = None

    def __repr__(self) -> str:
        return "ImportBody()"


class UpdateBody(msgspec.Struct):
    """The body of an update: what is absent or null stays as it is."""

    policy: PolicyBody | None = None
    attributes: AttributesBody | None = None
    tags: dict[str, str] | None = None


class Given(NamedTuple):
    """What a certificate is given beside what is in it. version: its id to be."""

    version: str
    enabled: bool
    tags: dict[str, str] | None


def item(vault: Vault, version: CertificateVersion, identifier: str) -> dict[str, Any]:
    """A certificate in a list."""
    return present(
        id=identifier, x5t=version.thumbprint or None, attributes=attributes(vault, version), tags=version.tags
    )


def bundle(call: Call, vault: Vault, entry: Entry, version: CertificateVersion) -> dict[str, Any]:
    """A version of a certificate, with its policy; what is not issued yet has neither key nor secret to show."""
    shown = item(vault, version, CERTIFICATES.identifier(vault, entry.name, version.id))
    if version.cer:
        shown["kid"] = f"{vault.base}/keys/{entry.name}/{version.id}"
        shown["sid"] = f"{vault.base}/secrets/{entry.name}/{version.id}"
        shown["cer"] = version.cer
    policy = policy_of(call, vault, entry.name)
    if policy is not None:
        shown["policy"] = shown_policy(vault, entry.name, policy)
    if place(vault, entry.name) in call.cloud.store.table(PENDING, Pending):
        shown["pending"] = {"id": f"{vault.base}/certificates/{entry.name}/pending"}
    return shown


CERTIFICATES: Final = ObjectKind(
    "certificate",
    lambda stores: stores.certificates,
    item,
    bundle,
    papers={POLICIES: Dated, PENDING: Pending},
    companions=(lambda stores: stores.keys, lambda stores: stores.secrets),
    # What is still pending is only listed where a client asks for it.
    listed=lambda call, version: bool(version.cer) or call.query.get("includepending", "").lower() == "true",
)


def get_certificate(call: Call) -> Answer:
    """A certificate: the version asked for, else the current one."""
    vault = vault_of(call)
    entry, version = CERTIFICATES.find(call, vault)
    return answer(call, vault, bundle(call, vault, entry, version))


def import_certificate(call: Call) -> Answer:
    """A new version of a certificate that the caller brings, with its key."""
    vault, name, sent = vault_of(call), name_of(call), body(call, ImportBody)
    must_be_writable(call, vault, name)
    try:
        found = read_material(sent.value, sent.pwd)
    except Unreadable as error:
        raise bad_parameter(f"The certificate cannot be imported: {error}.") from None
    policy = completed(_of_import(found, sent.policy))
    write_policy(call, vault, name, policy)
    enabled = sent.attributes.enabled if sent.attributes else None
    given = Given(call.cloud.random_source.hex(16), enabled is not False, checked_tags(sent.tags))
    version = store(call, vault, name, found, policy, given)
    entry = call.cloud.part(ObjectStores).certificates.entry(vault, name) or Entry(name, version.id)
    return answer(call, vault, bundle(call, vault, entry, version))


def update_certificate(call: Call) -> Answer:
    """Attributes, tags and policy; the key and the secret behind it are enabled and disabled with it."""
    vault, sent = vault_of(call), body(call, UpdateBody)
    entry, version = CERTIFICATES.find(call, vault)
    if sent.policy is not None:
        kept = policy_of(call, vault, entry.name)
        write_policy(call, vault, entry.name, merged(kept.content if kept else {}, sent.policy))
    version.updated = int(call.now)
    if sent.attributes is not None:
        # nbf and exp are the certificate's own.
        apply_attributes(version, AttributesBody(enabled=sent.attributes.enabled))
    version.tags = version.tags if sent.tags is None else checked_tags(sent.tags)
    _write_through(call, vault, entry.name, version)
    return answer(call, vault, bundle(call, vault, entry, version))


def get_policy(call: Call) -> Answer:
    """The policy of a certificate."""
    vault, name = vault_of(call), name_of(call)
    policy = policy_of(call, vault, name)
    if policy is None:
        raise no_such_object("certificate", name)
    return answer(call, vault, shown_policy(vault, name, policy))


def update_policy(call: Call) -> Answer:
    """Parts of the policy."""
    vault, name, sent = vault_of(call), name_of(call), body(call, PolicyBody)
    policy = policy_of(call, vault, name)
    if policy is None:
        raise no_such_object("certificate", name)
    return answer(call, vault, shown_policy(vault, name, write_policy(call, vault, name, merged(policy.content, sent))))


def store(
    call: Call, vault: Vault, name: str, found: Material, policy: dict[str, Any], given: Given
) -> CertificateVersion:
    """Write a certificate with its key and its secret, all under one version. Must be inside ``store.transaction()``.

    given: what the caller says of it.
    """
    stores, exportable = call.cloud.part(ObjectStores), policy["key_props"]["exportable"]
    now, kty = int(call.now), policy["key_props"]["kty"]
    shared: dict[str, Any] = {
        "id": given.version,
        "created": now,
        "updated": now,
        "enabled": given.enabled,
        "tags": given.tags,
        "nbf": int(found.certificate.not_valid_before_utc.timestamp()),
        "exp": int(found.certificate.not_valid_after_utc.timestamp()),
    }
    version = CertificateVersion(
        **shared, cer=base64.b64encode(der(found.certificate)).decode(), thumbprint=thumbprint(found.certificate)
    )
    operations = list(OPERATIONS[kty_of(found.key)])
    members, pem = public_members(found.key), to_pem(found.key)
    key = KeyVersion(**shared, kty=kty, ops=operations, public=members, pem=pem, managed=True)
    content_type = policy["secret_props"]["contentType"]
    value = found.secret(content_type, exportable=exportable)
    secret = SecretVersion(**shared, value=value, content_type=content_type, managed=True, key_id=version.id)
    stores.certificates.add(vault, name, version)
    stores.keys.add(vault, name, key, managed=True)
    stores.secrets.add(vault, name, secret, managed=True)
    return version


def must_be_writable(call: Call, vault: Vault, name: str) -> None:
    """Raise Fault 409 where the name is a deleted certificate's, or a key's or a secret's own."""
    stores = call.cloud.part(ObjectStores)
    for object_store in (stores.certificates, stores.keys, stores.secrets):
        if object_store.deleted(vault, name) is not None:
            raise still_recoverable(object_store.noun, name)
    for own in (stores.keys.entry(vault, name), stores.secrets.entry(vault, name)):
        if own is not None and not own.managed:
            raise already_there("key or secret", name)


def policy_of(call: Call, vault: Vault, name: str) -> Dated | None:
    """The policy that is kept for a certificate, of one that is deleted too."""
    return call.cloud.store.table(POLICIES, Dated).get(place(vault, name))


def write_policy(call: Call, vault: Vault, name: str, content: dict[str, Any]) -> Dated:
    """Keep a policy. Must be inside ``store.transaction()``."""
    table, now = call.cloud.store.table(POLICIES, Dated), int(call.now)
    before = table.get(place(vault, name))
    policy = Dated(content, before.created if before else now, now)
    table.put(place(vault, name), policy)
    return policy


def shown_policy(vault: Vault, name: str, policy: Dated) -> dict[str, Any]:
    """A policy as it is shown."""
    dates = {"enabled": True, "created": policy.created, "updated": policy.updated}
    return {"id": f"{vault.base}/certificates/{name}/policy", **policy.content, "attributes": dates}


def place(vault: Vault, name: str) -> str:
    """The key of what is kept beside a certificate."""
    return f"{vault.uid}/{name.lower()}"


def _write_through(call: Call, vault: Vault, name: str, version: CertificateVersion) -> None:
    stores = call.cloud.part(ObjectStores)
    stores.certificates.put(vault, name, version)
    behind_it: tuple[ObjectStore[Any], ...] = (stores.keys, stores.secrets)
    for object_store in behind_it:
        behind = object_store.version_of(vault, name, version.id)
        if behind is not None:
            behind.enabled, behind.tags, behind.updated = version.enabled, version.tags, version.updated
            object_store.put(vault, name, behind)


def _of_import(found: Material, sent: PolicyBody | None) -> PolicyBody:
    policy = msgspec.convert(described(found), PolicyBody)
    if sent is None:
        return policy
    if sent.key_props and policy.key_props:
        # What the key is, it is; whether it may leave is the caller's word.
        policy.key_props.exportable, policy.key_props.reuse_key = sent.key_props.exportable, sent.key_props.reuse_key
    policy.secret_props = sent.secret_props or policy.secret_props
    # An empty list is a wish: Terraform sends one where its file names no action.
    policy.lifetime_actions = policy.lifetime_actions if sent.lifetime_actions is None else sent.lifetime_actions
    policy.issuer = sent.issuer if sent.issuer and sent.issuer.name else policy.issuer
    return policy
