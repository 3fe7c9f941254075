"""Nodes know how much they unfold to."""

from __future__ import annotations

from aksess.model.nodes import Entries, Items, Mark, Scalar, size_of


def test_a_scalar_is_one_and_a_collection_says_its_size() -> None:
    """The size is counted once, when a collection is composed."""
    mark = Mark(1, 1)

    assert 1 == size_of(Scalar("a", "a", mark))
    assert (7, 9) == (size_of(Items([], mark, 7)), size_of(Entries({}, mark, 9)))
