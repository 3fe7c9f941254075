"""The real azure-appconfiguration client, with access keys and with tokens. Nothing is patched."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from azure.appconfiguration import (
    AzureAppConfigurationClient,
    ConfigurationSetting,
    ConfigurationSettingsFilter,
    FeatureFlagConfigurationSetting,
    ResourceReadOnlyError,
    SecretReferenceConfigurationSetting,
)
from azure.appconfiguration.aio import AzureAppConfigurationClient as AsyncClient
from azure.core import MatchConditions
from azure.core.exceptions import HttpResponseError, ResourceExistsError, ResourceModifiedError
from azure.identity import ClientSecretCredential

from aksess.cloud.cloud import Cloud
from aksess.cloud.resources.inventory import Resource
from aksess.testing.azure import LocalAzure
from tests.configuration_stores import connection_string, put_store
from tests.storage_scene import grant


@pytest.fixture
def store(local_azure: LocalAzure) -> Iterator[Resource]:
    """An empty store, and this process inside the local Azure."""
    made = local_azure.on_server(lambda cloud: put_store(cloud, f"conf-{cloud.random_source.hex(4)}"))
    with local_azure.inside():
        yield made


@pytest.fixture
def client(store: Resource) -> Iterator[AzureAppConfigurationClient]:
    """A client with the primary key."""
    with AzureAppConfigurationClient.from_connection_string(connection_string(store)) as client:
        yield client


def test_key_values_of_every_kind(client: AzureAppConfigurationClient) -> None:
    """Plain ones, references to secrets, feature flags."""
    client.set_configuration_setting(
        ConfigurationSetting(key="app/colour é", value="red", label="prod", tags={"a": "b"}, content_type="text/plain")
    )
    client.set_configuration_setting(
        SecretReferenceConfigurationSetting("secret", "https://v.vault.azure.net/secrets/x")
    )
    client.add_configuration_setting(FeatureFlagConfigurationSetting("beta", enabled=True))
    found = client.get_configuration_setting("app/colour é", label="prod")
    assert found is not None
    secret = client.get_configuration_setting("secret")
    flag = client.get_configuration_setting(".appconfig.featureflag/beta")

    assert ("red", {"a": "b"}, "text/plain", False) == (found.value, found.tags, found.content_type, found.read_only)
    assert isinstance(secret, SecretReferenceConfigurationSetting)
    assert "https://v.vault.azure.net/secrets/x" == secret.secret_id
    assert isinstance(flag, FeatureFlagConfigurationSetting)
    assert flag.enabled


def test_filters_pages_and_revisions(client: AzureAppConfigurationClient) -> None:
    """Filters by key, label and tag; pages with conditions; earlier revisions."""
    for number in range(120):
        label = "even" if number % 2 == 0 else None
        client.set_configuration_setting(ConfigurationSetting(key=f"k{number:03d}", value="1", label=label))
    client.set_configuration_setting(ConfigurationSetting(key="k119", value="2"))

    assert [f"k{number:03d}" for number in range(120)] == [each.key for each in client.list_configuration_settings()]
    assert 60 == len(list(client.list_configuration_settings(label_filter="even")))
    assert 10 == len(list(client.list_configuration_settings(key_filter="k00*")))
    assert ["2", "1"] == [each.value for each in client.list_revisions(key_filter="k119")]
    assert [None, "even"] == [each.name for each in client.list_labels()]


def test_pages_that_did_not_change_are_not_sent_again(client: AzureAppConfigurationClient) -> None:
    for number in range(120):
        client.set_configuration_setting(ConfigurationSetting(key=f"k{number:03d}", value="1"))
    pages: Any = client.list_configuration_settings().by_page()
    tags = []
    for page in pages:
        list(page)
        tags.append(pages.etag)

    assert [] == changed_pages(client, tags)
    client.set_configuration_setting(ConfigurationSetting(key="k110", value="2"))
    assert [[f"k{number:03d}" for number in range(100, 120)]] == changed_pages(client, tags)


def changed_pages(client: AzureAppConfigurationClient, tags: list[str]) -> list[list[str]]:
    """The keys of the pages that have another tag now."""
    listed: Any = client.list_configuration_settings()
    return [[each.key for each in page] for page in listed.by_page(match_conditions=tags)]


def test_conditions_and_locks(client: AzureAppConfigurationClient) -> None:
    """ETags decide who writes, and a lock keeps everybody out."""
    made = client.add_configuration_setting(ConfigurationSetting(key="a", value="1"))
    with pytest.raises(ResourceExistsError):
        client.add_configuration_setting(ConfigurationSetting(key="a", value="2"))
    changed = client.set_configuration_setting(ConfigurationSetting(key="a", value="2"))
    with pytest.raises(ResourceModifiedError):
        client.set_configuration_setting(made, match_condition=MatchConditions.IfNotModified)
    assert client.get_configuration_setting("a", etag=changed.etag, match_condition=MatchConditions.IfModified) is None
    locked = client.set_read_only(changed)
    assert locked.read_only
    with pytest.raises(ResourceReadOnlyError):
        client.set_configuration_setting(ConfigurationSetting(key="a", value="3"))
    client.set_read_only(locked, False)

    deleted = client.delete_configuration_setting("a")
    assert deleted is not None
    assert "2" == deleted.value
    assert client.delete_configuration_setting("a") is None


def test_a_snapshot_is_made_and_read(client: AzureAppConfigurationClient) -> None:
    client.set_configuration_setting(ConfigurationSetting(key="app/a", value="1"))
    client.set_configuration_setting(ConfigurationSetting(key="web", value="1"))
    made = client.begin_create_snapshot("one", [ConfigurationSettingsFilter(key="app/*")], polling_interval=0).result()
    client.set_configuration_setting(ConfigurationSetting(key="app/a", value="2"))

    assert ("ready", 1) == (made.status, made.items_count)
    assert ["1"] == [each.value for each in client.list_configuration_settings(snapshot_name="one")]
    assert "archived" == client.archive_snapshot("one").status
    assert "ready" == client.recover_snapshot("one").status


def test_a_token_needs_a_role_and_a_read_only_key_does_not_write(
    local_azure: LocalAzure, store: Resource, client: AzureAppConfigurationClient
) -> None:
    client.set_configuration_setting(ConfigurationSetting(key="a", value="1"))
    who = local_azure.operator
    with (
        ClientSecretCredential(who.tenant, who.client_id, who.client_secret) as credential,
        AzureAppConfigurationClient(f"https://{store.name}.azconfig.io", credential) as reader,
    ):
        with pytest.raises(HttpResponseError, match="keyValues/read"):
            reader.get_configuration_setting("a")
        local_azure.on_server(lambda cloud: give(cloud, store))
        found = reader.get_configuration_setting("a")
        assert found is not None
        assert "1" == found.value
        with pytest.raises(HttpResponseError, match="keyValues/write"):
            reader.set_configuration_setting(ConfigurationSetting(key="a", value="2"))
    with (
        AzureAppConfigurationClient.from_connection_string(connection_string(store, 1)) as read_only,
        pytest.raises(HttpResponseError, match="read-only"),
    ):
        read_only.set_configuration_setting(ConfigurationSetting(key="a", value="2"))


def test_the_asynchronous_client_signs_as_well(store: Resource, client: AzureAppConfigurationClient) -> None:
    """It normalises its URLs before it signs them."""
    client.set_configuration_setting(ConfigurationSetting(key="app/a*,b", value="1", label="l 1"))

    async def run() -> list[str]:
        async with AsyncClient.from_connection_string(connection_string(store)) as asynchronous:
            await asynchronous.set_configuration_setting(ConfigurationSetting(key="app/é+b", value="2"))
            return [each.key async for each in asynchronous.list_configuration_settings(key_filter="app/*")]

    assert ["app/a*,b", "app/é+b"] == asyncio.run(run())


def give(cloud: Cloud, store: Resource) -> None:
    grant(cloud, "App Configuration Data Reader", cloud.settings.operator_object_id, store.id)
