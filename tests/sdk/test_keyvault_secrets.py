"""The real azure-keyvault-secrets client, sync and async, at the vault's real host name. Nothing is patched."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from azure.core.exceptions import HttpResponseError, ResourceExistsError, ResourceNotFoundError
from azure.identity import ClientSecretCredential
from azure.identity.aio import ClientSecretCredential as AsyncClientSecretCredential
from azure.keyvault.secrets import SecretClient
from azure.keyvault.secrets.aio import SecretClient as AsyncSecretClient

from aksess.testing.azure import LocalAzure
from tests.sdk.keyvault import opened


@pytest.fixture
def url(local_azure: LocalAzure) -> Iterator[str]:
    """A vault whose data the operator may do everything with."""
    with opened(local_azure) as url:
        yield url


@pytest.fixture
def client(local_azure: LocalAzure, url: str) -> Iterator[SecretClient]:
    """A client of the operator's."""
    who = local_azure.operator
    with (
        ClientSecretCredential(who.tenant, who.client_id, who.client_secret) as credential,
        SecretClient(url, credential) as client,
    ):
        yield client


def test_a_secret_is_set_and_got(client: SecretClient) -> None:
    """With everything that can be said of it."""
    ends = datetime(2030, 1, 1, tzinfo=UTC)
    made = client.set_secret("my-secret", "Hello", content_type="text/plain", tags={"a": "b"}, expires_on=ends)
    found = client.get_secret("my-secret")

    assert ("Hello", made.id) == (found.value, found.id)
    assert ("text/plain", {"a": "b"}, ends) == (
        found.properties.content_type,
        found.properties.tags,
        found.properties.expires_on,
    )
    assert ("Recoverable+Purgeable", 90) == (found.properties.recovery_level, found.properties.recoverable_days)
    assert "Hello" == client.get_secret("my-secret", found.properties.version).value


def test_lists_go_on_over_their_pages(client: SecretClient) -> None:
    """30 secrets are two pages, 30 versions too."""
    for number in range(30):
        client.set_secret(f"s{number:02}", str(number))
        client.set_secret("many", str(number))

    assert 31 == len({each.name for each in client.list_properties_of_secrets()})
    assert 30 == len({each.version for each in client.list_properties_of_secret_versions("many")})
    assert 2 == len(list(client.list_properties_of_secrets().by_page()))


def test_an_update_disables(client: SecretClient) -> None:
    """A disabled secret is refused with Azure's code."""
    client.set_secret("s", "x")
    client.update_secret_properties("s", enabled=False)
    with pytest.raises(HttpResponseError) as refused:
        client.get_secret("s")

    assert 403 == refused.value.status_code
    assert refused.value.error is not None
    assert "SecretDisabled" in str(refused.value.error.innererror)


def test_a_deleted_secret_can_be_recovered_and_purged(client: SecretClient) -> None:
    """The life of a name: deleted, in the way, recovered, deleted, purged, free."""
    client.set_secret("s", "x")
    deleted = client.begin_delete_secret("s").result()
    assert (f"{client.vault_url}/deletedsecrets/s", "s") == (deleted.recovery_id, deleted.name)
    with pytest.raises(ResourceNotFoundError):
        client.get_secret("s")
    with pytest.raises(ResourceExistsError):
        client.set_secret("s", "y")
    assert ["s"] == [each.name for each in client.list_deleted_secrets()]

    client.begin_recover_deleted_secret("s").result()
    assert "x" == client.get_secret("s").value

    client.begin_delete_secret("s").result()
    client.purge_deleted_secret("s")
    with pytest.raises(ResourceNotFoundError):
        client.get_deleted_secret("s")
    assert "y" == client.set_secret("s", "y").value


def test_a_backup_brings_every_version_back(client: SecretClient) -> None:
    """After delete and purge, from an opaque blob."""
    first = client.set_secret("s", "one").properties.version
    client.set_secret("s", "two")
    blob = client.backup_secret("s")
    client.begin_delete_secret("s").result()
    client.purge_deleted_secret("s")
    client.restore_secret_backup(blob)

    assert b"one" not in blob
    assert ("two", "one") == (client.get_secret("s").value, client.get_secret("s", first).value)


def test_the_async_client_does_the_same(local_azure: LocalAzure, url: str) -> None:
    """aiohttp underneath, the same answers."""

    async def story() -> tuple[str | None, list[str | None]]:
        who = local_azure.operator
        async with (
            AsyncClientSecretCredential(who.tenant, who.client_id, who.client_secret) as credential,
            AsyncSecretClient(url, credential) as client,
        ):
            await client.set_secret("s", "x")
            await client.delete_secret("s")
            await client.recover_deleted_secret("s")
            return (await client.get_secret("s")).value, [
                each.name async for each in client.list_properties_of_secrets()
            ]

    assert ("x", ["s"]) == asyncio.run(story())
