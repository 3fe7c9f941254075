"""The content of page blobs: chunks of 64 KiB, of which only those that were written are kept."""

from __future__ import annotations

from aksess.cloud.services.blob.records import Blob
from aksess.cloud.state.store import Store

COLLECTION = "blob-pages"
PAGE = 512
CHUNK = 64 * 1024

Ranges = list[tuple[int, int]]


def read(store: Store, blob: Blob, first: int, last: int) -> bytes:
    """The bytes from first to last, both included; what was never written is zero."""
    found = bytearray()
    for number in range(first // CHUNK, last // CHUNK + 1):
        found += _chunk(store, blob, number)
    start = first // CHUNK * CHUNK
    return bytes(found[first - start : last - start + 1])


def write(store: Store, blob: Blob, first: int, data: bytes) -> None:
    """Write bytes from first on; they end within the blob."""
    at = first
    while data:
        number, offset = divmod(at, CHUNK)
        part, data = data[: CHUNK - offset], data[CHUNK - offset :]
        chunk = _chunk(store, blob, number)
        chunk[offset : offset + len(part)] = part
        if any(chunk):
            store.write(COLLECTION, _key(blob, number), bytes(chunk))
        else:
            store.erase(COLLECTION, _key(blob, number))
        at += len(part)
    blob.ranges = merged([*blob.ranges, (first, at - 1)])


def clear(store: Store, blob: Blob, first: int, last: int) -> None:
    """Make the bytes from first to last zero and forget that they were written."""
    kept = without(blob.ranges, first, last)
    for start, end in overlap(blob.ranges, first, last):
        write(store, blob, start, bytes(end - start + 1))
    blob.ranges = kept


def erase(store: Store, blob: Blob) -> None:
    """Delete every chunk."""
    for number in {at for first, last in blob.ranges for at in range(first // CHUNK, last // CHUNK + 1)}:
        store.erase(COLLECTION, _key(blob, number))


def copy(store: Store, source: Blob, target: Blob) -> None:
    """Write what the source holds into the target, which holds nothing yet."""
    for first, last in source.ranges:
        write(store, target, first, read(store, source, first, last))


def overlap(ranges: Ranges, first: int, last: int) -> Ranges:
    """The parts of ranges between first and last."""
    return [(max(start, first), min(end, last)) for start, end in ranges if start <= last and end >= first]


def without(ranges: Ranges, first: int, last: int) -> Ranges:
    """Ranges without what is between first and last."""
    found: Ranges = []
    for start, end in ranges:
        if start < first:
            found.append((start, min(end, first - 1)))
        if end > last:
            found.append((max(start, last + 1), end))
    return sorted(set(found))


def merged(ranges: Ranges) -> Ranges:
    """Ranges in order, those that touch made one."""
    found: Ranges = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _chunk(store: Store, blob: Blob, number: int) -> bytearray:
    return bytearray(store.read(COLLECTION, _key(blob, number)) or bytes(CHUNK))


def _key(blob: Blob, number: int) -> str:
    return f"{blob.pages}/{number:08x}"
