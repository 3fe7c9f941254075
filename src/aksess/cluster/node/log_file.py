"""A container's log on disk, in the format of the CRI: ``time stream tag text``, tag ``P`` for a part of a line.

kubernetes/kubernetes, pkg/kubelet/kuberuntime/logs/logs.go. The file is the node's own, so that it reads alike for
every runtime, and after the node was started again.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from aksess.clock import Clock

# Octets of a line before it is written in parts (containerd), and of a file before it is begun anew (the kubelet).
LONGEST_PART: Final = 16 * 1024
LONGEST_FILE: Final = 10 * 1024 * 1024


class LogFile:
    """The log of one run of a container. Followers wait on ``grown``."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self.path = path
        self.ended = False
        self._clock = clock
        self._rest = {"stdout": b"", "stderr": b""}
        self._grown: set[asyncio.Event] = set()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("ab", buffering=0)
        self._size = self._file.tell()

    def write(self, stream: str, data: bytes) -> None:
        """Add what a container wrote; an empty piece ends the stream."""
        lines = (self._rest[stream] + data).split(b"\n")
        rest = lines.pop()
        stamp = f"{_stamp(self._clock.now())} {stream} ".encode()
        record = b"".join(stamp + b"F " + line + b"\n" for line in lines)
        while len(rest) >= LONGEST_PART:
            record += stamp + b"P " + rest[:LONGEST_PART] + b"\n"
            rest = rest[LONGEST_PART:]
        if not data and rest:
            record += stamp + b"F " + rest + b"\n"
            rest = b""
        self._rest[stream] = rest
        if record:
            self._append(record)

    def close(self) -> None:
        """Write what is left, and let followers end."""
        if not self.ended:
            self.write("stdout", b"")
            self.write("stderr", b"")
            self.ended = True
            self._file.close()
            self._notify()

    def subscribe(self) -> asyncio.Event:
        """An event that is set whenever there is more, and at the end."""
        event = asyncio.Event()
        self._grown.add(event)
        return event

    def unsubscribe(self, event: asyncio.Event) -> None:
        """Forget an event."""
        self._grown.discard(event)

    @property
    def followers(self) -> int:
        """How many follow it."""
        return len(self._grown)

    def _append(self, record: bytes) -> None:
        if self.ended:
            return
        if self._size + len(record) > LONGEST_FILE:
            self._file.close()
            self.path.replace(self.path.with_suffix(".log.1"))
            self._file = self.path.open("ab", buffering=0)
            self._size = 0
        self._file.write(record)
        self._size += len(record)
        self._notify()

    def _notify(self) -> None:
        for event in self._grown:
            event.set()


def _stamp(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f000Z")
