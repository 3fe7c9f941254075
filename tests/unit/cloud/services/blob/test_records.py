from __future__ import annotations

import pytest

from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.blob.records import Blob, Block, Piece, Shelf
from aksess.cloud.state.store import Store


@pytest.fixture
def shelf(store: Store) -> Shelf:
    """The blobs of a container in an empty store."""
    return Shelf(store, Resource("/c", "c", "t", private={"uid": "u1"}))


def blob(name: str, snapshot: str = "") -> Blob:
    return Blob(name, "BlockBlob", '"1"', 0.0, 0.0, snapshot=snapshot)


def test_a_blob_and_its_snapshots_are_kept_apart(shelf: Shelf) -> None:
    with shelf.store.transaction():
        for each in (blob("a"), blob("a", "t2"), blob("a", "t1"), blob("ab")):
            shelf.put(each)

    assert ["a", "ab"] == shelf.names()
    assert ["t1", "t2"] == [each.snapshot for each in shelf.snapshots("a")]
    assert [("a", "t1"), ("a", "t2")] == shelf.snapshot_names("a")
    with shelf.store.transaction():
        shelf.remove(blob("a", "t1"))
    assert shelf.get("a", "t1") is None
    assert shelf.get("a") is not None


def test_containers_do_not_see_each_other(shelf: Shelf) -> None:
    with shelf.store.transaction():
        shelf.put(blob("a"))

    other = Shelf(shelf.store, Resource("/d", "d", "t", private={"uid": "u10"}))
    assert [] == other.names()
    assert other.get("a") is None


def test_staged_blocks_are_given_back_as_they_go(shelf: Shelf) -> None:
    one = Block("AA", [Piece("p", 3)], 1.0)
    with shelf.store.transaction():
        assert shelf.stage("a", one) is None
        assert one == shelf.stage("a", Block("AA", [Piece("q", 4)], 2.0))
        shelf.stage("b", one)

    assert ["a", "b"] == shelf.staged_names()
    with shelf.store.transaction():
        assert [4] == [block.size for block in shelf.unstage("a")]
    assert ["b"] == shelf.staged_names()
