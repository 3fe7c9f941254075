"""The events of a local Azure, read from its file, and followed as they are written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from aksess.cli import say
from aksess.cli.control_client import control_of, translated_errors
from aksess.cli.exits import NOT_UP, CommandFailed
from aksess.cli.home import Home, events_file
from aksess.clock import Clock, SystemClock
from aksess.wire.events import Decision, Event

# Seconds between two looks at the file.
LOOK = 0.2
REFUSED_FROM = 400


def read(data: str, *, follow: bool, clock: Clock | None = None) -> Iterator[str]:
    """Yield events as JSON lines, oldest first.

    Args:
        data: Value of ``--data``.
        follow: Wait for new events until the server ends.
        clock: Waits between two looks at the file.

    Raises:
        CommandFailed: There are no events, and no server that could write some.
    """
    home = Home.nearest(data)
    running = home.running()
    file = events_file(Path(running.state) if running else home.folder)
    older = file.with_name(file.name + ".1")
    if running is None and not file.exists():
        raise CommandFailed(
            f"There are no events in {home.folder}, and no local Azure is up.", "start one: aksess up", NOT_UP
        )
    if running is not None:
        # Events are buffered for a moment; a status request flushes them.
        with translated_errors():
            control_of(running).status()
    for path in (older, file):
        if path.exists():
            yield from _lines(path.read_bytes())
    if follow:
        yield from _following(file, home, clock or SystemClock())


def as_line(line: str) -> str:
    """Return one event for a person: time, status, service, client, operation, URL and decision."""
    event = parsed(line)
    if event is None:
        return say.printable(line)
    when = datetime.fromtimestamp(event.time, UTC).astimezone().strftime("%H:%M:%S.%f")[:-3]
    what = event.operation or "no operation"
    where = f"{event.host}{event.path}"
    shown = f"{when} {event.status} {event.service:9} {event.client:16} {what}  {where}  {_decided(event)}".rstrip()
    # Some of the text comes from clients: it must stay on one line.
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
    rendered = render(finding, found=decision.found, wanted=decision.wanted, candidate=decision.candidate)
    rows = ((f"{finding.code}", rendered.text), ("fix", rendered.remedy))
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
        return "no token yet: the challenge names where to get one"
    words = [event.code, decision.finding, f"{decision.link}: found {decision.found or 'nothing'}"]
    if decision.wanted:
        words.append(f"expected {', '.join(decision.wanted)}")
    return "  ".join(word for word in words if word)


def _lines(raw: bytes) -> list[str]:
    # Not str.splitlines: the other line boundaries that it knows can be part of a token's claim.
    return [line.decode(errors="replace") for line in raw.split(b"\n") if line]


def _following(file: Path, home: Home, clock: Clock) -> Iterator[str]:
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
            clock.sleep(LOOK)
