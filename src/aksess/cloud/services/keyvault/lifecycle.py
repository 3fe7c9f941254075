"""What can be done with every kind of object alike: list, delete, recover, purge."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.keyvault.errors import forbidden, managed_object
from aksess.cloud.services.keyvault.object_ids import answer, name_of, no_content
from aksess.cloud.services.keyvault.object_kinds import ObjectKind
from aksess.cloud.services.keyvault.object_store import ObjectStore, ObjectStores
from aksess.cloud.services.keyvault.paging import page
from aksess.cloud.services.keyvault.records import Entry, Version
from aksess.cloud.services.keyvault.vaults import Vault, vault_of

V = TypeVar("V", bound=Version)


class Lifecycle(Generic[V]):
    """The operations of one kind."""

    def __init__(self, kind: ObjectKind[V]) -> None:
        self._kind = kind

    def list_all(self, call: Call) -> Answer:
        """Every object, shown by its current version."""
        vault, kind = vault_of(call), self._kind
        object_store = kind.object_store(call)

        def show(found: tuple[Entry, V]) -> dict[str, Any]:
            entry, current = found
            return kind.item(vault, current, kind.identifier(vault, entry.name))

        currents = (
            (key, entry, object_store.version_of(vault, entry.name, entry.current))
            for key, entry in object_store.entries(vault)
        )
        listed = ((key, (entry, each)) for key, entry, each in currents if each and kind.listed(call, each))
        return page(call, vault, listed, show)

    def list_versions(self, call: Call) -> Answer:
        """Every version of an object; of one that is not there, or is deleted, an empty list, as Azure gives it.

        Azure/azure-sdk-for-js, keyvault-secrets, list.spec.ts: "can list secret versions (non existing)".
        """
        vault, kind = vault_of(call), self._kind
        object_store, name = kind.object_store(call), name_of(call)
        entry = object_store.entry(vault, name)
        if entry is None:
            return page(call, vault, (), lambda _: {})

        def show(version: V) -> dict[str, Any]:
            return kind.item(vault, version, kind.identifier(vault, entry.name, version.id))

        return page(call, vault, object_store.versions(vault, name), show)

    def list_deleted(self, call: Call) -> Answer:
        """Every deleted object that can be recovered."""
        vault, kind = vault_of(call), self._kind
        object_store = kind.object_store(call)

        def show(entry: Entry) -> dict[str, Any]:
            current = object_store.version_of(vault, entry.name, entry.current)
            item = kind.item(vault, current, kind.identifier(vault, entry.name)) if current else {}
            return {**self._deletion(vault, entry), **item}

        return page(call, vault, object_store.all_deleted(vault), show)

    def delete(self, call: Call) -> Answer:
        """Delete an object and what belongs to it."""
        vault, kind = vault_of(call), self._kind
        entry, version = kind.find(call, vault)
        if entry.managed:
            raise managed_object("delete", kind.noun, entry.name)
        # Shown before it goes: its papers go with it where the vault has no soft delete.
        bundle = kind.bundle(call, vault, entry, version)
        entry = kind.object_store(call).delete(vault, entry)
        for object_store, companion in self._companions(call, vault, entry.name):
            object_store.delete(vault, companion)
        if not vault.soft_delete:
            self._forget_papers(call, vault, entry.name)
            return answer(call, vault, bundle)
        return answer(call, vault, {**self._deletion(vault, entry), **bundle})

    def get_deleted(self, call: Call) -> Answer:
        """A deleted object."""
        vault, kind = vault_of(call), self._kind
        entry, version = kind.find_deleted(call, vault)
        bundle = kind.bundle(call, vault, entry, version)
        return answer(call, vault, {**self._deletion(vault, entry), **bundle})

    def recover(self, call: Call) -> Answer:
        """Bring a deleted object back, with what belongs to it."""
        vault, kind = vault_of(call), self._kind
        entry, version = kind.find_deleted(call, vault)
        if entry.managed:
            raise managed_object("recover", kind.noun, entry.name)
        entry = kind.object_store(call).recover(vault, entry)
        for object_store, companion in self._deleted_companions(call, vault, entry.name):
            object_store.recover(vault, companion)
        return answer(call, vault, kind.bundle(call, vault, entry, version))

    def purge(self, call: Call) -> Answer:
        """Forget a deleted object for good."""
        vault, kind = vault_of(call), self._kind
        entry, _ = kind.find_deleted(call, vault)
        if entry.managed:
            raise managed_object("purge", kind.noun, entry.name)
        if vault.purge_protected:
            raise forbidden(
                "PurgeProtectionEnabled",
                'Operation "purge" is not allowed because purge protection is enabled for this vault. Key Vault '
                "service will automatically purge it after the retention period has passed.\r\n"
                f"Vault: {vault.name};location={vault.location}",
            )
        for object_store, companion in self._deleted_companions(call, vault, entry.name):
            object_store.purge(vault, companion.name)
        kind.object_store(call).purge(vault, entry.name)
        self._forget_papers(call, vault, entry.name)
        return no_content(call)

    def _deletion(self, vault: Vault, entry: Entry) -> dict[str, Any]:
        return {
            "recoveryId": f"{vault.base}/deleted{self._kind.plural}/{entry.name}",
            "deletedDate": entry.deleted,
            "scheduledPurgeDate": entry.purged,
        }

    def _companions(self, call: Call, vault: Vault, name: str) -> list[tuple[ObjectStore[Any], Entry]]:
        stores = [choose(call.cloud.part(ObjectStores)) for choose in self._kind.companions]
        found = [(object_store, object_store.entry(vault, name)) for object_store in stores]
        return [(object_store, entry) for object_store, entry in found if entry is not None and entry.managed]

    def _deleted_companions(self, call: Call, vault: Vault, name: str) -> list[tuple[ObjectStore[Any], Entry]]:
        stores = [choose(call.cloud.part(ObjectStores)) for choose in self._kind.companions]
        found = [(object_store, object_store.deleted(vault, name)) for object_store in stores]
        return [(object_store, entry) for object_store, entry in found if entry is not None and entry.managed]

    def _forget_papers(self, call: Call, vault: Vault, name: str) -> None:
        for table, kind in self._kind.papers.items():
            call.cloud.store.table(table, kind).delete(f"{vault.uid}/{name.lower()}")
