"""What came of a run of the program, in words: Azure's own error, the link that broke, and how to mend it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Any

from aksess.chain import Link, Refused, near_miss
from aksess.cli.demo.stage import Ran
from aksess.findings import Told, for_refusal, recognise, tell

WIDTH = 100
MARGIN = 22

# The first sentence that Entra or a vault says, and its code.
_ENTRA = re.compile(r"(AADSTS\d+): ([^\n]*?[.])(?=\s|$)")
_VAULT = re.compile(r"Message: ([^\n]*?[.])(?=\s|$).*?\"code\": \"(\w+)\"", re.DOTALL)
_GUID = re.compile(r"\b([0-9a-f]{8})(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
_COMPARED = (Link.ISSUER, Link.SUBJECT, Link.AUDIENCE, Link.KEY)


def lines(name: str, did: str, ran: Ran) -> Iterator[str]:
    """A paragraph about one broken link: what was done, what Azure said, what differs, how to mend it."""
    note = _note(ran)
    code, words = _azures_words(ran)
    told = _told(ran, note)
    yield f"{name:{MARGIN}}{did}"
    yield from _row(code, words)
    found, wanted = note.get("found"), note.get("wanted")
    if found and wanted:
        yield from _row("found", str(found))
        yield from _row("wanted", ", ".join(wanted) if isinstance(wanted, list) else str(wanted))
    elif told:
        yield from _row("that is", told.text)
    if told:
        yield from _row(f"mend ({told.finding.code})", told.remedy)


def _note(ran: Ran) -> dict[str, Any]:
    notes = [event.get("note", {}) for event in ran.events if event["status"] >= 400]
    # The first request of every vault client carries no token, to be told where to get one.
    refused = [note for note in notes if note.get("link") != "token"]
    return refused[-1] if refused else {}


def _told(ran: Ran, note: dict[str, Any]) -> Told | None:
    found, wanted = str(note.get("found", "")), note.get("wanted") or []
    link = next((each for each in _COMPARED if each == note.get("link")), None)
    if link is not None:
        near, candidate = near_miss([found], wanted)
        return for_refusal(Refused(link, found, tuple(wanted), near, candidate))
    findings = recognise(ran.err)
    return tell(findings[0], found=found, wanted=(note["action"],) if "action" in note else ()) if findings else None


def _azures_words(ran: Ran) -> tuple[str, str]:
    if entra := _ENTRA.search(ran.err):
        return entra.group(1), entra.group(2)
    if vault := _VAULT.search(ran.err):
        return f"403 {vault.group(2)}", vault.group(1)
    return "", ran.err.partition("\n")[0]


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
