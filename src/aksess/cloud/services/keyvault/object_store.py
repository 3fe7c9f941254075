"""Where a vault's objects stand: a object_store for each kind, with what is deleted and still recoverable beside it.

Names compare without case (Microsoft Learn, "About keys, secrets and certificates"). An object whose retention has
ended is gone at the moment it is looked for: nothing runs in the background.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Generic, TypeVar

from aksess.cloud.services.keyvault.records import CertificateVersion, Entry, KeyVersion, SecretVersion, Version
from aksess.cloud.services.keyvault.vaults import Vault

if TYPE_CHECKING:
    from aksess.cloud.cloud import Cloud

V = TypeVar("V", bound=Version)
DAY = 86_400


class ObjectStore(Generic[V]):
    """The objects of one kind in every vault of a cloud. Writes must be inside ``store.transaction()``."""

    def __init__(self, cloud: Cloud, noun: str, kind: type[V]) -> None:
        self.noun = noun
        self._cloud = cloud
        self._entries = cloud.store.table(f"vault-{noun}", Entry)
        self._deleted = cloud.store.table(f"vault-deleted-{noun}", Entry)
        self._versions = cloud.store.table(f"vault-{noun}-version", kind)

    @property
    def version(self) -> int:
        """Rises with every change of any object of this kind."""
        return self._entries.version + self._deleted.version + self._versions.version

    def entry(self, vault: Vault, name: str) -> Entry | None:
        """The object of that name that is not deleted."""
        return self._entries.get(_key(vault, name))

    def deleted(self, vault: Vault, name: str) -> Entry | None:
        """The deleted object of that name, while it can be recovered."""
        found = self._deleted.get(_key(vault, name))
        return found if found and self._cloud.clock.now() < found.purged else None

    def entries(self, vault: Vault) -> Iterator[tuple[str, Entry]]:
        """Every object that is not deleted, by name; with it its place in the order."""
        return self._entries.items(f"{vault.uid}/")

    def all_deleted(self, vault: Vault) -> Iterator[tuple[str, Entry]]:
        """Every deleted object that can be recovered."""
        now = self._cloud.clock.now()
        return ((key, entry) for key, entry in self._deleted.items(f"{vault.uid}/") if now < entry.purged)

    def version_of(self, vault: Vault, name: str, version: str) -> V | None:
        """One version of an object, deleted or not."""
        return self._versions.get(f"{_key(vault, name)}/{version.lower()}")

    def versions(self, vault: Vault, name: str) -> Iterator[tuple[str, V]]:
        """All versions, in the order of their ids, as Azure lists them."""
        return self._versions.items(f"{_key(vault, name)}/")

    def add(self, vault: Vault, name: str, version: V, *, managed: bool = False) -> Entry:
        """A new version, the current one from now on, of an object that may be new."""
        self._forget_purged(vault, name)
        entry = self.entry(vault, name) or Entry(name, "", managed=managed)
        entry.current = version.id
        self._entries.put(_key(vault, name), entry)
        self.put(vault, name, version)
        return entry

    def put(self, vault: Vault, name: str, version: V) -> None:
        """Write a version that is there already."""
        self._versions.put(f"{_key(vault, name)}/{version.id}", version)

    def restore(self, vault: Vault, entry: Entry, versions: list[V]) -> None:
        """Put an object back as it was backed up."""
        self._forget_purged(vault, entry.name)
        self._entries.put(_key(vault, entry.name), entry)
        for each in versions:
            self.put(vault, entry.name, each)

    def delete(self, vault: Vault, entry: Entry) -> Entry:
        """Move an object to the deleted ones, or forget it where the vault has no soft delete."""
        entry.deleted = int(self._cloud.clock.now())
        entry.purged = entry.deleted + vault.retention * DAY
        self._entries.delete(_key(vault, entry.name))
        if vault.soft_delete:
            self._deleted.put(_key(vault, entry.name), entry)
        else:
            self._forget_versions(vault, entry.name)
        return entry

    def recover(self, vault: Vault, entry: Entry) -> Entry:
        """Move a deleted object back."""
        self._deleted.delete(_key(vault, entry.name))
        entry.deleted = entry.purged = 0
        self._entries.put(_key(vault, entry.name), entry)
        return entry

    def purge(self, vault: Vault, name: str) -> None:
        """Forget a deleted object and all its versions."""
        self._deleted.delete(_key(vault, name))
        self._forget_versions(vault, name)

    def _forget_purged(self, vault: Vault, name: str) -> None:
        found = self._deleted.get(_key(vault, name))
        if found and self._cloud.clock.now() >= found.purged:
            self.purge(vault, name)

    def _forget_versions(self, vault: Vault, name: str) -> None:
        for key in self._versions.keys(f"{_key(vault, name)}/"):
            self._versions.delete(key)


class ObjectStores:
    """The three stores of a cloud."""

    def __init__(self, cloud: Cloud) -> None:
        self.secrets = ObjectStore(cloud, "secret", SecretVersion)
        self.keys = ObjectStore(cloud, "key", KeyVersion)
        self.certificates = ObjectStore(cloud, "certificate", CertificateVersion)


def _key(vault: Vault, name: str) -> str:
    return f"{vault.uid}/{name.lower()}"
