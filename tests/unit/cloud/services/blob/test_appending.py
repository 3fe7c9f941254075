from __future__ import annotations

from aksess.cloud.services.blob.headers import md5_of
from tests.storage_scene import WRITER, code
from tests.unit.cloud.services.blob.conftest import Photos

APPEND = "/log?comp=appendblock"
SOURCE = "https://shop.blob.core.windows.net/photos/a"


def log(photos: Photos) -> None:
    assert 201 == photos("PUT", "/log", x_ms_blob_type="AppendBlob").status


def test_blocks_are_appended_one_after_another(photos: Photos) -> None:
    log(photos)
    offsets = [photos("PUT", APPEND, data).headers["x-ms-blob-append-offset"] for data in (b"one", b"two")]

    reply = photos("GET", "/log")
    assert ["0", "3"] == offsets
    assert (b"onetwo", "2", "AppendBlob") == (
        reply.body, reply.headers["x-ms-blob-committed-block-count"], reply.headers["x-ms-blob-type"],
    )  # fmt: skip


def test_a_block_may_come_from_a_url(photos: Photos) -> None:
    """All of the source or a range of it, where it is what it was said to be."""
    log(photos)
    photos.put("a", b"hello")
    whole = photos("PUT", APPEND, x_ms_copy_source=SOURCE)
    part = photos("PUT", APPEND, x_ms_copy_source=SOURCE, x_ms_source_range="bytes=1-2")
    other = photos("PUT", APPEND, x_ms_copy_source=SOURCE, x_ms_source_content_md5=md5_of(b"other"))

    assert [(201, "0"), (201, "5")] == [
        (each.status, each.headers["x-ms-blob-append-offset"]) for each in (whole, part)
    ]
    assert "Md5Mismatch" == code(other)
    assert b"helloel" == photos("GET", "/log").body


def test_a_block_comes_from_no_url_that_the_caller_may_not_read(photos: Photos) -> None:
    """The caller's right to write where it writes is none to read elsewhere."""
    log(photos)
    shop = photos.shop
    assert 201 == shop.keyed("PUT", "/papers?restype=container").status
    shop.keyed("PUT", "/papers/a", b"hello", x_ms_blob_type="BlockBlob")
    shop.grant("Storage Blob Data Contributor", WRITER, f"{shop.account.id}/blobServices/default/containers/photos")
    reply = shop.by(WRITER, "PUT", "/photos" + APPEND, x_ms_copy_source=SOURCE.replace("photos", "papers"))

    assert (403, "AuthorizationPermissionMismatch") == (reply.status, code(reply))
    assert "0" == photos("HEAD", "/log").headers["content-length"]


def test_the_position_and_the_size_can_be_conditions(photos: Photos) -> None:
    log(photos)
    photos("PUT", APPEND, b"one")

    assert 201 == photos("PUT", APPEND, b"two", x_ms_blob_condition_appendpos="3").status
    assert "AppendPositionConditionNotMet" == code(photos("PUT", APPEND, b"x", x_ms_blob_condition_appendpos="3"))
    assert "MaxBlobSizeConditionNotMet" == code(photos("PUT", APPEND, b"x", x_ms_blob_condition_maxsize="6"))
    assert "InvalidHeaderValue" == code(photos("PUT", APPEND, b"x", x_ms_blob_condition_maxsize="six"))


def test_only_append_blobs_are_appended_to(photos: Photos) -> None:
    photos.put("log")

    assert "InvalidBlobType" == code(photos("PUT", APPEND, b"x"))
    assert "InvalidBlobType" == code(photos("PUT", "/log?comp=seal"))
    assert "BlobNotFound" == code(photos("PUT", "/none?comp=appendblock", b"x"))


def test_nothing_is_appended_to_a_sealed_blob(photos: Photos) -> None:
    log(photos)
    assert "InvalidHeaderValue" == code(photos("PUT", APPEND))
    assert 200 == photos("PUT", "/log?comp=seal").status

    assert "BlobIsSealed" == code(photos("PUT", APPEND, b"x"))
    assert "true" == photos("HEAD", "/log").headers["x-ms-blob-sealed"]
