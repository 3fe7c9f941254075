"""Changes of a blob that is there: properties, metadata, tier, snapshots, deletion."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.blob import content, pages
from aksess.cloud.services.blob.containers import new_etag, shelf_of
from aksess.cloud.services.blob.headers import any_given, check_stored_md5, given_headers, written
from aksess.cloud.services.blob.leases import check_lease
from aksess.cloud.services.blob.reading import found_blob
from aksess.cloud.services.blob.records import BLOCK, PAGE, Blob, Lease, Shelf
from aksess.cloud.services.blob.uploads import page_length, tier_of
from aksess.cloud.services.blob.writing import blob_to_change, drop_content, drop_staged, save
from aksess.cloud.storage.dates import http_date, precise
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.metadata import metadata_of
from aksess.cloud.storage.numbers import header_number

# Snapshots are told apart by their time, in steps of a microsecond.
TICK = 1e-6


def set_properties(call: Call) -> Answer:
    """Set Blob Properties: a header that is left out is cleared, where any is given; the checksum too."""
    shelf, blob = blob_to_change(call)
    if any_given(call):
        given = given_headers(call)
        check_stored_md5(given.md5)
        blob.headers = given
    if blob.kind == PAGE:
        _set_page_properties(call, shelf, blob)
    save(call, shelf, blob)
    sequence = [("x-ms-blob-sequence-number", str(blob.sequence))] if blob.kind == PAGE else []
    return Answer(200, b"", (("etag", blob.etag), ("last-modified", http_date(blob.changed)), *sequence))


def set_metadata(call: Call) -> Answer:
    """Set Blob Metadata: all of it at once."""
    shelf, blob = blob_to_change(call)
    blob.metadata = metadata_of(call)
    save(call, shelf, blob)
    return Answer(200, b"", tuple(written(blob)))


def set_tier(call: Call) -> Answer:
    """Set Blob Tier of a block blob. The entity tag stays."""
    shelf, blob = blob_to_change(call)
    tier = tier_of(call)
    if not tier:
        raise refusal("MissingRequiredHeader", message="x-ms-access-tier is wanted.")
    if blob.kind != BLOCK:
        raise refusal("InvalidBlobType")
    blob.tier, blob.tier_changed = tier, call.now
    shelf.put(blob)
    return Answer(200)


def snapshot_blob(call: Call) -> Answer:
    """Snapshot Blob: a copy that cannot be written, named by its time."""
    shelf = shelf_of(call)
    blob = found_blob(call, shelf)
    check_lease(call, blob.lease, "Blob", writes=False)
    taken = shelf.snapshots(blob.name)
    moment = call.now
    while taken and precise(moment) <= taken[-1].snapshot:
        moment += TICK
    copy = _copy(call, shelf, blob)
    copy.snapshot = precise(moment)
    given = metadata_of(call)
    if given:
        copy.metadata, copy.etag, copy.changed = given, new_etag(call), call.now
    shelf.put(copy)
    return Answer(201, b"", (("x-ms-snapshot", copy.snapshot), *written(copy)))


def delete_blob(call: Call) -> Answer:
    """Delete Blob: one snapshot, the blob with its snapshots, or only those."""
    shelf, blob = blob_to_change(call, snapshots=True)
    wanted = str(call.headers.get("x-ms-delete-snapshots") or "").lower()
    if wanted not in ("", "include", "only"):
        raise refusal("InvalidHeaderValue", message=f"x-ms-delete-snapshots is {wanted!r}; expected include or only.")
    if not blob.snapshot:
        taken = shelf.snapshots(blob.name)
        if taken and not wanted:
            raise refusal("SnapshotsPresent")
        for each in taken:
            _drop(shelf, each)
    if blob.snapshot or wanted != "only":
        _drop(shelf, blob)
    return Answer(202, b"", (("x-ms-delete-type-permanent", "true"),))


def _drop(shelf: Shelf, blob: Blob) -> None:
    drop_content(shelf, blob)
    shelf.remove(blob)
    if not blob.snapshot:
        drop_staged(shelf, blob.name)


def _copy(call: Call, shelf: Shelf, blob: Blob) -> Blob:
    copy = Blob(
        name=blob.name,
        kind=blob.kind,
        etag=blob.etag,
        created=blob.created,
        changed=blob.changed,
        size=blob.size,
        headers=blob.headers,
        metadata=blob.metadata,
        tags=blob.tags,
        tier=blob.tier,
        tier_changed=blob.tier_changed,
        lease=Lease(),
        copied=blob.copied,
        appended=blob.appended,
        sealed=blob.sealed,
        sequence=blob.sequence,
    )
    if blob.kind == PAGE:
        copy.pages = call.cloud.random_source.hex(16)
        pages.copy(shelf.store, blob, copy)
    else:
        copy.pieces = content.store(shelf.store, call.cloud.random_source, content.read_all(shelf.store, blob.pieces))
    return copy


def _set_page_properties(call: Call, shelf: Shelf, blob: Blob) -> None:
    if call.headers.get("x-ms-blob-content-length"):
        size = page_length(call)
        if size < blob.size:
            pages.clear(shelf.store, blob, size, blob.size - 1)
        blob.size = size
    action = str(call.headers.get("x-ms-sequence-number-action") or "").lower()
    given = header_number(call, "x-ms-blob-sequence-number") or 0
    match action:
        case "":
            return
        case "max":
            blob.sequence = max(blob.sequence, given)
        case "update":
            blob.sequence = given
        case "increment":
            blob.sequence += 1
        case _:
            raise refusal("InvalidHeaderValue", message=f"x-ms-sequence-number-action is {action!r}.")
