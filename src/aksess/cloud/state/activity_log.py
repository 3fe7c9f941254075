"""Every request and decision as a structured event.

Events wait in memory until ``flush`` appends them as JSON lines. The server calls it a few times a second, so that
recording an event costs a microsecond and not a write.
"""

from __future__ import annotations

import contextlib
import os
import traceback
from collections import deque
from pathlib import Path

import msgspec

from aksess.wire.events import Event

KEPT = 2_000
FILE_LIMIT = 32 * 1024 * 1024


def place_of(error: Exception) -> tuple[str, ...]:
    """Return type and place of an error of aksess itself, without any value that it carries."""
    frames = traceback.extract_tb(error.__traceback__)
    return (type(error).__name__, *(f"{frame.name}:{frame.lineno}" for frame in frames[-6:]))


class ActivityLog:
    """The newest events in memory (``recent``), and all of them in a file if there is one. count: since the start.

    path: JSON lines, rolled over once to ``path.1`` at 32 MiB; None for memory only.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._recent: deque[Event] = deque(maxlen=KEPT)
        self.count = 0
        self._waiting: list[Event] = []
        self._encoder = msgspec.json.Encoder()

    def record(self, event: Event) -> None:
        """Remember how a call was answered."""
        self._recent.append(event)
        self.count += 1
        if self._path:
            self._waiting.append(event)

    @property
    def recent(self) -> list[Event]:
        """The newest events, oldest first."""
        return list(self._recent)

    def clear(self) -> None:
        """Forget the events in memory."""
        self._recent.clear()

    def flush(self) -> None:
        """Append the waiting events to the file.

        If the disk is full, the newest events keep waiting; that is not an error.
        """
        if not self._waiting or self._path is None:
            return
        try:
            self._append(self._path)
        except OSError:
            del self._waiting[:-KEPT]
        else:
            self._waiting.clear()

    def _append(self, path: Path) -> None:
        size = path.stat().st_size if path.exists() else 0
        if size > FILE_LIMIT:
            path.replace(path.with_name(path.name + ".1"))
            size = 0
        try:
            with path.open("ab") as file:
                file.write(self._encoder.encode_lines(self._waiting))
        except OSError:
            # Half a line would make the next line unreadable, too.
            with contextlib.suppress(OSError):
                os.truncate(path, size)
            raise
