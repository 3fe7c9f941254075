from __future__ import annotations

from tests.storage_scene import code
from tests.unit.cloud.services.blob.conftest import Photos

APPEND = "/log?comp=appendblock"


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

    assert "InvalidBlobType" == code(photos("PUT", APPEND, b"x"))
    assert "true" == photos("HEAD", "/log").headers["x-ms-blob-sealed"]
