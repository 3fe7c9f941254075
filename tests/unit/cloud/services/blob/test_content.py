from __future__ import annotations

from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from aksess.chance import SeededChance
from aksess.cloud.services.blob import content
from aksess.cloud.services.blob.records import Piece
from aksess.cloud.world import World


def test_large_content_is_kept_in_pieces(world: World) -> None:
    """So that a range reads no more than it needs."""
    data = bytes(range(256)) * (content.PIECE // 128)
    with world.change():
        pieces = content.store(world, SeededChance(), data)

    assert [content.PIECE, content.PIECE] == [piece.size for piece in pieces]
    assert data == content.read_all(world, pieces)
    with world.change():
        content.erase(world, pieces)
    assert {} == world.load(content.COLLECTION)


@given(st.lists(st.binary(min_size=1, max_size=9), min_size=1, max_size=5), st.integers(0, 50), st.integers(0, 50))
def test_a_range_is_that_of_the_joined_pieces(parts: list[bytes], first: int, length: int) -> None:
    chance, whole = SeededChance(), b"".join(parts)
    with closing(World()) as world:
        with world.change():
            pieces: list[Piece] = [piece for part in parts for piece in content.store(world, chance, part)]
        read = content.read(world, pieces, first, first + length)

    assert whole[first : first + length + 1] == read
    assert len(whole) == content.size_of(pieces)
