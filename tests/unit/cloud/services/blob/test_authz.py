from __future__ import annotations

import pytest

from tests.storage_scene import VERSION
from tests.unit.cloud.services.blob.conftest import Photos

READS = ("/a", "/a?comp=metadata")
LISTS = ("?restype=container", "?restype=container&comp=list")


@pytest.mark.parametrize(("access", "reads", "lists"), [("", 401, 401), ("blob", 200, 401), ("container", 200, 200)])
def test_anybody_reads_what_is_public(photos: Photos, access: str, reads: int, lists: int) -> None:
    """A blob, or all of the container; never a write."""
    publish(photos, access)

    for path, status in [*((path, reads) for path in READS), *((path, lists) for path in LISTS)]:
        assert status == anybody(photos, "GET", path)
    for method, path in (("PUT", "/a"), ("DELETE", "/a"), ("PUT", "?restype=container&comp=acl")):
        assert 401 == anybody(photos, method, path)
    assert 401 == anybody(photos, "GET", "?restype=container&comp=acl")


def test_the_account_has_the_last_word(photos: Photos) -> None:
    publish(photos, "container")
    photos.shop.change(allowBlobPublicAccess=False)

    assert 401 == anybody(photos, "GET", "/a")


def test_network_rules_hold_for_what_is_public(photos: Photos) -> None:
    publish(photos, "container")
    photos.shop.change(networkAcls={"defaultAction": "Deny"})

    assert 403 == anybody(photos, "GET", "/a")


def publish(photos: Photos, access: str) -> None:
    photos.shop.change(allowBlobPublicAccess=True)
    photos.put("a")
    headers = {"x_ms_blob_public_access": access} if access else {}
    assert 200 == photos("PUT", "?restype=container&comp=acl", **headers).status


def anybody(photos: Photos, method: str, path: str) -> int:
    headers = {"x-ms-version": VERSION, "x-ms-blob-type": "BlockBlob"}
    return photos.shop.bare(method, f"/photos{path}", headers).status
