"""Backup and restore: an object with all its versions in a blob that nobody can read or change.

The blob is AES-256-GCM under a key of this cloud, bound to tenant and subscription, as Azure's can only be restored in
the subscription that it was made in (Microsoft Learn, "Azure Key Vault backup and restore").
"""

from __future__ import annotations

from typing import Any, Final, Generic, TypeVar

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from aksess.cloud.oidc.jws import base64url, from_base64url
from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.keyvault.errors import already_there, bad_parameter, managed_object, still_recoverable
from aksess.cloud.services.keyvault.object_ids import answer, body
from aksess.cloud.services.keyvault.object_kinds import Choose, ObjectKind
from aksess.cloud.services.keyvault.object_store import ObjectStore, ObjectStores
from aksess.cloud.services.keyvault.records import Entry, Version
from aksess.cloud.services.keyvault.vaults import Vault, vault_of

V = TypeVar("V", bound=Version)
MARK: Final = b"aksess-backup-1."
_NONCE: Final = 12
_encode = msgspec.json.Encoder().encode


class Blob(msgspec.Struct):
    """``value`` of a backup's answer and of a restore's request: base64url."""

    value: str


class Kept(msgspec.Struct):
    """One object of a backup: its entry and its versions, encoded."""

    entry: Entry
    versions: list[msgspec.Raw]


class Content(msgspec.Struct):
    """What a blob holds. papers: documents beside the object, by table. companions: by noun."""

    kept: Kept
    papers: dict[str, msgspec.Raw]
    companions: dict[str, Kept]


class Backups(Generic[V]):
    """The two operations of one kind."""

    def __init__(
        self, kind: ObjectKind[V], version: type[V], companions: dict[str, type[Version]] | None = None
    ) -> None:
        self._kind = kind
        self._version = version
        self._companions = companions or {}

    def back_up(self, call: Call) -> Answer:
        """The object of the path as a blob."""
        vault, kind = vault_of(call), self._kind
        entry, _ = kind.find(call, vault)
        if entry.managed:
            raise managed_object("backup", kind.noun, entry.name)
        key = f"{vault.uid}/{entry.name.lower()}"
        papers = {name: call.cloud.store.table(name, each).get(key) for name, each in kind.papers.items()}
        content = Content(
            kept=_kept(kind.object_store(call), vault, entry),
            papers={name: msgspec.Raw(_encode(each)) for name, each in papers.items() if each is not None},
            companions={
                object_store.noun: _kept(object_store, vault, companion)
                for object_store in self._stores_of(call, kind.companions)
                if (companion := object_store.entry(vault, entry.name)) is not None and companion.managed
            },
        )
        return answer(call, vault, {"value": base64url(_seal(call, kind.noun, _encode(content)))})

    def restore(self, call: Call) -> Answer:
        """The object of a blob, back under its name. Raises Fault 400 for another's blob, 409 for a name in use."""
        vault, kind = vault_of(call), self._kind
        content = self._opened(call)
        name = content.kept.entry.name
        stores = {
            object_store.noun: object_store for object_store in self._stores_of(call, (kind.choose, *kind.companions))
        }
        for object_store in stores.values():
            _must_be_free(object_store, vault, name)
        _put_back(stores[kind.noun], vault, content.kept, self._version)
        for noun, kept in content.companions.items():
            _put_back(stores[noun], vault, kept, self._companions[noun])
        for table, each in kind.papers.items():
            if raw := content.papers.get(table):
                document = msgspec.json.decode(raw, type=each)
                call.cloud.store.table(table, each).put(f"{vault.uid}/{name.lower()}", document)
        call.params["name"] = name
        entry, version = kind.find(call, vault)
        return answer(call, vault, kind.bundle(call, vault, entry, version))

    def _opened(self, call: Call) -> Content:
        try:
            sealed = from_base64url(body(call, Blob).value.rstrip("="))
            return msgspec.json.decode(_open(call, self._kind.noun, sealed), type=Content)
        except (ValueError, InvalidTag):
            raise bad_parameter(
                f"The backup is damaged, is not of a {self._kind.noun}, or was made in another subscription."
            ) from None

    def _stores_of(self, call: Call, choices: tuple[Choose[Any], ...]) -> list[ObjectStore[Any]]:
        return [choose(call.cloud.part(ObjectStores)) for choose in choices]


def _kept(object_store: ObjectStore[Any], vault: Vault, entry: Entry) -> Kept:
    return Kept(entry, [msgspec.Raw(_encode(each)) for _, each in object_store.versions(vault, entry.name)])


def _put_back(object_store: ObjectStore[Any], vault: Vault, kept: Kept, kind: type[Version]) -> None:
    object_store.restore(vault, kept.entry, [msgspec.json.decode(raw, type=kind) for raw in kept.versions])


def _must_be_free(object_store: ObjectStore[Any], vault: Vault, name: str) -> None:
    if object_store.entry(vault, name) is not None:
        raise already_there(object_store.noun, name)
    if object_store.deleted(vault, name) is not None:
        raise still_recoverable(object_store.noun, name)


def _key_of(call: Call) -> AESGCM:
    table = call.cloud.store.table("vault-backup-key", bytes)
    key = table.get("key")
    if key is None:
        key = call.cloud.random_source.bytes(32)
        with call.cloud.store.transaction():
            table.put("key", key)
    return AESGCM(key)


def _bound(call: Call, noun: str) -> bytes:
    return f"{noun}|{call.cloud.settings.tenant}|{call.cloud.settings.subscription}".encode()


def _seal(call: Call, noun: str, plain: bytes) -> bytes:
    nonce = call.cloud.random_source.bytes(_NONCE)
    return MARK + nonce + _key_of(call).encrypt(nonce, plain, _bound(call, noun))


def _open(call: Call, noun: str, sealed: bytes) -> bytes:
    if not sealed.startswith(MARK) or len(sealed) < len(MARK) + _NONCE:
        raise ValueError("not a backup")
    nonce, rest = sealed[len(MARK) : len(MARK) + _NONCE], sealed[len(MARK) + _NONCE :]
    return _key_of(call).decrypt(nonce, rest, _bound(call, noun))
