"""YAML text to nodes, safely: no tag is obeyed, nothing is unfolded without bound.

The parser is libyaml's, of which Terraform's is a translation, so that both take and refuse the same texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from aksess.model.nodes import Entries, Entry, Items, Mark, Node, Scalar, size_of
from aksess.model.problem import Path
from aksess.model.problem_collector import ProblemCollector
from aksess.model.scalars import resolve

MAX_DEPTH: Final = 32
MAX_NODES: Final = 100_000
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG: Final = "tag:yaml.org,2002:"
_PLAIN_TAGS: Final = frozenset({_TAG + name for name in ("int", "float", "bool", "null")})
_COLLECTION_TAGS: Final = frozenset({None, "!", _TAG + "map", _TAG + "seq"})
# YAML 1.2.2 section 5.1: everything else cannot stand in a YAML file at all.
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Unreadable(Exception):
    """The text is not what can be read on; the problem is in the findings."""


def compose(text: str, found: ProblemCollector) -> Node | None:
    """The one document of a text; None for an empty one. Raises Unreadable."""
    bad = _FORBIDDEN.search(text)
    if bad:
        before = text[: bad.start()]
        mark = Mark(before.count("\n") + 1, bad.start() - before.rfind("\n"))
        raise _unreadable(found, mark, f"found the control character U+{ord(bad[0]):04X}, expected text", "remove it")
    try:
        return _Composer(yaml.parse(text, Loader=_LOADER), found).document()
    except yaml.MarkedYAMLError as error:
        raise _broken(error, found) from None


def _unreadable(found: ProblemCollector, mark: Mark, says: str, hint: str) -> Unreadable:
    found.error(mark, (), says, hint)
    return Unreadable()


def _broken(error: yaml.MarkedYAMLError, found: ProblemCollector) -> Unreadable:
    at = error.problem_mark or error.context_mark
    mark = Mark(at.line + 1, at.column + 1) if at else Mark(1, 1)
    said = (error.problem or "unknown").replace("did not find expected", "there is no")
    begun = error.context_mark
    if begun and at and begun.line != at.line:
        # Of a bracket or quote that nothing closes, the place where it opens says more than the end of the file.
        said += f", in what begins on line {begun.line + 1}"
    hint = "look at the indentation, quotes and brackets on this line and the one before"
    if "character that cannot start any token" in said or "\t" in said:
        hint = "indent with spaces, not tabs; put text that starts with @, ` or % in quotes"
    elif "mapping values are not allowed" in said:
        hint = "put text that contains `: ` in quotes, and start keys of one mapping in one column"
    return _unreadable(found, mark, f"this is not YAML: {said}", hint)


class _Composer:
    """Nodes from parser events."""

    def __init__(self, events: Iterator[Any], found: ProblemCollector) -> None:
        self._events = events
        self._found = found
        self._anchors: dict[str, Node] = {}

    def document(self) -> Node | None:
        node: Node | None = None
        for event in self._events:
            match event:
                case yaml.DocumentStartEvent() if node is not None:
                    raise self._stop(event, "found a second document, expected one", "remove what follows the `---`")
                case yaml.DocumentStartEvent(version=version) if version not in (None, (1, 1)):
                    says = f"found YAML {'.'.join(map(str, version))}, expected 1.1, the one that Terraform reads"
                    raise self._stop(event, says, "remove the line that starts with %YAML")
                case yaml.DocumentStartEvent():
                    node = self._node(next(self._events), ())
        if isinstance(node, Scalar) and node.value is None and not node.text:
            return None
        return node

    def _node(self, event: Any, path: Path) -> Node:
        if len(path) > MAX_DEPTH:
            raise self._stop(event, f"found more than {MAX_DEPTH} levels, expected fewer", "aksess.yaml needs six")
        match event:
            case yaml.AliasEvent():
                return self._aliased(event)
            case yaml.ScalarEvent():
                node: Node = self._scalar(event)
            case yaml.SequenceStartEvent():
                node = self._items(event, path)
            case _:
                node = self._entries(event, path)
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _aliased(self, event: Any) -> Node:
        node = self._anchors.get(event.anchor)
        if node is None:
            says = f"alias `*{event.anchor}` stands before or inside its anchor, or has none"
            raise self._stop(event, says, f"write `&{event.anchor}` at an earlier value")
        mark = _mark(event)
        return node._replace(mark=mark) if isinstance(node, Scalar) else node

    def _scalar(self, event: Any) -> Scalar:
        plain = event.tag in _PLAIN_TAGS or (event.tag is None and event.implicit[0])
        if event.tag not in _PLAIN_TAGS and event.tag not in (None, "!", _TAG + "str"):
            self._tag(event)
        return Scalar(event.value, resolve(event.value) if plain else event.value, _mark(event))

    def _items(self, event: Any, path: Path) -> Items:
        if event.tag not in _COLLECTION_TAGS:
            self._tag(event)
        items: list[Node] = []
        size = 1
        for inner in self._events:
            if isinstance(inner, yaml.SequenceEndEvent):
                break
            items.append(self._node(inner, (*path, len(items))))
            size += self._counted(inner, size, items[-1])
        return Items(items, _mark(event), size)

    def _entries(self, event: Any, path: Path) -> Entries:
        if event.tag not in _COLLECTION_TAGS:
            self._tag(event)
        entries: dict[str, Entry] = {}
        size = 1
        for inner in self._events:
            if isinstance(inner, yaml.MappingEndEvent):
                break
            key = self._node(inner, path)
            here = (*path, key.text if isinstance(key, Scalar) else "?")
            node = self._node(next(self._events), here)
            size += self._counted(inner, size, node)
            self._enter(entries, key, node, _mark(inner), here)
        return Entries(entries, _mark(event), size)

    def _enter(self, entries: dict[str, Entry], key: Node, node: Node, mark: Mark, path: Path) -> None:
        if not isinstance(key, Scalar):
            self._found.error(
                mark, path, "found a list or mapping as a key, expected text", "write a plain word as the key"
            )
        elif key.text in entries:
            first = entries[key.text].mark.line
            says = f"key `{key.text}` is written twice, first on line {first}"
            self._found.error(mark, path, says, "keep one of them; the second would silently win")
        elif key.text == "<<":
            self._found.error(mark, path, "found a merge key `<<`, which is not read here", "write the keys out")
        elif not isinstance(key.value, str):
            says = f"key `{key.text}` is not text to every reader of YAML"
            self._found.error(mark, path, says, f'put it in quotes: "{key.text}"')
        else:
            entries[key.text] = Entry(mark, node)

    def _counted(self, event: Any, so_far: int, node: Node) -> int:
        size = size_of(node)
        if so_far + size > MAX_NODES:
            says = f"found more than {MAX_NODES} values once aliases are unfolded, expected fewer"
            raise self._stop(event, says, "write out what is meant, without aliases")
        return size

    def _tag(self, event: Any) -> None:
        says = f"found the tag `{event.tag.replace(_TAG, '!!')}`, which is not read here"
        self._found.error(_mark(event), (), says, "remove the tag")

    def _stop(self, event: Any, says: str, hint: str) -> Unreadable:
        return _unreadable(self._found, _mark(event), says, hint)


def _mark(event: Any) -> Mark:
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)
