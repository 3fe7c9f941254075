"""``If-Match`` and ``If-None-Match``, as App Configuration weighs them."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.appconfig.errors import not_modified, precondition_failed


def check_read(call: Call, etag: str, headers: tuple[tuple[str, str], ...] = ()) -> None:
    """Raise Fault 304 or 412 where a read must not go on. headers: more for the 304."""
    if (given := _given(call, "if-match")) and not _names(given, etag):
        raise precondition_failed()
    if (given := _given(call, "if-none-match")) and _names(given, etag):
        raise not_modified(etag, headers)


def check_write(call: Call, etag: str | None) -> None:
    """Raise Fault(412) where a write must not go on. etag: of what is there, None where nothing is."""
    if (given := _given(call, "if-match")) and (etag is None or not _names(given, etag)):
        raise precondition_failed()
    if (given := _given(call, "if-none-match")) and etag is not None and _names(given, etag):
        raise precondition_failed()


def _given(call: Call, name: str) -> str:
    return str(call.headers.get(name) or "").strip()


def _names(header: str, etag: str) -> bool:
    tags = {tag.strip().strip('"') for tag in header.split(",")}
    return "*" in tags or etag in tags
