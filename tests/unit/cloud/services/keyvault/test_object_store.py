"""Where objects stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from aksess.clock import FakeClock
from aksess.cloud.cloud import Cloud
from aksess.cloud.services.keyvault.object_store import ObjectStores
from aksess.cloud.services.keyvault.records import SecretVersion
from aksess.cloud.services.keyvault.vaults import Vault, read_vault
from aksess.random_source import SeededRandomSource
from aksess.testing.keys import Lender
from tests.vaults import put_vault


def secret(identifier: str = "1") -> SecretVersion:
    return SecretVersion(id=identifier, created=1, updated=1, value="hidden")


def vault_in(cloud: Cloud, uid: str = "u") -> Vault:
    return read_vault(put_vault(cloud, uid=uid), cloud.settings.tenant)


def test_a_version_rises_with_every_change(cloud: Cloud) -> None:
    """Readers remember by it."""
    object_store, vault = cloud.part(ObjectStores).secrets, vault_in(cloud)
    seen = {object_store.version}
    with cloud.store.transaction():
        entry = object_store.add(vault, "s", secret())
        seen.add(object_store.version)
        object_store.put(vault, "s", secret())
        seen.add(object_store.version)
        object_store.delete(vault, entry)
        seen.add(object_store.version)

    assert 4 == len(seen)


def test_a_shelf_is_empty_for_another_vault_of_the_same_name(cloud: Cloud) -> None:
    """By the vault's own GUID."""
    object_store = cloud.part(ObjectStores).secrets
    with cloud.store.transaction():
        object_store.add(vault_in(cloud, "first"), "s", secret())

    assert object_store.entry(vault_in(cloud, "second"), "s") is None
    assert [] == list(object_store.entries(vault_in(cloud, "fir")))


def test_a_change_that_fails_leaves_the_shelf_as_it_was(cloud: Cloud) -> None:
    """Whole or not at all."""
    object_store, vault = cloud.part(ObjectStores).secrets, vault_in(cloud)
    with pytest.raises(RuntimeError, match="stop"), cloud.store.transaction():
        object_store.add(vault, "s", secret())
        raise RuntimeError("stop")

    assert object_store.entry(vault, "s") is None
    assert object_store.version_of(vault, "s", "1") is None


def test_what_was_put_there_is_there_tomorrow(tmp_path: Path, lender: Lender) -> None:
    """In the file."""
    first = Cloud(FakeClock(), SeededRandomSource(1), lender.key_pool(), tmp_path)
    with first.store.transaction():
        first.part(ObjectStores).secrets.add(vault_in(first), "s", secret())
    first.close()
    again = Cloud(FakeClock(), SeededRandomSource(2), lender.key_pool(), tmp_path)
    found = again.part(ObjectStores).secrets.version_of(vault_in(again), "s", "1")
    again.close()

    assert secret() == found
