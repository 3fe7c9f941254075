"""The XML of the storage services: read with no DTD and no entities of its own, written by hand.

Storage's bodies are small trees of elements with text (Microsoft Learn, "Status and error codes"); namespaces,
comments and processing instructions carry no meaning there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from xml.parsers.expat import ExpatError, ParserCreate

DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>'
MAX_DEPTH = 32


class BadMarkup(Exception):
    """The body is not the XML that was wanted; the text says why."""


@dataclass(slots=True)
class Element:
    """One element: its text, where it has no children, and its children in order."""

    name: str
    text: str = ""
    children: list[Element] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)

    def child(self, name: str) -> Element | None:
        """The first child of that name."""
        return next((each for each in self.children if each.name == name), None)

    def text_of(self, name: str, default: str = "") -> str:
        """The text of the first child of that name."""
        found = self.child(name)
        return default if found is None else found.text


def element(name: str, *children: Element, text: str = "", attributes: dict[str, str] | None = None) -> Element:
    """An element to write."""
    return Element(name, text, list(children), attributes or {})


def write(root: Element) -> bytes:
    """A document, UTF-8, with its declaration."""
    return DECLARATION + _text_of(root).encode("utf-8", "surrogatepass")


def write_fragment(root: Element) -> str:
    """One element as text, without a declaration."""
    return _text_of(root)


def read(raw: bytes) -> Element:
    """The root element of a document. Raises BadMarkup: not well-formed, too deep, or with a document type."""
    reader = _Reader()
    try:
        reader.parser.Parse(raw, True)
    except (ExpatError, LookupError, ValueError) as error:
        # The last two: an encoding that nobody knows, or one of more than a byte a character.
        raise BadMarkup(str(error)) from error
    if reader.root is None:
        raise BadMarkup("no element found")
    return reader.root


class _Reader:
    """Builds the tree. A document type is refused at its first character: nothing that it defines is ever read."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []
        self.parser = ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def _doctype(self, *_: object) -> None:
        raise BadMarkup("a document type is not allowed")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise BadMarkup(f"elements are nested deeper than {MAX_DEPTH}")
        made = Element(name, attributes=dict(attributes))
        if self._open:
            self._open[-1].children.append(made)
        else:
            self.root = made
        self._open.append(made)

    def _end(self, _: str) -> None:
        closed = self._open.pop()
        if closed.children:
            closed.text = ""

    def _characters(self, text: str) -> None:
        self._open[-1].text += text


def _text_of(root: Element) -> str:
    attributes = "".join(f' {name}="{_attribute(value)}"' for name, value in root.attributes.items())
    inside = "".join(_text_of(child) for child in root.children) or _escaped(root.text)
    return f"<{root.name}{attributes}>{inside}</{root.name}>" if inside else f"<{root.name}{attributes} />"


def _escaped(text: str) -> str:
    # A reader would turn a bare carriage return into a line feed (XML 1.0, 2.11).
    return escape(text, quote=False).replace("\r", "&#xD;")


def _attribute(text: str) -> str:
    # A reader would turn these into spaces (XML 1.0, 3.3.3).
    return escape(text).replace("\r", "&#xD;").replace("\n", "&#xA;").replace("\t", "&#x9;")
