"""A refused run in words: Azure's own error, the link that broke, and the fix."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from aksess.chain import Link
from aksess.cli.demo.environment import ProgramRun
from aksess.findings import by_code, render
from aksess.wire.events import Decision, Event

WIDTH = 100
MARGIN = 22

_GUID = re.compile(r"\b([0-9a-f]{8})(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")


def lines(name: str, did: str, ran: ProgramRun) -> Iterator[str]:
    """Yield the lines about one broken link: what was done, Azure's error, what differs, and the fix."""
    yield f"{name:{MARGIN}}{did}"
    event = refusal(ran.events)
    if event is None:
        yield from _row("", ran.err.partition("\n")[0])
        return
    code = event.code if event.code.startswith("AADSTS") else f"{event.status} {event.code}"
    sentence, dot, _ = event.message.partition(". ")
    yield from _row(code, sentence + dot.strip())
    yield from _explained(event.decision or Decision())


def refusal(events: Sequence[Event]) -> Event | None:
    """Return the last refused request; a vault's challenge, which every client gets first, is not one."""
    refused = [each for each in events if each.status >= 400 and each.decision and not each.decision.is_challenge]
    return refused[-1] if refused else None


def _explained(decision: Decision) -> Iterator[str]:
    finding = by_code(decision.finding)
    rendered = finding and render(finding, found=decision.found, wanted=decision.wanted, candidate=decision.candidate)
    if decision.link != Link.GRANT and decision.found and decision.wanted:
        yield from _row("found", decision.found)
        yield from _row("expected", ", ".join(decision.wanted))
    elif rendered:
        yield from _row("that is", rendered.text)
    if rendered:
        yield from _row(f"fix ({rendered.finding.code})", rendered.remedy)


def _row(label: str, text: str) -> Iterator[str]:
    start = f"  {label:{MARGIN - 2}}"
    short = _GUID.sub(r"\1…", " ".join(text.split()))
    yield from textwrap.wrap(
        short,
        WIDTH,
        initial_indent=start,
        subsequent_indent=" " * MARGIN,
        break_long_words=False,
        break_on_hyphens=False,
    )
