"""The real asynchronous clients of Blob and Queue Storage: they sign and encode in ways of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from azure.identity.aio import ClientSecretCredential
from azure.storage.blob.aio import BlobServiceClient
from azure.storage.queue.aio import QueueClient

from aksess.testing.azure import LocalAzure
from tests.sdk.storage import Account, opened


@pytest.fixture
def account(local_azure: LocalAzure) -> Iterator[Account]:
    """An account whose data the operator may do everything with."""
    with opened(local_azure) as account:
        account.grant("Storage Blob Data Owner")
        account.grant("Storage Queue Data Contributor")
        yield account


async def blobs(service: BlobServiceClient) -> tuple[bytes, list[str]]:
    """A blob up and down, and the list of its container."""
    photos = await service.create_container("photos")
    blob = await photos.upload_blob("2026/a b+%20é'(1)*.txt", b"hello", metadata={"k": "v"})
    return await (await blob.download_blob()).readall(), [each.name async for each in photos.list_blobs()]


@pytest.mark.parametrize("proof", ["key", "token"])
def test_blobs_with_a_key_and_with_a_token(account: Account, proof: str) -> None:
    async def run() -> tuple[bytes, list[str]]:
        who = account.azure.operator
        async with ClientSecretCredential(who.tenant, who.client_id, who.client_secret) as credential:
            chosen = account.key if proof == "key" else credential
            async with BlobServiceClient(account.url("blob"), credential=chosen) as service:
                return await blobs(service)

    assert (b"hello", ["2026/a b+%20é'(1)*.txt"]) == asyncio.run(run())


@pytest.mark.parametrize("proof", ["key", "token"])
def test_messages_with_a_key_and_with_a_token(account: Account, proof: str) -> None:
    async def run() -> list[str]:
        who = account.azure.operator
        async with ClientSecretCredential(who.tenant, who.client_id, who.client_secret) as credential:
            chosen = account.key if proof == "key" else credential
            async with QueueClient(account.url("queue"), "jobs", credential=chosen) as queue:
                await queue.create_queue()
                await queue.send_message("one <&> é")
                found = [each async for each in queue.receive_messages()]
                await queue.delete_message(found[0])
                return [each.content for each in found] + [each.content for each in await queue.peek_messages()]

    assert ["one <&> é"] == asyncio.run(run())
