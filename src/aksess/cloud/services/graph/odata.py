"""The part of OData that directory clients use: ``$filter``, ``$select``, ``$top`` over objects as dictionaries.

``$filter``: ``eq``, ``ne``, ``in``, ``startsWith``, ``endsWith``, ``and``, ``or``, ``not``, parentheses, and
``any`` over a list of texts or of objects. Names of properties and texts compare without case, as in Graph.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from aksess.cloud.services.graph.errors import bad_request

Object = dict[str, Any]
Test = Callable[[Object], bool]

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<word>[A-Za-z_$@][\w./@-]*)|(?P<number>-?\d[\w.:-]*)|(?P<mark>[(),:]))"
)
_LONGEST: Final = 4_000
_DEEPEST: Final = 50


def matching(text: str) -> Test:
    """Parse a ``$filter`` into a predicate.

    Raises:
        Fault: 400 for an invalid one.
    """
    if not text:
        return lambda _: True
    parser = _Parser(_tokens(text))
    test = parser.either()
    if parser.left:
        raise _unreadable(f"at {parser.left[0]!r}")
    return test


def named(text: str) -> frozenset[str]:
    """Return the properties that a ``$filter`` names.

    Raises:
        Fault: 400 for an invalid one.
    """
    parser = _Parser(_tokens(text))
    if text:
        parser.either()
    return frozenset(parser.names)


def selected(found: Object, names: str) -> Object:
    """Return the members that a ``$select`` names, or all if it names none. The id and annotations stay."""
    wanted = {name.strip() for name in names.split(",") if name.strip()}
    if not wanted or "*" in wanted:
        return found
    return {name: value for name, value in found.items() if name in wanted or name == "id" or name.startswith("@")}


def _tokens(text: str) -> list[str]:
    if len(text) > _LONGEST:
        raise _unreadable("it is too long")
    found, at = [], 0
    while text[at:].strip():
        token = _TOKEN.match(text, at)
        if token is None:
            raise _unreadable(f"at {text[at : at + 20]!r}")
        found.append(token[0].strip())
        at = token.end()
    return found


def _unreadable(why: str) -> Exception:
    return bad_request(f"Invalid filter clause: {why}", "BadRequest")


class _Parser:
    """Recursive descent over the tokens; each method consumes tokens from ``left``."""

    def __init__(self, tokens: list[str]) -> None:
        self.left = tokens
        self._depth = 0
        self.names: set[str] = set()
        self._variables: list[str] = []

    def either(self) -> Test:
        tests = [self._both()]
        while self._next_is("or"):
            self._take()
            tests.append(self._both())
        return tests[0] if len(tests) == 1 else lambda each: any(test(each) for test in tests)

    def _both(self) -> Test:
        tests = [self._one()]
        while self._next_is("and"):
            self._take()
            tests.append(self._one())
        return tests[0] if len(tests) == 1 else lambda each: all(test(each) for test in tests)

    def _one(self) -> Test:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _unreadable("it is too deep")
        word = self._take()
        if word == "(":
            inner = self.either()
            self._expect(")")
        elif word.lower() == "not":
            inner = _negated(self._one())
        elif word.lower() in ("startswith", "endswith"):
            inner = self._affix(word.lower())
        elif word.lower().endswith("/any"):
            inner = self._any(word[:-4])
        else:
            inner = self._comparison(word)
        self._depth -= 1
        return inner

    def _affix(self, name: str) -> Test:
        self._expect("(")
        path = self._property(self._take())
        self._expect(",")
        value = str(_value(self._take())).lower()
        self._expect(")")
        holds = str.startswith if name == "startswith" else str.endswith
        return lambda each: holds(str(_get(each, path) or "").lower(), value)

    def _any(self, path: str) -> Test:
        self._property(path)
        self._expect("(")
        variable = self._take()
        self._expect(":")
        self._variables.append(variable)
        inner = self.either()
        self._variables.pop()
        self._expect(")")
        return lambda each: any(inner({variable: item}) for item in _get(each, path) or [])

    def _property(self, path: str) -> str:
        name = path.partition("/")[0]
        if name not in self._variables:
            self.names.add(name)
        return path

    def _comparison(self, path: str) -> Test:
        self._property(path)
        operator = self._take().lower()
        if operator == "in":
            values = self._list()
            return lambda each: any(_same(_get(each, path), value) for value in values)
        value = _value(self._take())
        if operator == "eq":
            return lambda each: _same(_get(each, path), value)
        if operator == "ne":
            return lambda each: not _same(_get(each, path), value)
        raise _unreadable(f"the operator {operator!r} is not supported")

    def _list(self) -> list[Any]:
        self._expect("(")
        values = [_value(self._take())]
        while self._next_is(","):
            self._take()
            values.append(_value(self._take()))
        self._expect(")")
        return values

    def _next_is(self, word: str) -> bool:
        return bool(self.left) and self.left[0].lower() == word

    def _take(self) -> str:
        if not self.left:
            raise _unreadable("it ends too early")
        return self.left.pop(0)

    def _expect(self, mark: str) -> None:
        found = self._take()
        if found != mark:
            raise _unreadable(f"wanted {mark!r}, found {found!r}")


def _negated(test: Test) -> Test:
    return lambda each: not test(each)


def _value(token: str) -> Any:
    if token.startswith("'"):
        return token[1:-1].replace("''", "'")
    return {"true": True, "false": False, "null": None}.get(token.lower(), token)


def _get(found: Object, path: str) -> Any:
    value: Any = found
    for part in path.split("/"):
        if not isinstance(value, dict):
            return None
        value = next((each for name, each in value.items() if name.lower() == part.lower()), None)
    return value


def _same(found: Any, wanted: Any) -> bool:
    if isinstance(found, str) and isinstance(wanted, str):
        return found.lower() == wanted.lower()
    return type(found) is type(wanted) and bool(found == wanted)
