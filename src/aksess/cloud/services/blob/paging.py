"""Page blobs: Put Page (update and clear), from the request or from a URL, and Get Page Ranges."""

from __future__ import annotations

import re

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.blob import pages
from aksess.cloud.services.blob.containers import shelf_of
from aksess.cloud.services.blob.copying import source_bytes
from aksess.cloud.services.blob.headers import check_body, md5_of, written
from aksess.cloud.services.blob.reading import asked_range, found_blob
from aksess.cloud.services.blob.records import PAGE, Blob
from aksess.cloud.services.blob.writing import blob_to_change, save
from aksess.cloud.storage.dates import http_date
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.numbers import header_number
from aksess.cloud.storage.xml_documents import element, write

LARGEST_WRITE = 4 * 1024 * 1024
_RANGE = re.compile(r"bytes=(\d{1,18})-(\d{1,18})", re.ASCII)


def put_page(call: Call) -> Answer:
    """Put Page: write the body over a range, or clear the range."""
    check_body(call)
    return _put(call, call.body)


def put_page_from_url(call: Call) -> Answer:
    """Put Page From URL: write what the source holds, or a range of it, over a range."""
    return _put(call, source_bytes(call))


def _put(call: Call, data: bytes) -> Answer:
    shelf, blob = blob_to_change(call)
    if blob.kind != PAGE:
        raise refusal("InvalidBlobType")
    first, last = _range(call, blob)
    _check_sequence(call, blob)
    action = str(call.headers.get("x-ms-page-write") or "").lower()
    if action == "update":
        if len(data) != last - first + 1 or len(data) > LARGEST_WRITE:
            raise refusal("InvalidHeaderValue", message="The content must be as long as the range, at most 4 MiB.")
        pages.write(shelf.store, blob, first, data)
    elif action == "clear" and not data:
        pages.clear(shelf.store, blob, first, last)
    else:
        raise refusal("InvalidHeaderValue", message=f"x-ms-page-write is {action!r}; expected update, or clear.")
    save(call, shelf, blob)
    said = (("content-md5", md5_of(data)), ("x-ms-blob-sequence-number", str(blob.sequence)))
    return Answer(201, b"", (*written(blob), *said))


def get_page_ranges(call: Call) -> Answer:
    """Get Page Ranges: what was written, in order."""
    if call.query.get("prevsnapshot") or call.headers.get("x-ms-previous-snapshot-url"):
        raise refusal("InvalidInput", status=501, message="The local Azure does not compare snapshots of pages.")
    blob = found_blob(call, shelf_of(call))
    if blob.kind != PAGE:
        raise refusal("InvalidBlobType")
    # A client that wants all asks for "bytes=0-" (storage-blob for JavaScript).
    first, last = asked_range(call, blob.size) or (0, blob.size - 1)
    found = [
        element("PageRange", element("Start", text=str(start)), element("End", text=str(end)))
        for start, end in pages.overlap(blob.ranges, first, last)
    ]
    headers = (
        ("content-type", "application/xml"),
        ("etag", blob.etag),
        ("last-modified", http_date(blob.changed)),
        ("x-ms-blob-content-length", str(blob.size)),
    )
    return Answer(200, write(element("PageList", *found)), headers)


def _range(call: Call, blob: Blob) -> tuple[int, int]:
    text = str(call.headers.get("x-ms-range") or call.headers.get("range") or "")
    asked = _RANGE.fullmatch(text.strip())
    if asked is None:
        raise refusal("InvalidHeaderValue", message=f"The range is {text!r}; expected bytes=FIRST-LAST.")
    first, last = int(asked[1]), int(asked[2])
    if first % pages.PAGE or (last + 1) % pages.PAGE or last < first or last >= blob.size:
        raise refusal("InvalidPageRange")
    return first, last


def _check_sequence(call: Call, blob: Blob) -> None:
    comparisons = (("le", blob.sequence.__le__), ("lt", blob.sequence.__lt__), ("eq", blob.sequence.__eq__))
    for name, holds in comparisons:
        wanted = header_number(call, f"x-ms-if-sequence-number-{name}")
        if wanted is not None and not holds(wanted):
            raise refusal("SequenceNumberConditionNotMet")
