"""Whole numbers in annotations, read as Go's ``strconv.ParseInt(text, 10, bits)`` reads them.

Python's ``int`` takes white space, underscores and the digits of every script; the API's other readers do not.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

_WHOLE: Final = re.compile(r"[+-]?[0-9]+", re.ASCII)
_SHOWN: Final = 64
# More digits than any 64-bit number needs; beyond it Python's own conversion would be slow.
_DIGITS: Final = 40


@dataclass(frozen=True, slots=True)
class NotNumber:
    """The text is no number of that size. reason: in the words that Go programs print."""

    reason: str


def parse_int(text: str, bits: int) -> int | NotNumber:
    """The number in ``text`` if it is a signed decimal of ``bits`` bits."""
    if not _WHOLE.fullmatch(text):
        return NotNumber(f"strconv.ParseInt: parsing {_quoted(text)}: invalid syntax")
    significant = text.lstrip("+-").lstrip("0") or "0"
    if len(significant) <= _DIGITS:
        number = -int(significant) if text[0] == "-" else int(significant)
        if -(1 << bits - 1) <= number < 1 << bits - 1:
            return number
    return NotNumber(f"strconv.ParseInt: parsing {_quoted(text)}: value out of range")


def _quoted(text: str) -> str:
    return json.dumps(text if len(text) <= _SHOWN else text[:_SHOWN] + "...", ensure_ascii=False)
