"""Filters: ``key``, ``label``, ``tags``, ``name`` and ``status`` of the lists.

Microsoft Learn, "Key-values", "Filtering": ``*`` at the end stands for any rest, a comma for or (five at most), a
backslash takes a reserved character as it is. Revisions also take ``*`` at the beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aksess.cloud.services.appconfig.errors import invalid_parameter

MOST = 5
NO_LABEL = "\0"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One alternative: a text, with anything before it or after it."""

    text: str
    before: bool = False
    after: bool = False

    def matches(self, value: str) -> bool:
        """Whether a value is of this pattern."""
        if self.before and self.after:
            return self.text in value
        if self.after:
            return value.startswith(self.text)
        return value.endswith(self.text) if self.before else value == self.text


@dataclass(frozen=True, slots=True)
class Filter:
    """Alternatives; none at all lets everything through."""

    patterns: tuple[Pattern, ...] = ()

    def matches(self, value: str) -> bool:
        """Whether a value passes."""
        return not self.patterns or any(pattern.matches(value) for pattern in self.patterns)

    @property
    def exact(self) -> bool:
        """Whether exactly one value passes."""
        return len(self.patterns) == 1 and not (self.patterns[0].before or self.patterns[0].after)


def read_filter(name: str, text: str | None, *, anywhere: bool = False) -> Filter:
    """The filter of a query parameter; one that is not there lets everything through.

    name: of the parameter, for the error. anywhere: ``*`` may also begin an alternative. Raises Fault(400).
    """
    if text is None or text == "*":
        return Filter()
    parts = _split(name, text)
    if len(parts) > MOST:
        raise invalid_parameter(name, f"more than {MOST} alternatives")
    return Filter(tuple(_pattern(name, part, anywhere) for part in parts))


def read_label_filter(text: str | None, *, anywhere: bool = False) -> Filter:
    """As ``read_filter``; ``%00`` is no label, which is kept as the empty text."""
    if text in ("", NO_LABEL):
        return Filter((Pattern(""),))
    found = read_filter("label", text, anywhere=anywhere)
    return Filter(tuple(Pattern("") if each == Pattern(NO_LABEL) else each for each in found.patterns))


def read_tag_filter(texts: Iterable[str]) -> Mapping[str, str | None]:
    """The tags that must be there, each with its value; ``%00`` is null. Raises Fault(400)."""
    found: dict[str, str | None] = {}
    for text in texts:
        if not text:
            continue
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise invalid_parameter("tags", f"{text!r} is not name=value")
        found[_plain(name)] = None if value == NO_LABEL else _plain(value)
    if len(found) > MOST:
        raise invalid_parameter("tags", f"more than {MOST} filters")
    return found


def _split(name: str, text: str) -> list[list[str]]:
    """Alternatives, each a list of characters; an escaped one keeps its backslash."""
    parts: list[list[str]] = [[]]
    characters = iter(text)
    for at, character in enumerate(characters):
        if character == "\\":
            following = next(characters, "")
            if not following:
                raise invalid_parameter(name, f"({at}): a backslash escapes nothing")
            parts[-1].append("\\" + following)
        elif character == ",":
            parts.append([])
        else:
            parts[-1].append(character)
    return parts


def _pattern(name: str, part: list[str], anywhere: bool) -> Pattern:
    after = bool(part) and part[-1] == "*"
    rest = part[:-1] if after else part
    before = anywhere and bool(rest) and rest[0] == "*"
    rest = rest[1:] if before else rest
    if "*" in rest:
        raise invalid_parameter(name, f"({rest.index('*')}): Invalid character")
    return Pattern("".join(character[-1] for character in rest), before, after)


def _plain(text: str) -> str:
    """A text without its escapes."""
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)
