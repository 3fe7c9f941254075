"""Nodes against shapes: what fits becomes plain data, what does not becomes a problem."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache
from typing import Any, Final

from aksess.model.nearest import suggestion
from aksess.model.nodes import Entries, Items, Node, Scalar
from aksess.model.problem import Path, shown
from aksess.model.problem_collector import ProblemCollector
from aksess.model.scalars import Ambiguous
from aksess.model.schema_types import (
    Choice,
    Flag,
    Listing,
    Record,
    Rule,
    Shape,
    Table,
    Text,
    Whole,
    example_of,
    expected_by,
)


class Missing:
    """Stands for a value that did not fit."""


MISSING: Final = Missing()
_SHOWN: Final = 60


def validate(node: Node, shape: Shape, path: Path, found: ProblemCollector) -> Any:
    """The plain data of a node, without the parts that do not fit; MISSING if nothing of it does.

    A text of the right type that breaks only its rule stays, so that references to it are not problems too.
    """
    found.values[path] = node.mark
    match shape:
        case Record():
            return _record(node, shape, path, found)
        case Listing():
            return _listing(node, shape, path, found)
        case Table():
            return _table(node, shape, path, found)
        case _:
            return _scalar(node, shape, path, found)


def _record(node: Node, shape: Record, path: Path, found: ProblemCollector) -> Any:
    if shape.shorthand and isinstance(node, Scalar) and isinstance(node.value, str):
        inner = validate(node, shape.fields[shape.shorthand].shape, (*path, shape.shorthand), found)
        return _with_defaults({shape.shorthand: inner}, {shape.shorthand}, shape)
    if not isinstance(node, Entries):
        return _misfit(node, shape, path, found)
    data = {}
    for key, entry in node.entries.items():
        inner_path = (*path, key)
        found.keys[inner_path] = entry.mark
        field = shape.fields.get(key)
        if field is None:
            says = f"unknown key `{_short(key)}` in {_label(path)}"
            found.error(entry.mark, inner_path, says, suggestion(key, shape.fields, "remove it"))
            continue
        value = validate(entry.node, field.shape, inner_path, found)
        if value is not MISSING:
            data[key] = value
    _complete(node, shape, path, found)
    return _with_defaults(data, node.entries.keys(), shape)


def _with_defaults(data: dict[str, Any], written: Set[str], shape: Record) -> dict[str, Any]:
    """The data with the defaults of the keys that were not written; a key that did not fit stays absent."""
    for key, field in shape.fields.items():
        if key in written:
            continue
        if field.default is not None:
            data[key] = field.default
        elif field.same_as in data:
            data[key] = data[field.same_as]
    return data


def _complete(node: Entries, shape: Record, path: Path, found: ProblemCollector) -> None:
    for key, field in shape.fields.items():
        if field.required and key not in node.entries:
            says = f"{_label(path)} has no `{key}`, which it needs"
            found.error(node.mark, path, says, f"add `{key}: {example_of(field.shape)}`")
    for group in shape.one_of:
        there = [key for key in group if key in node.entries]
        names = " or ".join(f"`{key}`" for key in group)
        if not there:
            example = f"{group[0]}: {example_of(shape.fields[group[0]].shape)}"
            found.error(node.mark, path, f"{_label(path)} has no {names}, expected one of them", f"add `{example}`")
        elif len(there) > 1:
            mark = node.entries[there[1]].mark
            found.error(mark, path, f"{_label(path)} has {' and '.join(there)}, expected one", "remove one of them")


def _listing(node: Node, shape: Listing, path: Path, found: ProblemCollector) -> Any:
    if shape.single and isinstance(node, Scalar) and node.value is not None:
        return [item] if (item := validate(node, shape.item, (*path, 0), found)) is not MISSING else []
    if not isinstance(node, Items):
        return _misfit(node, shape, path, found)
    if len(node.items) < shape.least:
        says = f"{_label(path)} is empty, expected at least {shape.least}"
        found.error(node.mark, path, says, f"write {example_of(shape)}")
    # What does not fit leaves a hole, so that the places of the others stay what they are in the file.
    return [validate(item, shape.item, (*path, index), found) for index, item in enumerate(node.items)]


def _table(node: Node, shape: Table, path: Path, found: ProblemCollector) -> Any:
    if not isinstance(node, Entries):
        return _misfit(node, shape, path, found)
    if len(node.entries) > shape.most:
        says = f"{_label(path)} has {len(node.entries)} names, expected at most {shape.most}"
        found.error(node.mark, path, says, "remove some")
    data = {}
    for key, entry in node.entries.items():
        inner_path = (*path, key)
        if not _matcher(shape.key).fullmatch(key):
            says = f"`{_short(key)}` in {_label(path)} is not a valid name, expected {shape.key.words}"
            found.error(entry.mark, inner_path, says, "rename it")
        value = validate(entry.node, Text("widemo", shape.value), inner_path, found)
        if value is not MISSING:
            data[key] = value
    return data


def _scalar(node: Node, shape: Text | Choice | Whole | Flag, path: Path, found: ProblemCollector) -> Any:
    if not isinstance(node, Scalar):
        return _misfit(node, shape, path, found)
    value = node.value
    match shape:
        case Text(rule=rule) if isinstance(value, str):
            if rule is not None and not _matcher(rule).fullmatch(value):
                _misfit(node, shape, path, found)
            return value
        case Choice(words) if isinstance(value, str):
            if value in words:
                return value
            says = f"{_label(path)} is `{_short(value)}`, expected {expected_by(shape)}"
            found.error(node.mark, path, says, suggestion(value, words, ""))
            return MISSING
        case Whole(least, most) if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        case Flag() if isinstance(value, bool):
            return value
        case _:
            return _misfit(node, shape, path, found)


def _misfit(node: Node, shape: Shape, path: Path, found: ProblemCollector) -> Missing:
    says = f"{_label(path)} is {_seen(node, shape)}, expected {expected_by(shape)}"
    found.error(node.mark, path, says, _cure(node, shape))
    return MISSING


def _seen(node: Node, shape: Shape) -> str:
    """What stands there, in words."""
    match node:
        case Items():
            return "a list"
        case Entries():
            return "a mapping"
        case Scalar(value=None):
            return "empty"
        case Scalar() if isinstance(shape, Text) and shape.secret:
            return "no text"
        case Scalar(text, Ambiguous(like)):
            return f"`{_short(text)}`, which other readers of YAML take for {like}"
        case Scalar(text, bool()):
            return f"the boolean {text}"
        case Scalar(text, int() | float()):
            return f"the number {_short(text)}"
        case Scalar(text, str()) if isinstance(shape, Flag | Whole) and _plainly(text, shape):
            return f'the text "{_short(text)}"'
        case Scalar(text):
            return f"`{_short(text)}`"


def _cure(node: Node, shape: Shape) -> str:
    match node, shape:
        case Scalar(value=None), _:
            return f"write a value, such as {example_of(shape)}, or remove the key"
        case Scalar(text, str()), Flag() | Whole() if _plainly(text, shape):
            return f"remove the quotes: {text}"
        case Scalar(value=str()), Text() | Whole() | Choice():
            return f"for example: {example_of(shape)}"
        case Scalar(text), Text(secret=secret):
            return "put it in quotes" if secret else f'put it in quotes: "{_short(text)}"'
        case Scalar(text, str()), Listing(Text()):
            return f"write it as a list: [{_short(text)}]"
        case _:
            return f"for example: {example_of(shape)}"


def _plainly(text: str, shape: Flag | Whole) -> bool:
    """Whether text that is in quotes would be what is expected without them."""
    return text in ("true", "false") if isinstance(shape, Flag) else text.isdecimal()


def _label(path: Path) -> str:
    return f"`{shown(path)}`" if path else "the file"


def _short(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"


@lru_cache(64)
def _matcher(rule: Rule) -> re.Pattern[str]:
    return re.compile(rule.pattern)
