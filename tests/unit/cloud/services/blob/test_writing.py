from __future__ import annotations

from tests.storage_scene import code
from tests.unit.cloud.services.blob.conftest import Photos


def test_the_time_a_blob_was_made_outlives_its_content(photos: Photos) -> None:
    made = photos.put("a").headers["last-modified"]
    photos.wait(60)
    photos.put("a", b"new")
    head = photos("HEAD", "/a").headers

    assert made == head["x-ms-creation-time"] != head["last-modified"]


def test_a_name_has_at_most_1024_characters(photos: Photos) -> None:
    photos.put("x" * 1024)

    assert "InvalidResourceName" == code(photos("PUT", "/" + "x" * 1025, x_ms_blob_type="BlockBlob"))


def test_a_lease_that_is_not_there_cannot_be_named(photos: Photos) -> None:
    lease = "11111111-1111-1111-1111-111111111111"

    assert "LeaseNotPresentWithBlobOperation" == code(
        photos("PUT", "/new", x_ms_blob_type="BlockBlob", x_ms_lease_id=lease)
    )


def test_a_refused_write_leaves_everything_as_it_was(photos: Photos) -> None:
    """A transaction that fails has written nothing."""
    photos.put("a", b"kept")
    photos("PUT", "/a", b"x", x_ms_blob_type="BlockBlob", x_ms_access_tier="Lukewarm")

    assert b"kept" == photos("GET", "/a").body
    assert 1 == len(photos.shop.cloud.store.load("blob-content"))
