"""The real azure-storage-blob client at the account's real host name. Nothing is patched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from azure.core import MatchConditions
from azure.core.exceptions import (
    ClientAuthenticationError,
    HttpResponseError,
    ResourceExistsError,
    ResourceModifiedError,
    ResourceNotFoundError,
)
from azure.storage.blob import (
    BlobClient,
    BlobServiceClient,
    ContainerClient,
    ContentSettings,
    CorsRule,
    StandardBlobTier,
    generate_blob_sas,
)

from aksess.testing.azure import LocalAzure
from tests.sdk.storage import Account, opened


@pytest.fixture
def account(local_azure: LocalAzure) -> Iterator[Account]:
    """An account, of whose data the operator may do nothing yet."""
    with opened(local_azure) as account:
        yield account


@pytest.fixture
def photos(account: Account) -> Iterator[ContainerClient]:
    """A container, as the holder of the account's key."""
    with BlobServiceClient(account.url("blob"), credential=account.key) as service:
        yield service.create_container("photos", metadata={"colour": "red"})


def test_a_blob_goes_up_and_comes_down(photos: ContainerClient) -> None:
    """With its name, metadata, tags and settings, to the byte."""
    settings = ContentSettings(content_type="text/plain", cache_control="no-store")
    blob = photos.upload_blob(
        "2026/a b+%20é.txt", b"hello", metadata={"k": "v"}, tags={"x": "1"}, content_settings=settings
    )
    found = blob.get_blob_properties()

    assert b"hello" == blob.download_blob().readall()
    assert ({"k": "v"}, {"x": "1"}, 1) == (found.metadata, blob.get_blob_tags(), found.tag_count)
    assert ("text/plain", "no-store") == (
        found.content_settings.content_type,
        found.content_settings.cache_control,
    )
    assert ["2026/a b+%20é.txt"] == [each.name for each in photos.list_blobs()]
    assert ["2026/"] == [each.name for each in photos.walk_blobs()]


def test_many_blobs_go_in_one_request(photos: ContainerClient) -> None:
    """Signed with the account's key, the batch and each of its parts; one that is not there is told apart."""
    for name in ("a", "b", "c d"):
        photos.upload_blob(name, b"hello")
    answers = photos.delete_blobs("a", "nothing", "c d", raise_on_any_failure=False)

    assert [202, 404, 202] == [each.status_code for each in answers]
    assert ["b"] == list(photos.list_blob_names())


def test_large_blobs_go_in_parts(account: Account, photos: ContainerClient) -> None:
    """Blocks up, ranges down, more than one at a time."""
    data = bytes(range(256)) * 16_384
    part = 1024 * 1024
    with BlobClient(
        account.url("blob"), "photos", "large", credential=account.key, max_single_put_size=part, max_block_size=part,
        max_single_get_size=part, max_chunk_get_size=part,
    ) as blob:  # fmt: skip
        blob.upload_blob(data, max_concurrency=2)

        assert data == blob.download_blob(max_concurrency=2).readall()
        assert 4 == len(blob.get_block_list()[0])
    assert ["large"] == [each.name for each in photos.list_blobs()]


def test_what_the_service_refuses_the_client_raises(photos: ContainerClient) -> None:
    blob = photos.upload_blob("a", b"1")
    with pytest.raises(ResourceExistsError):
        photos.upload_blob("a", b"2")
    with pytest.raises(ResourceNotFoundError):
        photos.download_blob("none")
    with pytest.raises(ResourceModifiedError):
        blob.upload_blob(b"2", overwrite=True, etag="other", match_condition=MatchConditions.IfNotModified)

    assert b"1" == blob.download_blob().readall()


def test_a_lease_keeps_others_out(photos: ContainerClient) -> None:
    blob = photos.upload_blob("state", b"1")
    lease = blob.acquire_lease(-1)
    with pytest.raises(HttpResponseError, match="LeaseIdMissing"):
        blob.upload_blob(b"2", overwrite=True)
    blob.upload_blob(b"2", overwrite=True, lease=lease)
    lease.release()

    blob.upload_blob(b"3", overwrite=True)
    assert b"3" == blob.download_blob().readall()


def test_snapshots_copies_and_tiers(photos: ContainerClient) -> None:
    """A snapshot stays, a copy is done at once, a tier is shown."""
    blob = photos.upload_blob("a", b"one")
    snapshot = str(blob.create_snapshot()["snapshot"])
    blob.upload_blob(b"two", overwrite=True)
    copy = photos.get_blob_client("b")

    assert b"one" == photos.get_blob_client("a", snapshot=snapshot).download_blob().readall()
    assert "success" == copy.start_copy_from_url(blob.url)["copy_status"]
    assert b"two" == copy.download_blob().readall()
    copy.set_standard_blob_tier(StandardBlobTier.COOL)
    assert "Cool" == copy.get_blob_properties().blob_tier
    blob.delete_blob(delete_snapshots="include")
    assert ["b"] == [each.name for each in photos.list_blobs(include=["snapshots"])]


def test_append_blobs_and_page_blobs(photos: ContainerClient) -> None:
    log, disk = photos.get_blob_client("log"), photos.get_blob_client("disk")
    log.create_append_blob()
    for line in (b"one\n", b"two\n"):
        log.append_block(line)
    disk.create_page_blob(2048)
    disk.upload_page(b"A" * 512, offset=512, length=512)

    assert b"one\ntwo\n" == log.download_blob().readall()
    assert bytes(512) + b"A" * 512 + bytes(1024) == disk.download_blob().readall()
    assert [(512, 1023)] == [(each.start, each.end) for each in disk.list_page_ranges()]


def test_the_operator_needs_a_role_for_data(account: Account, photos: ContainerClient) -> None:
    """Owner of the subscription is none; the grant counts at once, with the same token."""
    photos.upload_blob("a", b"hello")
    with BlobClient(account.url("blob"), "photos", "a", credential=account.credential) as blob:
        with pytest.raises(HttpResponseError) as refused:
            blob.download_blob()
        account.grant("Storage Blob Data Reader")

        assert 403 == refused.value.status_code
        assert "AuthorizationPermissionMismatch" in str(refused.value)
        assert b"hello" == blob.download_blob().readall()
        with pytest.raises(HttpResponseError, match="AuthorizationPermissionMismatch"):
            blob.delete_blob()


def test_nobody_is_let_in_without_a_proof(account: Account, photos: ContainerClient) -> None:
    photos.upload_blob("a", b"hello")
    with (
        BlobClient(account.url("blob"), "photos", "a") as blob,
        pytest.raises(ClientAuthenticationError, match="NoAuthenticationInformation"),
    ):
        blob.download_blob()


def test_a_user_delegation_signature_opens_one_blob(account: Account, photos: ContainerClient) -> None:
    photos.upload_blob("a", b"hello")
    account.grant("Storage Blob Data Reader")
    now = datetime.fromtimestamp(account.azure.clock.now(), UTC)
    with BlobServiceClient(account.url("blob"), credential=account.credential) as service:
        key = service.get_user_delegation_key(now, now + timedelta(hours=1))
    signature = generate_blob_sas(
        account.name, "photos", "a", user_delegation_key=key, permission="r", expiry=now + timedelta(minutes=5)
    )

    with BlobClient(account.url("blob"), "photos", "a", credential=signature) as blob:
        assert b"hello" == blob.download_blob().readall()


def test_the_account_keeps_its_service_properties(account: Account) -> None:
    with BlobServiceClient(account.url("blob"), credential=account.key) as service:
        service.set_service_properties(cors=[CorsRule(["https://example.com"], ["GET"])])

        assert ["https://example.com"] == [each.allowed_origins for each in service.get_service_properties()["cors"]]
        assert "StorageV2" == service.get_account_information()["account_kind"]
