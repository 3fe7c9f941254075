"""The bytes of blobs: pieces of at most 4 MiB in the file, so that a range reads no more than it needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aksess.chance import Chance
from aksess.cloud.services.blob.records import Piece
from aksess.cloud.world import World

COLLECTION = "blob-content"
PIECE = 4 * 1024 * 1024


def store(world: World, chance: Chance, data: bytes) -> list[Piece]:
    """Write bytes; the pieces that they are now."""
    found = []
    for start in range(0, len(data), PIECE):
        part = data[start : start + PIECE]
        piece = Piece(chance.hex(16), len(part))
        world.write(COLLECTION, piece.id, part)
        found.append(piece)
    return found


def read(world: World, pieces: Iterable[Piece], first: int, last: int) -> bytes:
    """The bytes from first to last, both counted from 0 and included. Raises KeyError: a piece is gone."""
    found = []
    at = 0
    for piece in pieces:
        if at > last:
            break
        if at + piece.size > first:
            raw = world.read(COLLECTION, piece.id)
            if raw is None:
                raise KeyError(piece.id)
            found.append(raw[max(0, first - at) : last - at + 1])
        at += piece.size
    return b"".join(found)


def read_all(world: World, pieces: Sequence[Piece]) -> bytes:
    """All the bytes of pieces."""
    return read(world, pieces, 0, size_of(pieces) - 1)


def erase(world: World, pieces: Iterable[Piece]) -> None:
    """Delete the bytes of pieces."""
    for piece in pieces:
        world.erase(COLLECTION, piece.id)


def size_of(pieces: Iterable[Piece]) -> int:
    """How many bytes pieces have."""
    return sum(piece.size for piece in pieces)
