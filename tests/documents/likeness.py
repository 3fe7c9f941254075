"""Whether what came out is what a page shows, where ids, times and ports are another's every time."""

from __future__ import annotations

import re
from collections.abc import Sequence

# What a page shows of one run, and what it may be in another.
_VOLATILE = (
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\dZ?",
    r"\d\d:\d\d:\d\d\.\d{3}",
    r"\d+\.\d+ ?s\b",
    r"127\.0\.0\.1:\d+",
    r"(?<=process )\d+",
    r"(?<=[a-z]-)[0-9a-f]{6}\b",
)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_PIECES = re.compile("(…)|" + "|".join(f"({each})" for each in _VOLATILE))


def alike(shown: Sequence[str], came: str) -> bool:
    """Line by line. ``…`` stands for anything in a line; alone, for any number of lines. Colours do not count."""
    wanted = "".join(_line(line) for line in shown)
    lines = "".join(f"{line.rstrip()}\n" for line in _COLOUR.sub("", came).strip("\n").splitlines())
    return re.fullmatch(wanted, lines) is not None


def _line(shown: str) -> str:
    if shown.strip() == "…":
        return r"(?:.*\n)*?"
    pieces, at = "", 0
    for found in _PIECES.finditer(shown):
        pieces += re.escape(shown[at : found.start()]) + _any_of(found)
        at = found.end()
    return pieces + re.escape(shown[at:].rstrip()) + r"\n"


def _any_of(found: re.Match[str]) -> str:
    kind = found.lastindex or 1
    return ".*?" if kind == 1 else _VOLATILE[kind - 2]
