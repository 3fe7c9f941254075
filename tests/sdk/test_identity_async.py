"""azure-identity's async credentials, over aiohttp, unmodified."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from azure.core.exceptions import ClientAuthenticationError
from azure.identity.aio import (
    ClientSecretCredential,
    DefaultAzureCredential,
    EnvironmentCredential,
    ManagedIdentityCredential,
    WorkloadIdentityCredential,
)
from azure.keyvault.secrets.aio import SecretClient

from aksess.testing.azure import LocalAzure
from tests.sdk.tokens import claims_of
from tests.sdk.workload import ARM_SCOPE, POD, VAULT_SCOPE, Workload


async def signed_in(credential: Any, scope: str = VAULT_SCOPE) -> dict[str, Any]:
    """The claims of a token, and the credential closed."""
    async with credential:
        return claims_of((await credential.get_token(scope)).token)


@pytest.mark.parametrize("kind", [WorkloadIdentityCredential, DefaultAzureCredential, ManagedIdentityCredential])
def test_a_pod_signs_in(local_azure: LocalAzure, workload: Workload, kind: Callable[[], Any]) -> None:
    """Each of the credentials that a pod may use, with no argument."""
    with local_azure.inside(POD):
        claims = asyncio.run(signed_in(kind()))

    assert (workload.identity.object_id, "https://vault.azure.net") == (claims["oid"], claims["aud"])


@pytest.mark.parametrize("kind", [EnvironmentCredential, DefaultAzureCredential, ManagedIdentityCredential])
def test_the_operator_signs_in(local_azure: LocalAzure, kind: Callable[[], Any]) -> None:
    """By its secret, or as the identity of the machine."""
    with local_azure.inside():
        claims = asyncio.run(signed_in(kind(), ARM_SCOPE))

    assert local_azure.settings.operator_object_id == claims["oid"]


def test_a_pod_reads_a_secret(local_azure: LocalAzure, workload: Workload) -> None:
    """Twenty at once, with one token."""

    async def story() -> list[str | None]:
        async with DefaultAzureCredential() as credential, SecretClient(workload.url, credential) as client:
            await client.set_secret("my-secret", "Hello")
            return [each.value for each in await asyncio.gather(*(client.get_secret("my-secret") for _ in range(20)))]

    with local_azure.inside(POD):
        found = asyncio.run(story())

    assert ["Hello"] * 20 == found
    assert 1 == sum(event.operation == "token" for event in local_azure.events)


def test_a_wrong_secret_is_refused(local_azure: LocalAzure) -> None:
    """With Entra's number in the exception."""
    me = local_azure.operator
    with local_azure.inside(), pytest.raises(ClientAuthenticationError, match="AADSTS7000215"):
        asyncio.run(signed_in(ClientSecretCredential(me.tenant, me.client_id, "not it")))
