"""The state of a cloud: whole changes, the caller's own copies, and what is on disk afterwards."""

import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from aksess.cloud.state.store import DamagedState, ForeignState, StateNotWritten, Store


class Thing(msgspec.Struct):
    name: str
    parts: list[str] = []


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process can grow beyond a page: to SQLite, a disk that takes no more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_document_is_read_back_as_it_was_written(store: Store) -> None:
    table = store.table("thing", Thing)

    with store.transaction():
        table.put("a", Thing("anchor", ["ring"]))

    assert Thing("anchor", ["ring"]) == table.get("a")


def test_what_was_read_is_the_callers_own_copy(store: Store) -> None:
    """Changing a document that was read changes nothing in the store."""
    table = store.table("thing", Thing)
    with store.transaction():
        table.put("a", Thing("anchor"))

    read = table.get("a")
    assert read is not None
    read.parts.append("rust")

    assert Thing("anchor") == table.get("a")


def test_a_failed_change_leaves_nothing(tmp_path: Path, open_store: Callable[[Path], Store]) -> None:
    """An exception undoes every write of its change, in memory and in the file."""
    store = open_store(tmp_path / "state.db")
    table = store.table("thing", Thing)
    with store.transaction():
        table.put("kept", Thing("before"))

    with pytest.raises(RuntimeError, match="stop"), store.transaction():
        table.put("kept", Thing("after"))
        table.put("new", Thing("new"))
        table.delete("kept")
        raise RuntimeError("stop")

    assert [("kept", Thing("before"))] == list(table.items())
    store.close()
    assert [("kept", Thing("before"))] == list(open_store(tmp_path / "state.db").table("thing", Thing).items())


def test_what_a_full_disk_does_not_take_is_not_done(tmp_path: Path, open_store: Callable[[Path], Store]) -> None:
    """Memory says what the file says, and the first change for which there is room again is written."""
    store = open_store(tmp_path / "state.db")
    table = store.table("thing", Thing)
    with store.transaction():
        table.put("a", Thing("before"))

    with full_disk():
        for _ in range(2):
            with pytest.raises(StateNotWritten, match="nothing of this was done: make room"), store.transaction():
                table.put("a", Thing("after " + "x" * 10_000))
        read = table.get("a")
    with store.transaction():
        table.put("b", Thing("later"))
    store.close()

    assert Thing("before") == read
    kept = open_store(tmp_path / "state.db").table("thing", Thing)
    assert {"a": Thing("before"), "b": Thing("later")} == dict(kept.items())


def test_a_nested_change_is_part_of_the_outer_one(store: Store) -> None:
    table = store.table("thing", Thing)

    with pytest.raises(RuntimeError, match="outer"), store.transaction():
        with store.transaction():
            table.put("a", Thing("inner"))
        raise RuntimeError("outer")

    assert None is table.get("a")


def test_a_write_outside_of_a_change_is_refused(store: Store) -> None:
    with pytest.raises(RuntimeError, match="outside of Store.transaction"):
        store.table("thing", Thing).put("a", Thing("anchor"))


def test_another_process_finds_what_was_acknowledged(tmp_path: Path, open_store: Callable[[Path], Store]) -> None:
    """Without closing: as after ``kill -9``."""
    store = open_store(tmp_path / "state.db")
    with store.transaction():
        store.table("thing", Thing).put("a", Thing("anchor"))

    assert Thing("anchor") == open_store(tmp_path / "state.db").table("thing", Thing).get("a")


def test_keys_come_sorted_and_by_prefix(store: Store) -> None:
    table = store.table("thing", Thing)
    with store.transaction():
        for key in ("b/2", "a/1", "b/1"):
            table.put(key, Thing(key))

    assert ["b/1", "b/2"] == table.keys("b/")
    assert ["a/1", "b/1", "b/2"] == [thing.name for thing in table.values()]


def test_the_version_rises_with_every_change_and_with_its_undoing(store: Store) -> None:
    table = store.table("thing", Thing)
    before = table.version

    with pytest.raises(RuntimeError), store.transaction():
        table.put("a", Thing("anchor"))
        written = table.version
        raise RuntimeError

    assert before < written < table.version


def test_large_content_stays_out_of_memory_and_is_part_of_the_change(store: Store) -> None:
    with store.transaction():
        store.write("content", "blob", b"\x00" * 10)

    with pytest.raises(RuntimeError), store.transaction():
        store.erase("content", "blob")
        raise RuntimeError

    assert b"\x00" * 10 == store.read("content", "blob")
    assert None is store.read("content", "other")


def test_state_of_another_format_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    """A file that another version wrote would be misread, and then overwritten."""
    path = tmp_path / "state.db"
    Store(path).close()
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()

    with pytest.raises(ForeignState, match="format 99, expected"):
        Store(path)


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    path.write_bytes(b"not a database, and longer than a header" * 10)

    with pytest.raises(DamagedState, match=r"state\.db cannot be used \(file is not a database\).*--data DIR"):
        Store(path)
    assert path.read_bytes().startswith(b"not a database")
