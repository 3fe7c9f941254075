"""What a pod of the second article does: its configuration from a store, its secrets from a vault, no password.

The real azure-appconfiguration-provider, which resolves Key Vault references with the same credential.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from azure.appconfiguration import (
    AzureAppConfigurationClient,
    ConfigurationSetting,
    FeatureFlagConfigurationSetting,
    SecretReferenceConfigurationSetting,
)
from azure.appconfiguration.provider import SettingSelector, load
from azure.appconfiguration.provider.aio import load as load_async
from azure.core.exceptions import HttpResponseError
from azure.identity import DefaultAzureCredential
from azure.identity.aio import DefaultAzureCredential as AsyncDefaultAzureCredential
from azure.keyvault.secrets import SecretClient

from aksess.cloud.cloud import Cloud
from aksess.cloud.resources.inventory import Resource
from tests.configuration_stores import connection_string, put_store
from tests.sdk.workload import POD, Workload
from tests.vaults import grant

SHARED, OWN = "shared", "wi-api"


@pytest.fixture
def store(workload: Workload) -> Iterator[Resource]:
    """A store with settings under two labels and a reference to a secret; this process runs as the pod."""
    azure = workload.azure

    def make(cloud: Cloud) -> Resource:
        made = put_store(cloud, f"conf-{cloud.random_source.hex(4)}")
        grant(cloud, workload.identity.object_id, "App Configuration Data Reader", made.id)
        return made

    made = azure.on_server(make)
    with azure.inside(POD):
        with DefaultAzureCredential() as credential, SecretClient(workload.url, credential) as vault:
            vault.set_secret("db-password", "s3cret")
        with AzureAppConfigurationClient.from_connection_string(connection_string(made)) as client:
            fill(client, f"{workload.url}/secrets/db-password")
        yield made


def fill(client: AzureAppConfigurationClient, secret: str) -> None:
    """Settings of everybody's, and of this application's own."""
    for label, colour in ((SHARED, "blue"), (OWN, "red")):
        client.set_configuration_setting(ConfigurationSetting(key="colour", value=colour, label=label))
    client.set_configuration_setting(ConfigurationSetting(key="size", value="10", label=SHARED))
    client.set_configuration_setting(SecretReferenceConfigurationSetting("db:password", secret, label=OWN))
    client.set_configuration_setting(FeatureFlagConfigurationSetting("beta", enabled=True))


def selectors() -> list[SettingSelector]:
    """All keys of the shared label, then of the application's: the second wins."""
    return [SettingSelector(key_filter="*", label_filter=label) for label in (SHARED, OWN)]


def test_a_pod_loads_its_configuration_and_its_secrets(store: Resource) -> None:
    with DefaultAzureCredential() as credential:
        found = load(
            endpoint=f"https://{store.name}.azconfig.io",
            credential=credential,
            selects=selectors(),
            keyvault_credential=credential,
            feature_flag_enabled=True,
            replica_discovery_enabled=False,
        )

    assert ("red", "10", "s3cret") == (found["colour"], found["size"], found["db:password"])
    assert ["beta"] == [each["id"] for each in found["feature_management"]["feature_flags"]]


def test_a_change_is_seen_at_the_next_refresh(store: Resource) -> None:
    """It asks page by page whether anything changed, and is told 304 while nothing has."""
    with DefaultAzureCredential() as credential:
        found = load(
            endpoint=f"https://{store.name}.azconfig.io",
            credential=credential,
            selects=[SettingSelector(key_filter="*", label_filter=SHARED)],
            refresh_enabled=True,
            refresh_interval=1,
            replica_discovery_enabled=False,
        )
        with AzureAppConfigurationClient.from_connection_string(connection_string(store)) as client:
            client.set_configuration_setting(ConfigurationSetting(key="size", value="11", label=SHARED))
        while "10" == found["size"]:  # the provider measures its interval by itself
            found.refresh()

    assert "11" == found["size"]


def test_the_asynchronous_provider_does_the_same(store: Resource) -> None:
    async def run() -> tuple[str, str]:
        async with AsyncDefaultAzureCredential() as credential:
            found = await load_async(
                endpoint=f"https://{store.name}.azconfig.io",
                credential=credential,
                selects=selectors(),
                keyvault_credential=credential,
                replica_discovery_enabled=False,
            )
            async with found:
                return found["colour"], found["db:password"]

    assert ("red", "s3cret") == asyncio.run(run())


def test_without_the_role_the_pod_is_refused(workload: Workload) -> None:
    """And the event says which action it lacks."""
    azure = workload.azure
    made = azure.on_server(lambda cloud: put_store(cloud, f"conf-{cloud.random_source.hex(4)}"))
    with (
        azure.inside(POD),
        DefaultAzureCredential() as credential,
        AzureAppConfigurationClient(f"https://{made.name}.azconfig.io", credential) as client,
        pytest.raises(HttpResponseError) as refused,
    ):
        client.get_configuration_setting("colour")

    assert 403 == refused.value.status_code
    decision = azure.events[-1].decision
    assert decision is not None
    assert ("grant", "Microsoft.AppConfiguration/configurationStores/keyValues/read") == (
        decision.link,
        decision.action,
    )
