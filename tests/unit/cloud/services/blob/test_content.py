from __future__ import annotations

from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from aksess.cloud.services.blob import content
from aksess.cloud.services.blob.records import Piece
from aksess.cloud.state.store import Store
from aksess.random_source import SeededRandomSource


def test_large_content_is_kept_in_pieces(store: Store) -> None:
    """So that a range reads no more than it needs."""
    data = bytes(range(256)) * (content.PIECE // 128)
    with store.transaction():
        pieces = content.store(store, SeededRandomSource(), data)

    assert [content.PIECE, content.PIECE] == [piece.size for piece in pieces]
    assert data == content.read_all(store, pieces)
    with store.transaction():
        content.erase(store, pieces)
    assert {} == store.load(content.COLLECTION)


@given(st.lists(st.binary(min_size=1, max_size=9), min_size=1, max_size=5), st.integers(0, 50), st.integers(0, 50))
def test_a_range_is_that_of_the_joined_pieces(parts: list[bytes], first: int, length: int) -> None:
    random_source, whole = SeededRandomSource(), b"".join(parts)
    with closing(Store()) as store:
        with store.transaction():
            pieces: list[Piece] = [piece for part in parts for piece in content.store(store, random_source, part)]
        read = content.read(store, pieces, first, first + length)

    assert whole[first : first + length + 1] == read
    assert len(whole) == content.size_of(pieces)
