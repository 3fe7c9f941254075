"""Locks on names while a write is open. They are kept in memory only, so that a process that ends holds none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aksess.cloud.cloud import Cloud


class WriteLock:
    """The names that a write of one cloud holds. It is used from one event loop."""

    def __init__(self, cloud: Cloud) -> None:
        self._held: set[str] = set()

    @contextmanager
    def hold(self, name: str) -> Iterator[bool]:
        """Hold a name, and say whether it was free. A name that another write holds stays with that write."""
        if name in self._held:
            yield False
            return
        self._held.add(name)
        try:
            yield True
        finally:
            self._held.discard(name)
