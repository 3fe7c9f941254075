"""What a blob's headers are: read from a request, shown in an answer."""

from __future__ import annotations

import base64
import hashlib

from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.blob.leases import lease_headers
from aksess.cloud.services.blob.records import APPEND, BLOCK, PAGE, Blob, Headers
from aksess.cloud.storage.callers import SignatureCaller
from aksess.cloud.storage.dates import http_date
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.metadata import metadata_headers
from aksess.cloud.storage.response_headers import as_header

DEFAULT_TYPE = "application/octet-stream"

_GIVEN = (
    ("type", "x-ms-blob-content-type"),
    ("encoding", "x-ms-blob-content-encoding"),
    ("language", "x-ms-blob-content-language"),
    ("md5", "x-ms-blob-content-md5"),
    ("cache_control", "x-ms-blob-cache-control"),
    ("disposition", "x-ms-blob-content-disposition"),
)
# How a signature overrides what a reader is shown.
_OVERRIDES = (
    ("cache-control", "rscc"),
    ("content-disposition", "rscd"),
    ("content-encoding", "rsce"),
    ("content-language", "rscl"),
    ("content-type", "rsct"),
)


def given_headers(call: Call) -> Headers:
    """The ``x-ms-blob-`` headers of a request."""
    return Headers(**{field: str(call.headers.get(name) or "") for field, name in _GIVEN})


def any_given(call: Call) -> bool:
    """Whether a request has an ``x-ms-blob-`` header of the content at all, an empty one too."""
    return any(call.headers.get(name) is not None for _, name in _GIVEN)


def upload_headers(call: Call) -> Headers:
    """As ``given_headers``; what Put Blob is not told by an ``x-ms-blob-`` header it takes from the plain one."""
    given = given_headers(call)
    return Headers(
        given.type or str(call.headers.get("content-type") or DEFAULT_TYPE),
        given.encoding or str(call.headers.get("content-encoding") or ""),
        given.language or str(call.headers.get("content-language") or ""),
        given.md5,
        given.cache_control or str(call.headers.get("cache-control") or ""),
        given.disposition,
    )


def md5_of(data: bytes) -> str:
    """The base64 MD5 of bytes, which Storage keeps as a checksum."""
    return base64.b64encode(hashlib.md5(data, usedforsecurity=False).digest()).decode()


def check_body(call: Call) -> str:
    """The MD5 of the body. Raises Fault(400) where ``Content-MD5`` says another, 501 for checks that are not done."""
    for header in ("x-ms-content-crc64", "x-ms-structured-body"):
        if call.headers.get(header):
            raise refusal("UnsupportedHeader", status=501, message=f"The local Azure does not check {header}.")
    made = md5_of(call.body)
    said = str(call.headers.get("content-md5") or "")
    if said and said != made:
        raise refusal("Md5Mismatch" if _is_md5(said) else "InvalidMd5")
    return made


def check_stored_md5(said: str) -> None:
    """Raise Fault(400) where the MD5 that a client wants kept is none."""
    if said and not _is_md5(said):
        raise refusal("InvalidMd5")


def written(blob: Blob) -> list[tuple[str, str]]:
    """The headers of an answer to a write."""
    return [
        ("etag", blob.etag),
        ("last-modified", http_date(blob.changed)),
        ("x-ms-request-server-encrypted", "true"),
    ]


def shown(call: Call, blob: Blob) -> list[tuple[str, str]]:
    """The headers of Get Blob and Get Blob Properties, but the content's length and checksum."""
    found = [
        ("etag", blob.etag),
        ("last-modified", http_date(blob.changed)),
        ("x-ms-creation-time", http_date(blob.created)),
        ("x-ms-blob-type", blob.kind),
        ("x-ms-server-encrypted", "true"),
        ("accept-ranges", "bytes"),
        *_content_headers(call, blob.headers),
        *metadata_headers(blob.metadata),
        *_kind_headers(blob),
        *_copy_headers(blob),
    ]
    if not blob.snapshot:
        found += lease_headers(blob.lease, call.now)
    if blob.tags:
        found.append(("x-ms-tag-count", str(len(blob.tags))))
    return found


def _content_headers(call: Call, headers: Headers) -> list[tuple[str, str]]:
    kept = {
        "content-type": headers.type or DEFAULT_TYPE,
        "content-encoding": headers.encoding,
        "content-language": headers.language,
        "cache-control": headers.cache_control,
        "content-disposition": headers.disposition,
    }
    if isinstance(call.caller, SignatureCaller):
        kept.update({name: as_header(call.query[key]) for name, key in _OVERRIDES if call.query.get(key)})
    return [(name, value) for name, value in kept.items() if value]


def _kind_headers(blob: Blob) -> list[tuple[str, str]]:
    if blob.kind == APPEND:
        sealed = [("x-ms-blob-sealed", "true")] if blob.sealed else []
        return [("x-ms-blob-committed-block-count", str(blob.appended)), *sealed]
    if blob.kind == PAGE:
        return [("x-ms-blob-sequence-number", str(blob.sequence))]
    if blob.kind == BLOCK and blob.tier:
        return [("x-ms-access-tier", blob.tier), ("x-ms-access-tier-change-time", http_date(blob.tier_changed))]
    return [("x-ms-access-tier", "Hot"), ("x-ms-access-tier-inferred", "true")]


def _copy_headers(blob: Blob) -> list[tuple[str, str]]:
    copied = blob.copied
    if copied is None:
        return []
    return [
        ("x-ms-copy-id", copied.id),
        ("x-ms-copy-source", copied.source),
        ("x-ms-copy-status", "success"),
        ("x-ms-copy-progress", f"{copied.size}/{copied.size}"),
        ("x-ms-copy-completion-time", http_date(copied.when)),
    ]


def _is_md5(text: str) -> bool:
    try:
        return len(base64.b64decode(text, validate=True)) == 16
    except ValueError:
        return False
