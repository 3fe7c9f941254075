"""Documents by the names that are inside of them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from aksess.cloud.state.name_index import NameIndex
from aksess.cloud.state.store import Store, Table


class Row(msgspec.Struct):
    """A document with names."""

    names: list[str]


class Names:
    """The names of a document, and how often they were asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, row: Row) -> list[str]:
        self.asked += 1
        return row.names


@pytest.fixture
def store() -> Iterator[Store]:
    found = Store()
    yield found
    found.close()


@pytest.fixture
def table(store: Store) -> Table[Row]:
    """Three documents; two share a name."""
    found = store.table("row", Row)
    with store.transaction():
        for key, names in (("a", ["one", "shared"]), ("b", ["two", "shared"]), ("c", [])):
            found.put(key, Row(names))
    return found


def test_a_document_is_found_by_each_of_its_names(table: Table[Row]) -> None:
    index = NameIndex(table, Names())

    assert ["a", "b", None] == [index.key(name) for name in ("one", "two", "three")]
    assert {"a", "b"} == set(index.keys("shared"))
    assert "b" == index.key("shared")


def test_a_change_is_seen_at_once_and_so_is_its_undo(store: Store, table: Table[Row]) -> None:
    """Written, deleted, and neither where the transaction fails."""
    index = NameIndex(table, Names())
    assert "a" == index.key("one")

    with store.transaction():
        table.put("a", Row(["other"]))
        table.delete("b")
    assert [None, "a", None] == [index.key(name) for name in ("one", "other", "shared")]

    with pytest.raises(RuntimeError), store.transaction():
        table.put("a", Row(["third"]))
        table.put("d", Row(["fourth"]))
        raise RuntimeError
    assert ["a", None, None] == [index.key(name) for name in ("other", "third", "fourth")]


def test_a_change_reads_one_document(store: Store, table: Table[Row]) -> None:
    """Whatever else is in the table; nothing is read before the first question."""
    names = Names()
    index = NameIndex(table, names)
    assert 0 == names.asked
    index.key("one")
    before = names.asked

    with store.transaction():
        table.put("c", Row(["new"]))
    assert "c" == index.key("new")

    assert (3, 1) == (before, names.asked - before)


def test_the_version_rises_only_where_names_change(store: Store, table: Table[Row]) -> None:
    index = NameIndex(table, Names())
    index.key("one")
    before = index.version

    with store.transaction():
        table.put("a", Row(["shared", "one"]))
    assert before == index.version
    with store.transaction():
        table.put("a", Row(["one"]))
    assert before + 1 == index.version
