"""Copies from a blob of this cloud: Copy Blob, Copy Blob From URL, Put Blob From URL, Put Block From URL.

What Append Block From URL and Put Page From URL take is read here too.

Microsoft Learn, "Copy Blob": a source in the same account is read with the caller's own proof, one elsewhere with
the signature in its URL, with a token of its own, or as anybody where it is public.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.operation import Operation
from aksess.cloud.services.blob import content, pages
from aksess.cloud.services.blob.authz import AUTHORIZATION
from aksess.cloud.services.blob.blocks import block_id, stage
from aksess.cloud.services.blob.containers import find_container
from aksess.cloud.services.blob.headers import check_stored_md5, given_headers, md5_of, written
from aksess.cloud.services.blob.reading import read_range
from aksess.cloud.services.blob.records import BLOCK, PAGE, Blob, Copied, Headers, Shelf
from aksess.cloud.services.blob.requirements import READ_BLOB, SIGNED_READ
from aksess.cloud.services.blob.uploads import describe
from aksess.cloud.services.blob.writing import (
    check_overwrite,
    drop_content,
    drop_staged,
    new_blob,
    place_of,
)
from aksess.cloud.storage.account import account_of
from aksess.cloud.storage.address import split
from aksess.cloud.storage.callers import AnonymousCaller, SignatureCaller
from aksess.cloud.storage.conditions import check_write, conditions_of
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.metadata import metadata_of
from aksess.cloud.storage.operation import operation
from aksess.cloud.storage.response_headers import header_text

SUFFIX = ".blob.core.windows.net"
_RANGE = re.compile(r"bytes=(\d{1,18})-(\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Source:
    """A blob to copy from. url: as the client wrote it, without its signature."""

    url: str
    shelf: Shelf
    blob: Blob


def copy_blob(call: Call) -> Answer:
    """Copy Blob and Copy Blob From URL: done when answered, both of them."""
    source = source_of(call)
    place = place_of(call)
    check_overwrite(call, place.before)
    blob = new_blob(call, place, source.blob.kind)
    _take(call, source, blob)
    if place.before is not None:
        drop_content(place.shelf, place.before)
    drop_staged(place.shelf, place.name)
    place.shelf.put(blob)
    said = (("x-ms-copy-id", blob.copied.id if blob.copied else ""), ("x-ms-copy-status", "success"))
    return Answer(202, b"", (*written(blob), *said))


def put_blob_from_url(call: Call) -> Answer:
    """Put Blob From URL: a block blob with the content of the source."""
    source = source_of(call)
    place = place_of(call)
    check_overwrite(call, place.before)
    blob = new_blob(call, place, BLOCK)
    data = read_range(source.shelf, source.blob, 0, source.blob.size - 1)
    _check_source(call, data)
    describe(call, blob)
    given = given_headers(call)
    alike = str(call.headers.get("x-ms-copy-source-blob-properties") or "true").lower() == "true"
    blob.headers = source.blob.headers if alike and given == Headers() else given
    blob.pieces = content.store(call.cloud.store, call.cloud.random_source, data)
    blob.size = len(data)
    if place.before is not None:
        drop_content(place.shelf, place.before)
    drop_staged(place.shelf, place.name)
    place.shelf.put(blob)
    return Answer(201, b"", tuple(written(blob)))


def put_block_from_url(call: Call) -> Answer:
    """Put Block From URL: a block with the content of the source, or a range of it."""
    data = source_bytes(call)
    place = place_of(call)
    stage(call, place, block_id(call, place), data)
    return Answer(201, b"", (("content-md5", md5_of(data)), ("x-ms-request-server-encrypted", "true")))


def source_of(call: Call) -> Source:
    """The source that ``x-ms-copy-source`` names, proven and weighed as a read of its own. Raises Fault."""
    try:
        parts = urlsplit(header_text(call, "x-ms-copy-source"))
    except ValueError as error:
        raise refusal("InvalidHeaderValue", message="x-ms-copy-source is not a URL.") from error
    host = parts.netloc.partition(":")[0].lower()
    if not host.endswith(SUFFIX):
        raise refusal(
            "CannotVerifyCopySource",
            status=501,
            message=f"The local Azure copies from its own blobs only, not from {host or 'a source without a host'}.",
        )
    reads = _read_call(call, host, parts.path, parts.query)
    AUTHORIZATION.authorize(reads, READ)
    container = find_container(reads, account_of(reads), reads.params["container"])
    shelf = Shelf(call.cloud.store, container) if container else None
    blob = shelf.get(reads.params["blob"], reads.query.get("snapshot", "")) if shelf else None
    if shelf is None or blob is None:
        raise refusal("CannotVerifyCopySource", message="The specified resource does not exist.")
    check_write(conditions_of(call, "x-ms-source-"), blob.state, "SourceConditionNotMet")
    shown = str(call.headers.get("x-ms-copy-source")).partition("?")[0]
    return Source(shown, shelf, blob)


def source_bytes(call: Call) -> bytes:
    """The content of the source, or the range of it that is asked for. Raises Fault."""
    source = source_of(call)
    first, last = 0, source.blob.size - 1
    text = str(call.headers.get("x-ms-source-range") or "")
    if text:
        asked = _RANGE.fullmatch(text)
        if asked is None or int(asked[2]) > last or int(asked[2]) < int(asked[1]):
            raise refusal("InvalidHeaderValue", message=f"x-ms-source-range is {text!r}; the source ends at {last}.")
        first, last = int(asked[1]), int(asked[2])
    data = read_range(source.shelf, source.blob, first, last)
    _check_source(call, data)
    return data


def _read_call(call: Call, host: str, path: str, query: str) -> Call:
    """The read of the source as a call of its own, its caller proven."""
    authorization = str(call.headers.get("x-ms-copy-source-authorization") or "")
    headers = {"x-ms-version": str(call.headers.get("x-ms-version") or ""), "authorization": authorization}
    reads = Call(call.cloud, call.origin, "GET", host, path, query, headers)
    reads.request_id = call.request_id
    container, name = split(path)
    reads.params = {"container": container, "blob": name}
    if not authorization and not reads.query.get("sig") and host == call.host and _reads_all(call):
        reads.caller = call.caller
    else:
        AUTHORIZATION.authenticate(reads, READ)
    return reads


def _reads_all(call: Call) -> bool:
    # A signature was given for what its own URL names; it says nothing of the source.
    return not isinstance(call.caller, (SignatureCaller, AnonymousCaller))


def _take(call: Call, source: Source, blob: Blob) -> None:
    blob.headers = source.blob.headers
    describe(call, blob)
    blob.metadata = metadata_of(call) or source.blob.metadata
    blob.size = source.blob.size
    blob.copied = Copied(call.cloud.random_source.uuid(), source.url, blob.size, call.now)
    if blob.kind == PAGE:
        _take_pages(call, source, blob)
        return
    data = content.read_all(source.shelf.store, source.blob.pieces)
    _check_source(call, data)
    blob.pieces = content.store(call.cloud.store, call.cloud.random_source, data)
    blob.appended = source.blob.appended


def _take_pages(call: Call, source: Source, blob: Blob) -> None:
    blob.pages = call.cloud.random_source.hex(16)
    blob.sequence = source.blob.sequence
    pages.copy(call.cloud.store, source.blob, blob)


def _check_source(call: Call, data: bytes) -> None:
    """Raise Fault(400) where ``x-ms-source-content-md5`` says that the source is another."""
    said = str(call.headers.get("x-ms-source-content-md5") or "")
    check_stored_md5(said)
    if said and said != md5_of(data):
        raise refusal("Md5Mismatch")


def _never(_: Call) -> Answer:
    raise RuntimeError("the read of a copy's source is proven and checked, never run")


READ: Operation = operation("get blob", READ_BLOB, _never, SIGNED_READ)
