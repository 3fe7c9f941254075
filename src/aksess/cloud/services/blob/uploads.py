"""Put Blob: a block blob with its content, an empty append blob, a page blob of zeros."""

from __future__ import annotations

from urllib.parse import parse_qsl

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.blob import content, pages
from aksess.cloud.services.blob.headers import check_body, check_stored_md5, upload_headers, written
from aksess.cloud.services.blob.records import APPEND, ARCHIVE, BLOCK, PAGE, Blob, Headers
from aksess.cloud.services.blob.tags import check_tags
from aksess.cloud.services.blob.writing import (
    check_overwrite,
    drop_content,
    drop_staged,
    new_blob,
    place_of,
)
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.metadata import metadata_of
from aksess.cloud.storage.numbers import header_number

TIERS = ("Hot", "Cool", "Cold", ARCHIVE)
LARGEST_PAGE_BLOB = 8 * 1024**4


def put_blob(call: Call) -> Answer:
    """Put Blob, of the type that ``x-ms-blob-type`` names."""
    kind = str(call.headers.get("x-ms-blob-type") or "")
    if kind not in (BLOCK, APPEND, PAGE):
        code = "InvalidHeaderValue" if kind else "MissingRequiredHeader"
        raise refusal(code, message=f"x-ms-blob-type is {kind!r}; expected {BLOCK}, {APPEND} or {PAGE}.")
    md5 = check_body(call)
    place = place_of(call)
    check_overwrite(call, place.before)
    blob = new_blob(call, place, kind)
    blob.headers = _headers(call, kind, md5)
    describe(call, blob)
    if place.before is not None:
        drop_content(place.shelf, place.before)
    drop_staged(place.shelf, place.name)
    _fill(call, blob)
    place.shelf.put(blob)
    return Answer(201, b"", (*written(blob), ("content-md5", md5)) if kind == BLOCK else tuple(written(blob)))


def describe(call: Call, blob: Blob) -> None:
    """Give a new blob the metadata, tags and tier of a request."""
    blob.metadata = metadata_of(call)
    text = str(call.headers.get("x-ms-tags") or "")
    blob.tags = check_tags(dict(parse_qsl(text, keep_blank_values=True)))
    blob.tier = tier_of(call)
    blob.tier_changed = call.now if blob.tier else 0.0


def tier_of(call: Call) -> str:
    """The access tier that a request asks for, or the empty text. Raises Fault(400): there is no such tier."""
    tier = str(call.headers.get("x-ms-access-tier") or "")
    if tier and tier not in TIERS:
        raise refusal("InvalidHeaderValue", message=f"x-ms-access-tier is {tier!r}; expected {', '.join(TIERS)}.")
    return tier


def _headers(call: Call, kind: str, md5: str) -> Headers:
    given = upload_headers(call)
    check_stored_md5(given.md5)
    if given.md5 and kind == BLOCK and given.md5 != md5:
        raise refusal("Md5Mismatch")
    kept = given.md5 or (md5 if kind == BLOCK else "")
    return Headers(given.type, given.encoding, given.language, kept, given.cache_control, given.disposition)


def _fill(call: Call, blob: Blob) -> None:
    if blob.kind == BLOCK:
        blob.pieces = content.store(call.cloud.store, call.cloud.random_source, call.body)
        blob.size = len(call.body)
        return
    if call.body:
        raise refusal("InvalidInput", message=f"A new {blob.kind} has no content; the request has a body.")
    if blob.kind == PAGE:
        blob.size = page_length(call)
        blob.sequence = header_number(call, "x-ms-blob-sequence-number") or 0
        blob.pages = call.cloud.random_source.hex(16)


def page_length(call: Call) -> int:
    """The size that a request gives a page blob. Raises Fault(400): not a multiple of 512 bytes, or too large."""
    length = header_number(call, "x-ms-blob-content-length")
    if length is None:
        raise refusal("MissingRequiredHeader", message="x-ms-blob-content-length is wanted.")
    if length % pages.PAGE or length > LARGEST_PAGE_BLOB:
        raise refusal("InvalidHeaderValue", message="x-ms-blob-content-length must be a multiple of 512 bytes.")
    return length
