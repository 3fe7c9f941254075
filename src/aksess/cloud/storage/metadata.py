"""Metadata: the ``x-ms-meta-`` headers of containers, blobs and queues."""

from __future__ import annotations

from collections.abc import Mapping

from aksess.cloud.pipeline.call import Call
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.response_headers import as_header, as_utf8

PREFIX = "x-ms-meta-"
# Microsoft Learn, "Setting and retrieving properties and metadata for Blob Storage": 8 KB in all.
MOST = 8 * 1024


def metadata_of(call: Call) -> dict[str, str]:
    """The metadata of a request, in the order of the names. Raises Fault(400): a name is no identifier, or too much."""
    found: dict[str, str] = {}
    for header, value in call.headers.items():
        name = str(header)
        if not name.lower().startswith(PREFIX):
            continue
        name = name[len(PREFIX) :]
        if not name:
            raise refusal("EmptyMetadataKey")
        if not name.isidentifier():
            raise refusal("InvalidMetadata", message=f"{name!r} is not a name for metadata: a C# identifier is wanted.")
        # What is not UTF-8 is shown as U+FFFD: no document can carry it.
        found[name] = as_utf8(str(value)).encode("utf-8", "replace").decode()
    if sum(len(name) + len(value) for name, value in found.items()) > MOST:
        raise refusal("MetadataTooLarge")
    return dict(sorted(found.items()))


def metadata_headers(metadata: Mapping[str, str]) -> list[tuple[str, str]]:
    """The headers that show metadata."""
    return [(as_header(f"{PREFIX}{name}"), as_header(value)) for name, value in metadata.items()]
