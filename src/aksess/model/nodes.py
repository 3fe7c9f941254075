"""A YAML document as nodes that know where they stand."""

from __future__ import annotations

from typing import NamedTuple

from aksess.model.scalars import Value


class Mark(NamedTuple):
    """A place in the file, from 1."""

    line: int
    column: int


class Scalar(NamedTuple):
    """text: as written, without quotes. value: what it is."""

    text: str
    value: Value
    mark: Mark


class Entry(NamedTuple):
    """One key of a mapping and its value. mark: the key's."""

    mark: Mark
    node: Node


class Items(NamedTuple):
    """A list. size: nodes in it, aliases counted where they stand."""

    items: list[Node]
    mark: Mark
    size: int


class Entries(NamedTuple):
    """A mapping, in the order of the file."""

    entries: dict[str, Entry]
    mark: Mark
    size: int


Node = Scalar | Items | Entries


def size_of(node: Node) -> int:
    """Nodes that this one unfolds to."""
    return 1 if isinstance(node, Scalar) else node.size
