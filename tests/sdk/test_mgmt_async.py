"""The management clients' async halves, over aiohttp: long-running operations, lists, refusals."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.identity.aio import ClientSecretCredential
from azure.mgmt.containerservice.aio import ContainerServiceClient
from azure.mgmt.keyvault.aio import KeyVaultManagementClient
from azure.mgmt.msi.aio import ManagedServiceIdentityClient
from azure.mgmt.resource.resources.aio import ResourceManagementClient
from azure.mgmt.storage.aio import StorageManagementClient

from aksess.testing.azure import LocalAzure
from tests.sdk import test_mgmt_containerservice, test_mgmt_storage
from tests.sdk.arm import GROUP, REGION


def told(azure: LocalAzure, kind: Callable[..., Any], story: Callable[[Any], Awaitable[Any]]) -> Any:
    """What a story with a client gives, in a resource group."""

    async def telling() -> Any:
        me = azure.operator
        async with ClientSecretCredential(me.tenant, me.client_id, me.client_secret) as credential:
            async with ResourceManagementClient(credential, me.subscription) as resources:
                await resources.resource_groups.create_or_update(GROUP, {"location": REGION})
            async with kind(credential, me.subscription) as client:
                return await story(client)

    with azure.inside():
        return asyncio.run(telling())


def test_a_group_lives(local_azure: LocalAzure) -> None:
    """Created, listed, deleted, gone."""

    async def story(client: Any) -> list[str]:
        names = [each.name async for each in client.resource_groups.list()]
        await (await client.resource_groups.begin_delete(GROUP)).result()
        with pytest.raises(ResourceNotFoundError):
            await client.resource_groups.get(GROUP)
        return names

    assert [GROUP] == told(local_azure, ResourceManagementClient, story)


def test_identities_are_made_at_the_same_time(local_azure: LocalAzure) -> None:
    """Twenty of them; each has an id of its own."""

    async def story(client: Any) -> set[str]:
        identities = client.user_assigned_identities
        making = (identities.create_or_update(GROUP, f"wi-{number}", {"location": REGION}) for number in range(20))
        made = await asyncio.gather(*making)
        listed = {each.name async for each in identities.list_by_resource_group(GROUP)}
        assert listed == {each.name for each in made}
        return {each.client_id for each in made}

    assert 20 == len(told(local_azure, ManagedServiceIdentityClient, story))


def test_a_vault_lives(local_azure: LocalAzure) -> None:
    """Created, deleted, purged: three long-running operations without a wait."""
    name = f"kv-{local_azure.settings.tenant[:8]}"
    properties = {
        "tenantId": local_azure.settings.tenant,
        "sku": {"family": "A", "name": "standard"},
        "enableRbacAuthorization": True,
    }

    async def story(client: Any) -> tuple[str, int | None]:
        vaults = client.vaults
        making = await vaults.begin_create_or_update(GROUP, name, {"location": REGION, "properties": properties})
        made = await making.result()
        await vaults.delete(GROUP, name)
        await (await vaults.begin_purge_deleted(name, REGION)).result()
        with pytest.raises(HttpResponseError) as refused:
            await vaults.get_deleted(name, REGION)
        return made.properties.vault_uri, refused.value.status_code

    assert (f"https://{name}.vault.azure.net/", 404) == told(local_azure, KeyVaultManagementClient, story)


def test_a_cluster_lives(local_azure: LocalAzure) -> None:
    """Made, with its issuer, and removed."""

    async def story(client: Any) -> tuple[str, list[str]]:
        clusters = client.managed_clusters
        making = await clusters.begin_create_or_update(GROUP, "aks", test_mgmt_containerservice.wanted())
        made = await making.result()
        await (await clusters.begin_delete(GROUP, "aks")).result()
        return made.oidc_issuer_profile.issuer_url, [each.name async for each in clusters.list()]

    issuer, left = told(local_azure, ContainerServiceClient, story)

    assert issuer.startswith(f"https://{REGION}.oic.prod-aks.azure.com/{local_azure.settings.tenant}/")
    assert [] == left


def test_an_account_lives(local_azure: LocalAzure) -> None:
    """Made, its keys read, removed."""
    name = f"st{local_azure.settings.tenant[:8]}"

    async def story(client: Any) -> int:
        accounts = client.storage_accounts
        await (await accounts.begin_create(GROUP, name, test_mgmt_storage.wanted())).result()
        keys = await accounts.list_keys(GROUP, name)
        await accounts.delete(GROUP, name)
        return len(keys.keys_property)

    assert 2 == told(local_azure, StorageManagementClient, story)
