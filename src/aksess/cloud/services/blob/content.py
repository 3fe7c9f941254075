"""The bytes of blobs: pieces of at most 4 MiB in the file, so that a range reads no more than it needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aksess.cloud.services.blob.records import Piece
from aksess.cloud.state.store import Store
from aksess.random_source import RandomSource

COLLECTION = "blob-content"
PIECE = 4 * 1024 * 1024


def store(store: Store, random_source: RandomSource, data: bytes) -> list[Piece]:
    """Write bytes; the pieces that they are now."""
    found = []
    for start in range(0, len(data), PIECE):
        part = data[start : start + PIECE]
        piece = Piece(random_source.hex(16), len(part))
        store.write(COLLECTION, piece.id, part)
        found.append(piece)
    return found


def read(store: Store, pieces: Iterable[Piece], first: int, last: int) -> bytes:
    """The bytes from first to last, both counted from 0 and included. Raises KeyError: a piece is gone."""
    found = []
    at = 0
    for piece in pieces:
        if at > last:
            break
        if at + piece.size > first:
            raw = store.read(COLLECTION, piece.id)
            if raw is None:
                raise KeyError(piece.id)
            found.append(raw[max(0, first - at) : last - at + 1])
        at += piece.size
    return b"".join(found)


def read_all(store: Store, pieces: Sequence[Piece]) -> bytes:
    """All the bytes of pieces."""
    return read(store, pieces, 0, size_of(pieces) - 1)


def erase(store: Store, pieces: Iterable[Piece]) -> None:
    """Delete the bytes of pieces."""
    for piece in pieces:
        store.erase(COLLECTION, piece.id)


def size_of(pieces: Iterable[Piece]) -> int:
    """How many bytes pieces have."""
    return sum(piece.size for piece in pieces)
