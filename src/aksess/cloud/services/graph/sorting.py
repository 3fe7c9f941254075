"""``$orderby`` and ``$search`` of a list. Microsoft Learn, "Advanced query capabilities on directory objects"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import Final

from aksess.cloud.services.graph.errors import bad_request
from aksess.cloud.services.graph.odata import Object, Test

_ORDER: Final = re.compile(r"\s*([A-Za-z][\w/]*)(?:\s+(asc|desc))?\s*", re.IGNORECASE)
_CLAUSE: Final = re.compile(r'\s*"([A-Za-z]+):((?:[^"\\]|\\.)*)"\s*(AND|OR|$)')
# $search compares these by word, others by prefix.
_BY_WORDS: Final = frozenset({"displayname", "description"})
_SPLIT: Final = re.compile(r"[\W_]+")


def order_names(text: str) -> list[str]:
    """Return the properties that a ``$orderby`` names.

    Raises:
        Fault: 400.
    """
    return [name for name, _ in _clauses(text)]


def ordered(found: list[Object], text: str) -> list[Object]:
    """Sort objects by a ``$orderby``; an empty one keeps their order.

    Raises:
        Fault: 400.
    """
    for name, descending in reversed(_clauses(text)):
        found = sorted(found, key=partial(_text, name=name), reverse=descending)
    return found


def _clauses(text: str) -> list[tuple[str, bool]]:
    clauses = []
    for clause in text.split(",") if text.strip() else ():
        read = _ORDER.fullmatch(clause)
        if read is None:
            raise bad_request(f"Invalid $orderby clause: '{clause.strip()[:80]}'.", "BadRequest")
        clauses.append((read[1], (read[2] or "").lower() == "desc"))
    return clauses


def searching(text: str) -> Test:
    """Parse a ``$search`` into a predicate: ``"displayName:word"``, joined by AND or OR.

    Raises:
        Fault: 400.
    """
    alternatives: list[list[Test]] = [[]]
    at, joint = 0, "AND"
    while joint:
        read = _CLAUSE.match(text, at)
        if read is None:
            raise bad_request('Invalid $search clause: it must read "property:value", in quotes.', "BadRequest")
        if joint == "OR":
            alternatives.append([])
        alternatives[-1].append(_clause(read[1], re.sub(r"\\(.)", r"\1", read[2])))
        at, joint = read.end(), read[3]
    return lambda each: any(all(test(each) for test in tests) for tests in alternatives)


def _clause(name: str, value: str) -> Test:
    wanted = value.lower()
    if name.lower() not in _BY_WORDS:
        return lambda each: _text(each, name).startswith(wanted)
    words = _words(wanted)
    return lambda each: all(any(mine.startswith(word) for mine in _words(_text(each, name))) for word in words)


def _words(text: str) -> Iterable[str]:
    return [word for word in _SPLIT.split(text) if word]


def _text(found: Object, name: str) -> str:
    value = next((each for key, each in found.items() if key.lower() == name.lower()), None)
    return "" if value is None else str(value).lower()
