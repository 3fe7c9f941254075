"""What a write is open on right now. Kept in memory alone: a process that dies leaves nothing open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aksess.cloud.cloud import Cloud


class Busy:
    """Names that somebody holds in one cloud. Used from one event loop."""

    def __init__(self, cloud: Cloud) -> None:
        self._held: set[str] = set()

    @contextmanager
    def hold(self, name: str) -> Iterator[bool]:
        """Hold a name; whether it was free. A name that somebody else holds stays theirs."""
        if name in self._held:
            yield False
            return
        self._held.add(name)
        try:
            yield True
        finally:
            self._held.discard(name)
