"""Keys: create, import, get, update, rotate. What they do is in ``key_use``, rotation policies in ``rotation``."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import msgspec

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.keyvault.errors import bad_parameter, managed_object, shown, still_recoverable
from aksess.cloud.services.keyvault.jwk import (
    CURVES,
    EXPONENT,
    SIZES,
    NotAKey,
    PrivateKey,
    generate,
    kty_of,
    of_jwk,
    public_members,
    to_pem,
)
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
from aksess.cloud.services.keyvault.records import Dated, Entry, KeyVersion
from aksess.cloud.services.keyvault.rotation import POLICIES, expiry_after_rotation
from aksess.cloud.services.keyvault.vaults import Vault, vault_of

OPERATIONS: Final = {
    "RSA": ("encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey"),
    "EC": ("sign", "verify"),
}
# What else Key Vault takes in key_ops: "import" and "export" are for secure key release.
ALL_OPERATIONS: Final = frozenset((*OPERATIONS["RSA"], "import", "export"))


class KeyAttributesBody(AttributesBody):
    """``attributes`` of a key."""

    exportable: bool | None = None


class CreateBody(msgspec.Struct):
    """The body of a create."""

    kty: str
    key_size: int | None = None
    crv: str | None = None
    key_ops: list[str] | None = None
    public_exponent: int | None = None
    attributes: KeyAttributesBody | None = None
    tags: dict[str, str] | None = None
    release_policy: Any = None


class ImportBody(msgspec.Struct):
    """The body of an import. key: a JWK with its private members."""

    key: dict[str, Any]
    hsm: bool | None = msgspec.field(name="Hsm", default=None)
    attributes: KeyAttributesBody | None = None
    tags: dict[str, str] | None = None
    release_policy: Any = None

    def __repr__(self) -> str:
        return "ImportBody()"


class UpdateBody(msgspec.Struct):
    """The body of an update: what is absent or null stays as it is."""

    key_ops: list[str] | None = None
    attributes: KeyAttributesBody | None = None
    tags: dict[str, str] | None = None
    release_policy: Any = None


def item(vault: Vault, version: KeyVersion, identifier: str) -> dict[str, Any]:
    """A key without its public numbers."""
    return present(
        kid=identifier,
        attributes={**attributes(vault, version), "exportable": version.exportable},
        tags=version.tags,
        managed=version.managed or None,
    )


def bundle(call: Call, vault: Vault, entry: Entry, version: KeyVersion) -> dict[str, Any]:
    """A version of a key: its public half."""
    kid = KEYS.identifier(vault, entry.name, version.id)
    shown_as = item(vault, version, kid)
    del shown_as["kid"]
    return {"key": {"kid": kid, "kty": version.kty, "key_ops": version.ops, **version.public}, **shown_as}


KEYS: Final = ObjectKind("key", lambda stores: stores.keys, item, bundle, papers={POLICIES: Dated})


async def create_key(call: Call) -> Answer:
    """A new version, of a key that may be new. The key is made in a thread: RSA takes a while."""
    vault, name, sent = vault_of(call), name_of(call), body(call, CreateBody)
    _must_be_writable(call, vault, name)
    kty, curve, size = _wanted(vault, sent)
    _refuse_release(sent.release_policy, sent.attributes)
    key = await asyncio.to_thread(generate, curve, size)
    version = _version(call, key, kty, sent.key_ops)
    version.tags = checked_tags(sent.tags)
    apply_attributes(version, sent.attributes)
    return _add(call, vault, name, version)


def import_key(call: Call) -> Answer:
    """A new version with a key of the caller's."""
    vault, name, sent = vault_of(call), name_of(call), body(call, ImportBody)
    _refuse_release(sent.release_policy, sent.attributes)
    kty = _checked_kty(vault, str(sent.key.get("kty")))
    if sent.hsm and not kty.endswith("-HSM"):
        kty = _checked_kty(vault, f"{kty}-HSM")
    members = {member: value for member, value in sent.key.items() if isinstance(value, str)}
    try:
        key = of_jwk(kty.removesuffix("-HSM"), members)
    except NotAKey as error:
        raise bad_parameter(f"Property key has invalid value: {error}.") from None
    ops = sent.key.get("key_ops")
    version = _version(call, key, kty, ops if isinstance(ops, list) else None)
    version.tags = checked_tags(sent.tags)
    apply_attributes(version, sent.attributes)
    return _add(call, vault, name, version)


def get_key(call: Call) -> Answer:
    """The public half of a key: of the version asked for, else of the current one; of a disabled key too."""
    vault = vault_of(call)
    entry, version = KEYS.find(call, vault)
    return answer(call, vault, bundle(call, vault, entry, version))


def update_key(call: Call) -> Answer:
    """Operations, attributes and tags of a version."""
    vault, sent = vault_of(call), body(call, UpdateBody)
    entry, version = KEYS.find(call, vault)
    if version.managed:
        raise managed_object("update", "key", entry.name)
    _refuse_release(sent.release_policy, sent.attributes)
    version.ops = version.ops if sent.key_ops is None else _checked_operations(sent.key_ops)
    version.tags = version.tags if sent.tags is None else checked_tags(sent.tags)
    apply_attributes(version, sent.attributes)
    version.updated = int(call.now)
    KEYS.object_store(call).put(vault, entry.name, version)
    return answer(call, vault, bundle(call, vault, entry, version))


async def rotate_key(call: Call) -> Answer:
    """A new version like the current one; it expires as the rotation policy says."""
    vault = vault_of(call)
    entry, current = KEYS.find(call, vault)
    if entry.managed:
        raise managed_object("rotate", "key", entry.name)
    curve = current.public.get("crv")
    size = len(current.public.get("n", "")) * 6 // 8 * 8
    key = await asyncio.to_thread(generate, curve, size)
    version = _version(call, key, current.kty, current.ops)
    version.tags = current.tags
    version.exp = expiry_after_rotation(call, vault, entry.name)
    return _add(call, vault, entry.name, version)


def _add(call: Call, vault: Vault, name: str, version: KeyVersion) -> Answer:
    # Here and not before: while a key was made, somebody may have deleted its name.
    _must_be_writable(call, vault, name)
    with call.cloud.store.transaction():
        entry = KEYS.object_store(call).add(vault, name, version)
    return answer(call, vault, bundle(call, vault, entry, version))


def _version(call: Call, key: PrivateKey, kty: str, operations: list[Any] | None) -> KeyVersion:
    now = int(call.now)
    return KeyVersion(
        id=call.cloud.random_source.hex(16),
        created=now,
        updated=now,
        kty=kty,
        ops=list(OPERATIONS[kty_of(key)]) if operations is None else _checked_operations(operations),
        public=public_members(key),
        pem=to_pem(key),
    )


def _wanted(vault: Vault, sent: CreateBody) -> tuple[str, str | None, int]:
    kty = _checked_kty(vault, sent.kty)
    if kty.startswith("EC"):
        curve = sent.crv or "P-256"
        if curve not in CURVES:
            raise bad_parameter(f"Property crv has invalid value: it is not one of {', '.join(CURVES)}.")
        return kty, curve, 0
    size = sent.key_size or SIZES[0]
    if size not in SIZES:
        raise bad_parameter(f"Property key_size has invalid value: {size} is not one of 2048, 3072 and 4096.")
    # Azure's client for Java sends 0 where its user says nothing.
    if sent.public_exponent not in (None, 0, EXPONENT):
        raise bad_parameter(f"Property public_exponent has invalid value: a vault takes {EXPONENT} alone.")
    return kty, None, size


def _checked_kty(vault: Vault, kty: str) -> str:
    if kty not in ("RSA", "EC", "RSA-HSM", "EC-HSM"):
        raise bad_parameter(
            f"Property kty has invalid value: {shown(kty)}. A vault holds RSA and EC keys; symmetric ones are for a "
            "managed HSM."
        )
    if kty.endswith("-HSM") and not vault.premium:
        raise bad_parameter(f"Keys of type {kty} need a vault of the premium SKU; this one is standard.")
    return kty


def _checked_operations(operations: list[Any]) -> list[str]:
    unknown = [shown(str(each)) for each in operations if each not in ALL_OPERATIONS]
    if unknown:
        raise bad_parameter(f"Property key_ops has invalid value: {', '.join(unknown)}.")
    return list(dict.fromkeys(operations))


def _refuse_release(policy: Any, sent: KeyAttributesBody | None) -> None:
    if policy is not None or (sent is not None and sent.exportable):
        raise Fault(501, "NotImplemented", "The local Key Vault has no secure key release: no key is exportable.")


def _must_be_writable(call: Call, vault: Vault, name: str) -> None:
    object_store = KEYS.object_store(call)
    if object_store.deleted(vault, name) is not None:
        raise still_recoverable("key", name)
    entry = object_store.entry(vault, name)
    if entry is not None and entry.managed:
        raise managed_object("create", "key", name)
