"""The state of one cloud: tables of documents in one SQLite file, with a write-through cache in memory.

A transaction is on disk before it is acknowledged: WAL with ``synchronous=NORMAL`` survives the death of
the process at any moment (https://www.sqlite.org/pragma.html#pragma_synchronous); a power cut may lose the last
transactions, which is acceptable for a development cloud. Values stay encoded and are decoded at each read, so that
a reader cannot change the store by changing a value.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from aksess.cloud.state.sorted_keys import SortedKeys

T = TypeVar("T")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS document (
    collection TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (collection, key)
) WITHOUT ROWID
"""


class Table(Generic[T]):
    """Documents of one type by key. ``version`` rises with every change: readers cache by it."""

    def __init__(self, store: Store, name: str, kind: type[T]) -> None:
        self._store = store
        self.name = name
        self.version = 0
        self._decode: Callable[[bytes], T] = msgspec.json.Decoder(kind).decode
        self._encode: Callable[[Any], bytes] = msgspec.json.Encoder().encode
        self._rows: dict[str, bytes] = store.load(name)
        self._keys = SortedKeys(self._rows)
        self._watchers: list[Callable[[str], None]] = []

    def get(self, key: str) -> T | None:
        """Return the caller's own copy of a document; None if there is none."""
        raw = self._rows.get(key)
        return None if raw is None else self._decode(raw)

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    def keys(self, prefix: str = "") -> list[str]:
        """Keys that start with prefix, sorted."""
        return self._keys.starting(prefix)

    def items(self, prefix: str = "") -> Iterator[tuple[str, T]]:
        """Keys and documents in the order of the keys."""
        for key in self.keys(prefix):
            yield key, self._decode(self._rows[key])

    def values(self, prefix: str = "") -> Iterator[T]:
        """Documents in the order of their keys."""
        for _, value in self.items(prefix):
            yield value

    def put(self, key: str, value: T) -> None:
        """Write one document. Must be inside ``store.transaction()``."""
        raw = self._encode(value)
        self._store.write(self.name, key, raw)
        self._remember(key, raw)

    def delete(self, key: str) -> bool:
        """Delete one document. Returns whether it existed. Must be inside ``store.transaction()``."""
        if key not in self._rows:
            return False
        self._store.erase(self.name, key)
        self._remember(key, None)
        return True

    def watch(self, changed: Callable[[str], None]) -> None:
        """Call a function with the key of each document that was written, deleted, or restored by an undo."""
        self._watchers.append(changed)

    def _remember(self, key: str, raw: bytes | None) -> None:
        before = self._rows.get(key)
        self._set(key, raw)
        self._store.on_undo(lambda: self._set(key, before))

    def _set(self, key: str, raw: bytes | None) -> None:
        self.version += 1
        if raw is None:
            self._rows.pop(key, None)
            self._keys.discard(key)
        else:
            self._rows[key] = raw
            self._keys.add(key)
        for changed in self._watchers:
            changed(key)


class _Change:
    """The context of ``Store.transaction``: the same object each time, because every request enters it."""

    __slots__ = ("_store",)

    def __init__(self, store: Store) -> None:
        self._store = store

    def __enter__(self) -> None:
        self._store.enter()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._store.leave(failed=kind is not None)


# Raise it with every change of a stored document that older files do not have.
FORMAT = 1


class UnusableState(Exception):
    """A state file that cannot be used; the text says what was found and what to do."""


class ForeignState(UnusableState):
    """Another version of aksess wrote the file."""


class DamagedState(UnusableState):
    """The file is not a database, or is damaged, or cannot be written."""


class StateNotWritten(UnusableState):
    """The disk is full, or the file cannot be written any more: nothing of the transaction is kept."""


class Store:
    """All tables of one cloud. path: the SQLite file, or None for memory only.

    Use it from one thread at a time.

    Raises:
        DamagedState: the file cannot be opened or is not a database.
        ForeignState: another version of aksess wrote the file.
        StateNotWritten: the disk is full (also at the end of a transaction).

    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        try:
            self._database = self._open(path)
        except sqlite3.Error as error:
            raise _unusable(error, path) from error
        self._tables: dict[str, Table[Any]] = {}
        self._depth = 0
        self._writing = False
        self._undo: list[Callable[[], None]] = []
        self._change = _Change(self)

    @staticmethod
    def _open(path: Path | None) -> sqlite3.Connection:
        database = sqlite3.connect(str(path) if path else ":memory:", isolation_level=None, check_same_thread=False)
        try:
            _check_format(database, path)
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA synchronous=NORMAL")
            database.execute(_SCHEMA)
        except BaseException:
            database.close()
            raise
        return database

    def table(self, name: str, kind: type[T]) -> Table[T]:
        """The table of that name, loaded once. kind: a type that msgspec encodes and decodes."""
        if name not in self._tables:
            self._tables[name] = Table(self, name, kind)
        return self._tables[name]

    def transaction(self) -> AbstractContextManager[None]:
        """Return a transaction: all its writes are kept, or none if an exception leaves it."""
        return self._change

    def enter(self) -> None:
        """Begin a transaction, or a nested one (``transaction`` calls this)."""
        self._depth += 1

    def leave(self, *, failed: bool) -> None:
        """End a transaction (``transaction`` calls this)."""
        try:
            if failed:
                self._roll_back()
        finally:
            self._depth -= 1
        if self._depth == 0 and not failed:
            self._commit()

    def close(self) -> None:
        """Fold the write-ahead log into the file and close it."""
        self._database.close()

    def load(self, name: str) -> dict[str, bytes]:
        """All rows of a table (``Table`` calls this once)."""
        rows = self._database.execute("SELECT key, value FROM document WHERE collection = ?", (name,))
        return dict(rows)

    def read(self, name: str, key: str) -> bytes | None:
        """Read one raw value from the file, for content that is too large to keep in memory."""
        row = self._database.execute(
            "SELECT value FROM document WHERE collection = ? AND key = ?", (name, key)
        ).fetchone()
        return None if row is None else bytes(row[0])

    def write(self, name: str, key: str, raw: bytes) -> None:
        """Write one raw value inside ``transaction()``."""
        self._begin()
        self._execute("INSERT OR REPLACE INTO document VALUES (?, ?, ?)", name, key, raw)

    def erase(self, name: str, key: str) -> None:
        """Delete one raw value inside ``transaction()``."""
        self._begin()
        self._execute("DELETE FROM document WHERE collection = ? AND key = ?", name, key)

    def on_undo(self, undo: Callable[[], None]) -> None:
        """Register a function to call if the current transaction fails; the last one is called first."""
        self._undo.append(undo)

    def _begin(self) -> None:
        if self._depth == 0:
            raise RuntimeError("a write outside of Store.transaction(): nothing would make it whole")
        if not self._writing:
            self._execute("BEGIN IMMEDIATE")
            self._writing = True

    def _commit(self) -> None:
        try:
            if self._writing:
                self._execute("COMMIT")
        except StateNotWritten:
            self._roll_back()
            raise
        self._writing = False
        self._undo.clear()

    def _roll_back(self) -> None:
        self._writing = False
        undoing, self._undo = self._undo, []
        for undo in reversed(undoing):
            undo()
        # Where the disk is full, SQLite may have rolled back by itself (https://www.sqlite.org/lang_transaction.html).
        if self._database.in_transaction:
            self._database.execute("ROLLBACK")

    def _execute(self, statement: str, *values: object) -> None:
        try:
            self._database.execute(statement, values)
        except sqlite3.OperationalError as error:
            raise _not_written(error, self._path) from error


def _unusable(error: sqlite3.Error, path: Path | None) -> UnusableState:
    # The file is intact: the message must not advise to delete it.
    if getattr(error, "sqlite_errorname", "") == "SQLITE_FULL":
        return _not_written(error, path)
    return DamagedState(
        f"{path} cannot be used ({error}): it is damaged, or not yours to write. Put a copy back, or use "
        "another directory (--data DIR), or delete the file and lose what it holds"
    )


def _not_written(error: sqlite3.Error, path: Path | None) -> StateNotWritten:
    return StateNotWritten(
        f"{path or 'the state in memory'} cannot be written ({error}), and nothing of this was done: make room for it "
        "and try again"
    )


def _check_format(database: sqlite3.Connection, path: Path | None) -> None:
    (found,) = database.execute("PRAGMA user_version").fetchone()
    (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and found != FORMAT:
        raise ForeignState(
            f"{path} holds state of format {found}, expected {FORMAT}: another version of aksess wrote it. Use that "
            "version, or another directory (--data DIR), or delete the file and lose what it holds"
        )
    database.execute(f"PRAGMA user_version = {FORMAT}")
