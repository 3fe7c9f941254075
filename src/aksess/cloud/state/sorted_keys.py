"""Keys in their order: adding one or reading those below a prefix costs the same however many there are."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable


class SortedKeys:
    """A sorted set of strings."""

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self._keys = sorted(set(keys))

    def __contains__(self, key: str) -> bool:
        at = bisect_left(self._keys, key)
        return at < len(self._keys) and self._keys[at] == key

    def add(self, key: str) -> None:
        """Add a key, unless it is there."""
        if key not in self:
            insort(self._keys, key)

    def discard(self, key: str) -> None:
        """Remove a key, if it is there."""
        if key in self:
            del self._keys[bisect_left(self._keys, key)]

    def starting(self, prefix: str) -> list[str]:
        """The keys that start with a prefix, as a list of the caller's own."""
        start = bisect_left(self._keys, prefix)
        # From there on, those that start with it come first.
        end = bisect_left(self._keys, True, start, key=lambda key: not key.startswith(prefix))
        return self._keys[start:end]
