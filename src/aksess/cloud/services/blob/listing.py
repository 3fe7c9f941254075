"""List Blobs: flat, or by a delimiter as in folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.blob.containers import container_of
from aksess.cloud.services.blob.listed import listed_blob, listed_prefix, listed_uncommitted
from aksess.cloud.services.blob.records import Shelf
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.listing import marked, marker_for, page_size
from aksess.cloud.storage.xml_documents import Element, element, write

_ECHOED = (("Prefix", "prefix"), ("Marker", "marker"), ("MaxResults", "maxresults"), ("Delimiter", "delimiter"))
INCLUDES = {
    "snapshots", "metadata", "uncommittedblobs", "copy", "deleted", "tags", "versions", "deletedwithversions",
    "immutabilitypolicy", "legalhold", "permissions", "",
}  # fmt: skip

# What is listed: the name, and the time where it is a snapshot. A snapshot comes before its blob.
Entry = tuple[str, str]
LAST = "\U0010ffff"


def list_blobs(call: Call) -> Answer:
    """List Blobs, by name; ``prefix``, ``delimiter``, ``marker``, ``maxresults``, ``include``, ``startFrom``."""
    container = container_of(call)
    shelf = Shelf(call.cloud.store, container)
    includes = set(call.query.get("include", "").lower().split(","))
    if includes - INCLUDES:
        raise refusal("InvalidQueryParameterValue", message=f"include has {sorted(includes - INCLUDES)}.")
    size = page_size(call)
    found, following = _page(call, shelf, includes, size)
    echoed = [element(name, text=call.query[key]) for name, key in _ECHOED if call.query.get(key)]
    body = element(
        "EnumerationResults",
        *echoed,
        element("Blobs", *found),
        element("NextMarker", text=following),
        attributes={"ServiceEndpoint": f"https://{call.host}/", "ContainerName": quote(container.name, safe="$")},
    )
    return Answer(200, write(body), (("content-type", "application/xml"),))


def _page(call: Call, shelf: Shelf, includes: set[str], size: int) -> tuple[list[Element], str]:
    prefix, delimiter, start = call.query.get("prefix", ""), call.query.get("delimiter", ""), marked(call)
    first = call.query.get("startfrom", "")
    staged = set(shelf.staged_names(prefix)) if "uncommittedblobs" in includes else set()
    found: list[Element] = []
    entries = (each for each in _entries(shelf, prefix, includes, staged) if each[0] >= first)
    for folder, name, time in _grouped(entries, prefix, delimiter):
        at = folder or f"{name}\0{time or LAST}"
        if at < start:
            continue
        if len(found) == size:
            return found, marker_for(at)
        blob = None if folder else shelf.get(name, time)
        if folder:
            found.append(listed_prefix(folder))
        elif blob is not None:
            found.append(listed_blob(call, blob, includes))
        else:
            found.append(listed_uncommitted(name))
    return found, ""


def _entries(shelf: Shelf, prefix: str, includes: set[str], staged: set[str]) -> Iterable[Entry]:
    names = shelf.names(prefix)
    found: list[Entry] = [(name, LAST) for name in {*names, *staged}]
    if "snapshots" in includes:
        found += shelf.snapshot_names(prefix)
    return ((name, "" if time == LAST else time) for name, time in sorted(found))


def _grouped(entries: Iterable[Entry], prefix: str, delimiter: str) -> Iterator[tuple[str, str, str]]:
    """Folder, name and time: a folder once for all that is in it, in the place of its first name."""
    seen = ""
    for name, time in entries:
        head, found, _ = name[len(prefix) :].partition(delimiter) if delimiter else (name, "", "")
        if not found:
            yield "", name, time
        elif (folder := prefix + head + delimiter) != seen:
            seen = folder
            yield folder, "", ""
