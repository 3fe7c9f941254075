"""Get Blob and what else reads one: properties, metadata, snapshots."""

from __future__ import annotations

import re

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.blob import content, pages
from aksess.cloud.services.blob.containers import shelf_of
from aksess.cloud.services.blob.headers import md5_of, shown
from aksess.cloud.services.blob.leases import check_lease
from aksess.cloud.services.blob.records import ARCHIVE, PAGE, Blob, Shelf
from aksess.cloud.storage.conditions import check_read, conditions_of
from aksess.cloud.storage.dates import http_date
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.metadata import metadata_headers

_RANGE = re.compile(r"bytes=(\d{1,18})-(\d{0,18})", re.ASCII)
# Microsoft Learn, "Get Blob": the checksum of a range is given for ranges of up to 4 MiB.
LARGEST_CHECKED = 4 * 1024 * 1024
# A page blob may say that it is 8 TiB large; nobody is sent that from memory.
LARGEST_READ = 512 * 1024 * 1024


def found_blob(call: Call, shelf: Shelf) -> Blob:
    """The blob or snapshot that a call reads. Raises Fault: 404, and 304 or 412 by its conditions and lease."""
    blob = shelf.get(call.params["blob"], call.query.get("snapshot", ""))
    if blob is None:
        raise refusal("BlobNotFound")
    check_read(conditions_of(call), blob.state)
    if not blob.snapshot:
        check_lease(call, blob.lease, "Blob", writes=False)
    return blob


def get_blob(call: Call) -> Answer:
    """Get Blob, whole or one range."""
    shelf = shelf_of(call)
    blob = found_blob(call, shelf)
    if blob.tier == ARCHIVE:
        raise refusal("BlobArchived")
    asked = asked_range(call, blob.size)
    headers = shown(call, blob)
    if asked is None:
        if blob.headers.md5:
            headers.append(("content-md5", blob.headers.md5))
        body = read_range(shelf, blob, 0, blob.size - 1)
        return Answer(200, body, (*headers, ("content-length", str(len(body)))))
    first, last = asked
    body = read_range(shelf, blob, first, last)
    headers.append(("content-range", f"bytes {first}-{last}/{blob.size}"))
    if blob.headers.md5:
        headers.append(("x-ms-blob-content-md5", blob.headers.md5))
    if str(call.headers.get("x-ms-range-get-content-md5") or "").lower() == "true":
        if len(body) > LARGEST_CHECKED:
            raise refusal("OutOfRangeInput", message="A checksum is given for ranges of up to 4 MiB.")
        headers.append(("content-md5", md5_of(body)))
    return Answer(206, body, (*headers, ("content-length", str(len(body)))))


def get_properties(call: Call) -> Answer:
    """Get Blob Properties: what Get Blob says, without the content."""
    blob = found_blob(call, shelf_of(call))
    headers = shown(call, blob)
    if blob.headers.md5:
        headers.append(("content-md5", blob.headers.md5))
    return Answer(200, b"", (*headers, ("content-length", str(blob.size))))


def get_metadata(call: Call) -> Answer:
    """Get Blob Metadata."""
    blob = found_blob(call, shelf_of(call))
    headers = [("etag", blob.etag), ("last-modified", http_date(blob.changed)), *metadata_headers(blob.metadata)]
    return Answer(200, b"", tuple(headers))


def read_range(shelf: Shelf, blob: Blob, first: int, last: int) -> bytes:
    """The bytes of a blob from first to last, both included. Raises Fault(501): too many for one answer."""
    if last - first >= LARGEST_READ:
        raise refusal("OutOfRangeInput", status=501, message="The local Azure sends at most 512 MiB in one answer.")
    if blob.kind == PAGE:
        return pages.read(shelf.store, blob, first, last)
    return content.read(shelf.store, blob.pieces, first, last)


def asked_range(call: Call, size: int) -> tuple[int, int] | None:
    """First and last byte, both included, of the range that a read asks for; None for all. Raises Fault 400 or 416."""
    text = str(call.headers.get("x-ms-range") or call.headers.get("range") or "")
    if not text:
        return None
    asked = _RANGE.fullmatch(text.strip())
    if asked is None:
        # A range of another form is passed over, as RFC 9110, section 14.2, has it.
        return None
    first, last = int(asked[1]), int(asked[2] or size - 1)
    if first >= size:
        raise refusal("InvalidRange", headers=(("content-range", f"bytes */{size}"),))
    if last < first:
        raise refusal("InvalidHeaderValue", message=f"The range {text!r} ends before it starts.")
    return first, min(last, size - 1)
