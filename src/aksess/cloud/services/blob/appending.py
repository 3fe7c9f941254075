"""Append blobs: Append Block, Seal Append Blob."""

from __future__ import annotations

from aksess.cloud.call import Answer, Call
from aksess.cloud.services.blob import content
from aksess.cloud.services.blob.headers import check_body, written
from aksess.cloud.services.blob.records import APPEND, Blob
from aksess.cloud.services.blob.writing import blob_to_change, save
from aksess.cloud.storage.faults import refusal
from aksess.cloud.storage.numbers import header_number

MOST_BLOCKS = 50_000


def append_block(call: Call) -> Answer:
    """Append Block. Raises Fault: 409 for another type or a full blob, 412 for a position or size that is not met."""
    md5 = check_body(call)
    shelf, blob = blob_to_change(call)
    _check(call, blob)
    offset = blob.size
    blob.pieces = [*blob.pieces, *content.store(shelf.world, call.cloud.chance, call.body)]
    blob.size += len(call.body)
    blob.appended += 1
    save(call, shelf, blob)
    said = (
        ("content-md5", md5),
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


def _check(call: Call, blob: Blob) -> None:
    if blob.kind != APPEND or blob.sealed:
        raise refusal("InvalidBlobType")
    if not call.body:
        raise refusal("InvalidHeaderValue", message="A block has at least one byte.")
    if blob.appended >= MOST_BLOCKS:
        raise refusal("BlockCountExceedsLimit")
    position = header_number(call, "x-ms-blob-condition-appendpos")
    if position is not None and position != blob.size:
        raise refusal("AppendPositionConditionNotMet")
    largest = header_number(call, "x-ms-blob-condition-maxsize")
    if largest is not None and blob.size + len(call.body) > largest:
        raise refusal("MaxBlobSizeConditionNotMet")
