"""The events of a local Azure, from its file: those that were, and those that come."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from aksess.cli import say
from aksess.cli.exits import NOT_UP, Stop
from aksess.cli.home import Home, events_file
from aksess.cli.reach import control_of, told
from aksess.wire.events import Event

# Seconds between two looks at the file.
LOOK = 0.2


def read(data: str, *, follow: bool) -> Iterator[str]:
    """Events as JSON lines, oldest first. Raises Stop where there are none and there is nobody to wait for."""
    home = Home.nearest(data)
    running = home.running()
    file = events_file(Path(running.state) if running else home.folder)
    older = file.with_name(file.name + ".1")
    if running is None and not file.exists():
        raise Stop(f"There are no events in {home.folder}, and no local Azure is up.", "start one: aksess up", NOT_UP)
    if running is not None:
        # Events are written a few times a second; asked for its status, it writes what waits.
        with told():
            control_of(running).status()
    for path in (older, file):
        if path.exists():
            yield from _lines(path.read_bytes())
    if follow:
        yield from _following(file, home)


def as_line(line: str) -> str:
    """Return one event for a person: when, status, who answered, who asked, what, where, and what was decided."""
    try:
        event = msgspec.json.decode(line, type=Event)
    except msgspec.DecodeError:
        # Half a line, written as the process was killed.
        return say.printable(line)
    when = datetime.fromtimestamp(event.time, UTC).astimezone().strftime("%H:%M:%S.%f")[:-3]
    where = f"{event.method} {event.host}{event.path}"
    what = event.operation or "not there"
    shown = f"{when} {event.status} {event.service:10} {event.client:16} {what}  {where}  {_decided(event)}".rstrip()
    # Callers chose some of it: it stays one line.
    return say.printable(shown).replace("\n", "\\n")


def _decided(event: Event) -> str:
    found = msgspec.to_builtins(event.decision or event.sign_in) or {}
    words = {"code": event.code, "parts": event.parts, **found}
    return "  ".join(f"{name}={_plain(value)}" for name, value in words.items() if value)


def _lines(raw: bytes) -> list[str]:
    # A line ends at a newline and nowhere else: what str.splitlines takes for an end can stand in a token's claim.
    return [line.decode(errors="replace") for line in raw.split(b"\n") if line]


def _plain(value: object) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _following(file: Path, home: Home) -> Iterator[str]:
    at = file.stat().st_size if file.exists() else 0
    while True:
        size = file.stat().st_size if file.exists() else 0
        at = 0 if size < at else at
        if size > at:
            with file.open("rb") as stream:
                stream.seek(at)
                fresh = stream.read(size - at)
            whole = fresh.rpartition(b"\n")[0]
            at += len(whole) + 1 if whole else 0
            yield from _lines(whole)
        elif home.running() is None:
            return
        else:
            time.sleep(LOOK)
