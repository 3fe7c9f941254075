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
from aksess.wire.events import Decision, Event

# Seconds between two looks at the file.
LOOK = 0.2
REFUSED_FROM = 400


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
    event = parsed(line)
    if event is None:
        return say.printable(line)
    when = datetime.fromtimestamp(event.time, UTC).astimezone().strftime("%H:%M:%S.%f")[:-3]
    what = event.operation or "not there"
    where = f"{event.host}{event.path}"
    shown = f"{when} {event.status} {event.service:9} {event.client:16} {what}  {where}  {_decided(event)}".rstrip()
    # Clients chose some of the text: it stays one line.
    return say.printable(shown).replace("\n", "\\n")


def explanation(line: str) -> list[str]:
    """Return what the finding of a refused request says, and its fix, as lines, if there is one."""
    event = parsed(line)
    if event is None or event.decision is None or event.status < REFUSED_FROM:
        return []
    from aksess.findings import by_code, render

    decision = event.decision
    finding = by_code(decision.finding)
    if finding is None:
        return []
    told = render(finding, found=decision.found, wanted=decision.wanted, candidate=decision.candidate)
    rows = ((f"{finding.code}", told.text), ("fix", told.remedy))
    return [say.printable(f"             {name:5} {' '.join(text.split())}") for name, text in rows]


def parsed(line: str) -> Event | None:
    """Return the event of a line; None for half a line, written as the process was killed."""
    try:
        return msgspec.json.decode(line, type=Event)
    except msgspec.DecodeError:
        return None


def _decided(event: Event) -> str:
    decision, sign_in = event.decision, event.sign_in
    if event.defect:
        return f"{event.code}  {' '.join(event.defect)}"
    if decision is not None and event.status >= REFUSED_FROM:
        return _refused(event, decision)
    if sign_in is not None:
        how = f"credential {sign_in.credential}" if sign_in.credential else sign_in.proof
        return f"token for {sign_in.resource}, by {how}"
    allowed = f"allowed by {decision.why.rpartition('/')[2]}" if decision is not None and decision.why else ""
    parts = f"parts {' '.join(map(str, event.parts))}" if event.parts else ""
    return "  ".join(each for each in (event.code, parts, allowed) if each)


def _refused(event: Event, decision: Decision) -> str:
    if decision.is_challenge:
        return "no token yet: the client is told where to get one"
    words = [event.code, decision.finding, f"{decision.link}: found {decision.found or 'nothing'}"]
    if decision.wanted:
        words.append(f"expected {', '.join(decision.wanted)}")
    return "  ".join(word for word in words if word)


def _lines(raw: bytes) -> list[str]:
    # A line ends at a newline and nowhere else: what str.splitlines takes for an end can stand in a token's claim.
    return [line.decode(errors="replace") for line in raw.split(b"\n") if line]


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
