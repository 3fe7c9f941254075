"""azure-mgmt-appconfiguration: stores, keys, replicas, and the life of a store after deletion."""

from __future__ import annotations

from typing import Any

import pytest
from azure.appconfiguration import AzureAppConfigurationClient, ConfigurationSetting
from azure.core.exceptions import ResourceNotFoundError
from azure.mgmt.appconfiguration import AppConfigurationManagementClient

from tests.sdk.arm import GROUP, REGION, Arm, refused

KIND = "Microsoft.AppConfiguration/configurationStores"


def wanted(sku: str = "Standard", **properties: Any) -> dict[str, Any]:
    """A store as Azure takes it."""
    return {"location": REGION, "sku": {"name": sku}, "properties": properties}


@pytest.fixture
def client(arm: Arm) -> Any:
    """The operator's."""
    return arm(AppConfigurationManagementClient)


@pytest.fixture
def name(arm: Arm) -> str:
    """Of a store: no other test has this one."""
    return f"appcs-{arm.azure.settings.tenant[:8]}"


@pytest.fixture
def store(client: Any, name: str) -> Any:
    """A store, made."""
    return client.configuration_stores.begin_create(GROUP, name, wanted()).result()


def test_a_store_lives(client: Any, store: Any, name: str) -> None:
    """Created, got, updated, listed; deleted, it can be seen, recovered and purged."""
    stores = client.configuration_stores
    updated = stores.begin_update(GROUP, name, {"tags": {"a": "b"}}).result()

    assert ("Succeeded", f"https://{name}.azconfig.io") == (store.provisioning_state, store.endpoint)
    assert {"a": "b"} == updated.tags == stores.get(GROUP, name).tags
    assert [[name]] * 2 == [[each.name for each in found] for found in (stores.list(), _of_group(stores))]

    stores.begin_delete(GROUP, name).result()
    with pytest.raises(ResourceNotFoundError):
        stores.get(GROUP, name)
    assert [name] == [each.name for each in stores.list_deleted()]
    assert name == stores.get_deleted(REGION, name).name

    stores.begin_create(GROUP, name, wanted(createMode="Recover")).result()
    assert [] == list(stores.list_deleted())

    stores.begin_delete(GROUP, name).result()
    stores.begin_purge_deleted(REGION, name).result()
    assert [] == list(stores.list_deleted())


def _of_group(stores: Any) -> Any:
    return stores.list_by_resource_group(GROUP)


def test_an_access_key_opens_the_store_until_it_is_regenerated(client: Any, store: Any, name: str) -> None:
    """A connection string of the management plane, in the data plane's own client."""
    stores = client.configuration_stores
    keys = {key.name: key for key in stores.list_keys(GROUP, name)}
    primary, read_only = keys["Primary"], keys["Primary Read Only"]
    with AzureAppConfigurationClient.from_connection_string(primary.connection_string) as settings:
        settings.set_configuration_setting(ConfigurationSetting(key="app:color", value="blue"))
    with AzureAppConfigurationClient.from_connection_string(read_only.connection_string) as settings:
        found: Any = settings.get_configuration_setting("app:color")
        write = refused(lambda: settings.set_configuration_setting(ConfigurationSetting(key="a", value="b")))
    stores.regenerate_key(GROUP, name, {"id": primary.id})
    with AzureAppConfigurationClient.from_connection_string(primary.connection_string) as settings:
        old = refused(lambda: settings.get_configuration_setting("app:color"))

    assert (4, "blue") == (len(keys), found.value)
    assert [403, 401] == [write[0], old[0]]


def test_local_authentication_can_be_switched_off(client: Any, store: Any, name: str) -> None:
    """Keys no longer open anything."""
    connection = next(iter(client.configuration_stores.list_keys(GROUP, name))).connection_string
    client.configuration_stores.begin_update(GROUP, name, {"properties": {"disableLocalAuth": True}}).result()
    with AzureAppConfigurationClient.from_connection_string(connection) as settings:
        status, _ = refused(lambda: settings.get_configuration_setting("app:color"))

    assert status in {401, 403}


def test_a_replica_lives(client: Any, store: Any, name: str) -> None:
    """In another region, with an endpoint of its own."""
    replicas = client.replicas
    made = replicas.begin_create(GROUP, name, "north", {"location": "northeurope"}).result()

    assert ("north", "northeurope") == (made.name, made.location)
    assert ["north"] == [each.name for each in replicas.list_by_configuration_store(GROUP, name)]

    replicas.begin_delete(GROUP, name, "north").result()
    with pytest.raises(ResourceNotFoundError):
        replicas.get(GROUP, name, "north")


def test_a_name_in_use_is_known(client: Any, store: Any, name: str) -> None:
    """By the question, of which there are two, and by the creation of another one."""
    by_name = client.operations.check_name_availability({"name": name, "type": KIND})
    free = client.operations.check_name_availability({"name": f"{name}-other", "type": KIND})

    assert (False, True) == (by_name.name_available, free.name_available)


WRONG: dict[str, dict[str, Any]] = {
    "a sku that is not there": wanted("Gold"),
    "no sku": {"location": REGION, "properties": {}},
    "soft delete for a month": wanted(softDeleteRetentionInDays=30),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_store_that_azure_would_not_take(client: Any, name: str, case: str) -> None:
    """400, with a code, and nothing is there afterwards."""
    status, code = refused(lambda: client.configuration_stores.begin_create(GROUP, name, WRONG[case]).result())

    assert (400, True) == (status, bool(code))
    assert [] == list(client.configuration_stores.list())
