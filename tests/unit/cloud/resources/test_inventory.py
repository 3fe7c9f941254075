"""Resources by ARM id."""

import pytest

from aksess.cloud.resources.inventory import Inventory, Resource, type_of
from aksess.cloud.state.store import Store

GROUP = "/subscriptions/s/resourceGroups/rg"
VAULT = f"{GROUP}/providers/Microsoft.KeyVault/vaults/Shop"


def inventory_of(store: Store, *ids: str) -> Inventory:
    inventory = Inventory(store)
    with store.transaction():
        for each in ids:
            inventory.put(Resource(each, each.rpartition("/")[2], type_of(each)))
    return inventory


@pytest.mark.parametrize(
    ("resource_id", "wanted"),
    [
        (GROUP, "microsoft.resources/resourcegroups"),
        ("/subscriptions/s", "microsoft.resources/subscriptions"),
        (VAULT, "microsoft.keyvault/vaults"),
        (f"{VAULT}/secrets/x", "microsoft.keyvault/vaults/secrets"),
        (f"{VAULT}/providers/Microsoft.Authorization/roleAssignments/1", "microsoft.authorization/roleassignments"),
        ("/", ""),
    ],
)
def test_an_id_says_its_type(resource_id: str, wanted: str) -> None:
    """An extension resource is of the type of its last provider."""
    assert wanted == type_of(resource_id)


def test_ids_compare_without_case_and_keep_their_spelling(store: Store) -> None:
    inventory = inventory_of(store, VAULT)

    found = inventory.get(VAULT.upper())

    assert VAULT.lower() in inventory
    assert found is not None
    assert VAULT == found.id


def test_a_scope_ends_at_a_segment(store: Store) -> None:
    """``rg`` does not hold what is in ``rg2``."""
    other = VAULT.replace("/rg/", "/rg2/")
    inventory = inventory_of(store, VAULT, other)

    assert [VAULT] == [each.id for each in inventory.of_type("Microsoft.KeyVault/vaults", GROUP)]
    assert [VAULT] == [each.id for each in inventory.below(GROUP)]


def test_a_global_name_finds_its_resource_until_it_is_deleted(store: Store) -> None:
    inventory = inventory_of(store, VAULT)
    assert inventory.named("microsoft.keyvault/VAULTS", "SHOP") is not None

    with store.transaction():
        inventory.delete(VAULT)

    assert None is inventory.named("Microsoft.KeyVault/vaults", "shop")


def test_an_undone_change_is_forgotten_by_the_indexes_too(store: Store) -> None:
    inventory = inventory_of(store)

    with pytest.raises(RuntimeError), store.transaction():
        inventory.put(Resource(VAULT, "Shop", "Microsoft.KeyVault/vaults"))
        assert inventory.named("Microsoft.KeyVault/vaults", "shop") is not None
        raise RuntimeError

    assert None is inventory.named("Microsoft.KeyVault/vaults", "shop")
    assert [] == list(inventory.of_type("Microsoft.KeyVault/vaults"))


class Counted(Inventory):
    """Keeps the keys that were indexed."""

    def __init__(self, store: Store) -> None:
        self.indexed: list[str] = []
        super().__init__(store)

    def _index(self, key: str) -> None:
        self.indexed.append(key)
        super()._index(key)


def test_a_write_indexes_its_own_resource_and_no_other(store: Store) -> None:
    """What a write costs does not grow with what is there."""
    inventory_of(store, *(f"{VAULT}{number}" for number in range(50)))
    inventory = Counted(store)
    inventory.indexed.clear()

    with store.transaction():
        inventory.put(Resource(VAULT, "Shop", "Microsoft.KeyVault/vaults"))
    found = inventory.named("Microsoft.KeyVault/vaults", "shop")

    assert found is not None
    assert [VAULT.lower()] == inventory.indexed


def test_a_type_has_a_version_that_only_its_own_resources_change(store: Store) -> None:
    """A write, a deletion and an undo each change it; a resource of another type does not."""
    inventory = inventory_of(store, VAULT)
    seen = [inventory.version("microsoft.keyvault/VAULTS")]

    with pytest.raises(RuntimeError), store.transaction():
        inventory.put(Resource(VAULT, "Shop", "Microsoft.KeyVault/vaults"))
        seen.append(inventory.version("Microsoft.KeyVault/vaults"))
        raise RuntimeError
    seen.append(inventory.version("Microsoft.KeyVault/vaults"))
    with store.transaction():
        inventory.delete(VAULT)
    seen.append(inventory.version("Microsoft.KeyVault/vaults"))

    assert seen == sorted(set(seen))
    with store.transaction():
        inventory.put(Resource(GROUP, "rg", "Microsoft.Resources/resourceGroups"))
    assert seen[-1] == inventory.version("Microsoft.KeyVault/vaults")


def test_resources_are_indexed_again_when_the_state_is_opened(store: Store) -> None:
    inventory_of(store, VAULT)

    assert Inventory(store).named("Microsoft.KeyVault/vaults", "shop") is not None
