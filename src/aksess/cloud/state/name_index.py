"""Documents of a table by names that are inside of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from aksess.cloud.state.store import Table

T = TypeVar("T")


class NameIndex(Generic[T]):
    """Finds documents by a name. The first question reads the whole table, and each change after it one document.

    Attributes:
        version: A number that rises when the names of a document change.
    """

    def __init__(self, table: Table[T], names_of: Callable[[T], Iterable[str]]) -> None:
        """Create an index.

        Args:
            table: The table.
            names_of: Returns the names that a document is found by; several documents may have one name.
        """
        self.version = 0
        self._table = table
        self._names_of = names_of
        self._is_built = False
        self._keys: dict[str, set[str]] = {}
        self._names: dict[str, frozenset[str]] = {}

    def key(self, name: str) -> str | None:
        """Return the last key, in the order of the keys, of the documents with that name."""
        return max(self.keys(name), default=None)

    def keys(self, name: str) -> Iterable[str]:
        """Return the keys of all documents with that name."""
        if not self._is_built:
            self._build()
        return self._keys.get(name, ())

    def _build(self) -> None:
        for key in self._table.keys():
            self._changed(key)
        self._table.watch(self._changed)
        self._is_built = True

    def _changed(self, key: str) -> None:
        document = self._table.get(key)
        self._set(key, frozenset() if document is None else frozenset(self._names_of(document)))

    def _set(self, key: str, names: frozenset[str]) -> None:
        before = self._names.pop(key, frozenset())
        if names:
            self._names[key] = names
        if names == before:
            return
        self.version += 1
        for name in before - names:
            self._keys[name].discard(key)
            if not self._keys[name]:
                del self._keys[name]
        for name in names - before:
            self._keys.setdefault(name, set()).add(key)
