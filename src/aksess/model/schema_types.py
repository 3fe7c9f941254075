"""The vocabulary in which the form of aksess.yaml is written down once: for checking, for editors, for the manual."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Rule(NamedTuple):
    """What a text has to look like. pattern: of the whole text, in the part of regular expressions that Python and
    ECMAScript share. words: the same for people."""

    pattern: str
    words: str


class Text(NamedTuple):
    """A text. secret: it is never shown."""

    example: str
    rule: Rule | None = None
    secret: bool = False


class Choice(NamedTuple):
    """One of a few words. The first is the example."""

    words: tuple[str, ...]


class Whole(NamedTuple):
    """A whole number from ``least`` to ``most``."""

    least: int
    most: int
    example: int


class Flag(NamedTuple):
    """true or false."""

    words: tuple[str, ...] = ("true", "false")


class Listing(NamedTuple):
    """A list. single: one item may stand without the list. least: the fewest items."""

    item: Shape
    single: bool = False
    least: int = 0


class Table(NamedTuple):
    """Texts by name."""

    key: Rule
    value: Rule
    most: int


class Field(NamedTuple):
    """A key of a record.

    Attributes:
        shape: The values that the key may have.
        about: A description for editors and the manual.
        required: Whether the key must be there.
        default: The value that validation writes where the key is absent; None for none.
        same_as: The key of the same record whose value is the default, such as ``name``; "" for none.
        absent: The meaning of an absent key in words, where the default does not say it.
    """

    shape: Shape
    about: str
    required: bool = False
    default: str | int | bool | None = None
    same_as: str = ""
    absent: str = ""

    @property
    def absence(self) -> str:
        """The meaning of an absent key for people; "" where an absent key is an empty one."""
        if self.absent or self.default is None:
            return self.absent
        return str(self.default).lower() if isinstance(self.default, bool) else str(self.default)


class Record(NamedTuple):
    """A mapping with known keys.

    example: one line of YAML. shorthand: the key that a plain text stands for. one_of: of these keys exactly one.
    """

    example: str
    fields: Mapping[str, Field]
    shorthand: str = ""
    one_of: tuple[tuple[str, ...], ...] = ()


Shape = Text | Choice | Whole | Flag | Listing | Table | Record


def example_of(shape: Shape) -> str:
    """The shape as a line of YAML that fits it."""
    match shape:
        case Text(example) | Record(example):
            return example
        case Choice(words):
            return words[0]
        case Whole():
            return str(shape.example)
        case Flag():
            return "true"
        case Listing(item):
            return f"[{example_of(item)}]"
        case Table():
            return "{project: widemo}"


def expected_by(shape: Shape) -> str:
    """The shape in words, to follow "expected"."""
    match shape:
        case Text(rule=rule):
            return rule.words if rule else "text"
        case Choice(words):
            return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
        case Whole(least, most):
            return f"a whole number from {least} to {most}"
        case Flag():
            return "true or false"
        case Listing():
            return "a list"
        case Table():
            return "a mapping of names to text"
        case Record():
            return "a mapping"
