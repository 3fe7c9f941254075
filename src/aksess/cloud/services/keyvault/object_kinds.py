"""The three kinds of object, as the operations that they share see them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

import msgspec

from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.keyvault.errors import no_such_deleted, no_such_object, not_allowed
from aksess.cloud.services.keyvault.object_ids import name_of
from aksess.cloud.services.keyvault.object_store import ObjectStore, ObjectStores
from aksess.cloud.services.keyvault.records import Entry, Version
from aksess.cloud.services.keyvault.vaults import Vault
from aksess.wire.events import Decision

V = TypeVar("V", bound=Version)
Choose = Callable[[ObjectStores], ObjectStore[V]]
_VERSION: Final = re.compile(r"[0-9a-fA-F]{32}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ObjectKind(Generic[V]):
    """A kind of object. noun: ``secret``. choose: its object_store.

    item: how a list shows a version under an identifier; listed: whether it does. bundle: how an answer shows it,
    without what is secret. papers: tables of documents beside each object, gone when it is purged. companions: the
    stores that hold objects of the same name which live and die with this one.
    """

    noun: str
    choose: Choose[V]
    item: Callable[[Vault, V, str], dict[str, Any]]
    bundle: Callable[[Call, Vault, Entry, V], dict[str, Any]]
    listed: Callable[[Call, V], bool] = lambda call, version: True
    papers: Mapping[str, type[msgspec.Struct]] = field(default_factory=dict)
    companions: tuple[Choose[Any], ...] = ()

    @property
    def plural(self) -> str:
        """As paths and permissions say it."""
        return self.noun + "s"

    def object_store(self, call: Call) -> ObjectStore[V]:
        """Where the objects of this kind are."""
        return self.choose(call.cloud.part(ObjectStores))

    def identifier(self, vault: Vault, name: str, version: str = "") -> str:
        """``https://vault/secrets/name/version``."""
        tail = f"/{version}" if version else ""
        return f"{vault.base}/{self.plural}/{name}{tail}"

    def find(self, call: Call, vault: Vault) -> tuple[Entry, V]:
        """The object that the path names and the version that it asks for, else the current one.

        Raises Fault: 404, or 400 where what stands in the version's place is none.
        """
        name, version = name_of(call), call.params.get("version", "")
        if version and not _VERSION.fullmatch(version):
            raise not_allowed(call.method, version)
        object_store = self.object_store(call)
        entry = object_store.entry(vault, name)
        found = object_store.version_of(vault, name, version or entry.current) if entry else None
        if entry is None or found is None:
            raise no_such_object(self.noun, f"{name}/{version}" if version else name).because(
                Decision(link="object", found=f"{name}/{version}" if version else name)
            )
        return entry, found

    def find_deleted(self, call: Call, vault: Vault) -> tuple[Entry, V]:
        """The deleted object that the path names, with its newest version. Raises Fault(404)."""
        name = name_of(call)
        object_store = self.object_store(call)
        entry = object_store.deleted(vault, name)
        found = object_store.version_of(vault, name, entry.current) if entry else None
        if entry is None or found is None:
            raise no_such_deleted(self.noun, name)
        return entry, found
