"""Walking through conformed data with the path at hand, skipping what did not fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from aksess.model.problem import Path


class At(NamedTuple):
    """A value and its path."""

    data: Any
    path: Path = ()

    def has(self, key: str) -> bool:
        """True if the key is there and fits."""
        return key in self.data

    def text(self, key: str, otherwise: str = "") -> str:
        """The text under a key."""
        value = self.data.get(key, otherwise)
        return value if isinstance(value, str) else otherwise

    def inner(self, key: str) -> At | None:
        """The record under a key."""
        value = self.data.get(key)
        return At(value, (*self.path, key)) if isinstance(value, dict) else None

    def records(self, key: str) -> Iterator[At]:
        """The records in the list under a key."""
        for index, value in enumerate(self.data.get(key) or ()):
            if isinstance(value, dict):
                yield At(value, (*self.path, key, index))

    def texts(self, key: str) -> Iterator[tuple[str, Path]]:
        """The texts in the list under a key, or the one text there, with their paths."""
        value = self.data.get(key)
        if isinstance(value, str):
            yield value, (*self.path, key)
        for index, item in enumerate(value if isinstance(value, list) else ()):
            if isinstance(item, str):
                yield item, (*self.path, key, index)

    def accounts(self) -> Iterator[tuple[str, Path]]:
        """A workload's service accounts, under either key."""
        yield from self.texts("serviceAccount")
        yield from self.texts("serviceAccounts")

    @property
    def name(self) -> str:
        """The record's name; "" without one."""
        return self.text("name")

    @property
    def identity(self) -> str:
        """A workload's identity; the workload's name where the identity does not fit."""
        return self.text("identity", self.name)
