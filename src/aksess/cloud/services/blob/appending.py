"""Append blobs: Append Block, from the request or from a URL, and Seal Append Blob."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.blob import content
from aksess.cloud.services.blob.copying import source_bytes
from aksess.cloud.services.blob.headers import check_body, md5_of, written
from aksess.cloud.services.blob.records import APPEND, Blob
from aksess.cloud.services.blob.writing import blob_to_change, save
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.numbers import header_number

MOST_BLOCKS = 50_000


def append_block(call: Call) -> Answer:
    """Append Block. Raises Fault: 409 for another type or a full blob, 412 for a position or size that is not met."""
    check_body(call)
    return _append(call, call.body)


def append_block_from_url(call: Call) -> Answer:
    """Append Block From URL: what the source holds, or a range of it."""
    return _append(call, source_bytes(call))


def _append(call: Call, data: bytes) -> Answer:
    shelf, blob = blob_to_change(call)
    _check(call, blob, len(data))
    offset = blob.size
    blob.pieces = [*blob.pieces, *content.store(shelf.store, call.cloud.random_source, data)]
    blob.size += len(data)
    blob.appended += 1
    save(call, shelf, blob)
    said = (
        ("content-md5", md5_of(data)),
        ("x-ms-blob-append-offset", str(offset)),
        ("x-ms-blob-committed-block-count", str(blob.appended)),
    )
    return Answer(201, b"", (*written(blob), *said))


def seal_blob(call: Call) -> Answer:
    """Seal Append Blob: nothing more can be appended."""
    shelf, blob = blob_to_change(call)
    if blob.kind != APPEND:
        raise refusal("InvalidBlobType")
    blob.sealed = True
    save(call, shelf, blob)
    return Answer(200, b"", (*written(blob), ("x-ms-blob-sealed", "true")))


def _check(call: Call, blob: Blob, size: int) -> None:
    if blob.kind != APPEND:
        raise refusal("InvalidBlobType")
    if blob.sealed:
        raise refusal("BlobIsSealed")
    if not size:
        raise refusal("InvalidHeaderValue", message="A block has at least one byte.")
    if blob.appended >= MOST_BLOCKS:
        raise refusal("BlockCountExceedsLimit")
    position = header_number(call, "x-ms-blob-condition-appendpos")
    if position is not None and position != blob.size:
        raise refusal("AppendPositionConditionNotMet")
    largest = header_number(call, "x-ms-blob-condition-maxsize")
    if largest is not None and blob.size + size > largest:
        raise refusal("MaxBlobSizeConditionNotMet")
