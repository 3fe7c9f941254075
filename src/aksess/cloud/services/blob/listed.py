"""One entry of List Blobs."""

from __future__ import annotations

import re
from urllib.parse import quote

from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.blob.headers import DEFAULT_TYPE
from aksess.cloud.services.blob.leases import LeaseState, locked, state_at
from aksess.cloud.services.blob.records import APPEND, BLOCK, PAGE, Blob
from aksess.cloud.storage.dates import http_date
from aksess.cloud.storage.xml_documents import Element, element

# What XML 1.0 cannot carry (https://www.w3.org/TR/xml/#charsets).
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def listed_blob(call: Call, blob: Blob, includes: set[str]) -> Element:
    """A blob or snapshot. includes: what the client wants beside its properties."""
    parts = [_name(blob.name)]
    if blob.snapshot:
        parts.append(element("Snapshot", text=blob.snapshot))
    found = [*_properties(blob), *_content(blob), *_kind(blob)]
    if not blob.snapshot:
        found += _lease(call, blob)
    if "copy" in includes and blob.copied is not None:
        found += _copy(blob)
    if blob.tags:
        found.append(("TagCount", str(len(blob.tags))))
    parts.append(element("Properties", *[element(name, text=value) for name, value in found]))
    if "metadata" in includes:
        parts.append(element("Metadata", *[element(name, text=value) for name, value in blob.metadata.items()]))
    if "tags" in includes and blob.tags:
        parts.append(_tags(blob))
    return element("Blob", *parts)


def listed_prefix(folder: str) -> Element:
    """What many names share up to the delimiter."""
    return element("BlobPrefix", _name(folder))


def listed_uncommitted(name: str) -> Element:
    """A blob that has uncommitted blocks and nothing else yet."""
    properties = element("Properties", element("Content-Length", text="0"), element("BlobType", text=BLOCK))
    return element("Blob", _name(name), properties)


def _name(name: str) -> Element:
    # Microsoft Learn, "List Blobs": from 2021-02-12 a name that XML cannot carry is percent-encoded and says so.
    if _UNSPEAKABLE.search(name):
        return element("Name", text=quote(name, safe="/"), attributes={"Encoded": "true"})
    return element("Name", text=name)


def _properties(blob: Blob) -> list[tuple[str, str]]:
    return [
        ("Creation-Time", http_date(blob.created)),
        ("Last-Modified", http_date(blob.changed)),
        ("Etag", blob.etag.strip('"')),
        ("Content-Length", str(blob.size)),
    ]


def _content(blob: Blob) -> list[tuple[str, str]]:
    headers = blob.headers
    return [
        ("Content-Type", headers.type or DEFAULT_TYPE),
        ("Content-Encoding", headers.encoding),
        ("Content-Language", headers.language),
        ("Content-MD5", headers.md5),
        ("Cache-Control", headers.cache_control),
        ("Content-Disposition", headers.disposition),
    ]


def _kind(blob: Blob) -> list[tuple[str, str]]:
    found = [("BlobType", blob.kind), ("ServerEncrypted", "true")]
    if blob.kind == BLOCK:
        found.append(("AccessTier", blob.tier or "Hot"))
        if blob.tier:
            found.append(("AccessTierChangeTime", http_date(blob.tier_changed)))
        else:
            found.append(("AccessTierInferred", "true"))
    if blob.kind == PAGE:
        found.append(("x-ms-blob-sequence-number", str(blob.sequence)))
    if blob.kind == APPEND and blob.sealed:
        found.append(("Sealed", "true"))
    return found


def _lease(call: Call, blob: Blob) -> list[tuple[str, str]]:
    state = state_at(blob.lease, call.now)
    found = [("LeaseStatus", "locked" if locked(blob.lease, call.now) else "unlocked"), ("LeaseState", state.value)]
    if state is LeaseState.LEASED:
        found.append(("LeaseDuration", "infinite" if blob.lease.duration < 0 else "fixed"))
    return found


def _copy(blob: Blob) -> list[tuple[str, str]]:
    copied = blob.copied
    if copied is None:
        return []
    return [
        ("CopyId", copied.id),
        ("CopySource", copied.source),
        ("CopyStatus", "success"),
        ("CopyProgress", f"{copied.size}/{copied.size}"),
        ("CopyCompletionTime", http_date(copied.when)),
    ]


def _tags(blob: Blob) -> Element:
    found = [element("Tag", element("Key", text=key), element("Value", text=value)) for key, value in blob.tags.items()]
    return element("Tags", element("TagSet", *found))
