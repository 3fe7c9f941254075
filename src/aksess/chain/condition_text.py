"""The grammar of conditions, as a recursive descent.

    either  = both {"OR" both}                  both  = term {"AND" term}
    term    = ("!" | "NOT") term | "(" either ")" | "ActionMatches{...}" | "SubOperationMatches{...}" | comparison
            | "Exists" attribute
    comparison = attribute operator (values | attribute)        attribute = "@" source "[" name "]"

What compares two attributes, or asks whether one exists, is read and stays unsure.

Azure asks for parentheses where AND and OR meet; AND binds closer here, as everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from aksess.chain.condition_attributes import ConditionAttributes, Ternary
from aksess.chain.condition_terms import action_term, comparison_term, suboperation_term, unsure

Ask: TypeAlias = Callable[[str, ConditionAttributes], Ternary]

_TOKEN: Final = re.compile(
    r"""\s*(?:(?P<sign>&&|\|\||[()!{},])
      | (?P<attribute>@\w+\[[^\]]*\])
      | '(?P<quoted>(?:[^'\\]|\\.)*)'
      | (?P<word>[\w:.\-/$<>*?]+))""",
    re.VERBOSE,
)
_SYNONYMS: Final = {"&&": "and", "||": "or", "not": "!", "and": "and", "or": "or"}
# A condition of 8 KB is Azure's limit; a deeper nesting than this is nobody's, and would exhaust the stack.
_DEPTH: Final = 64


class CannotReadCondition(ValueError):
    """A text is no condition."""


def parse(text: str) -> Ask:
    """What a condition asks. Raises CannotReadCondition."""
    reader = _Reader(_tokens(text))
    ask = reader.either(0)
    reader.end()
    return ask


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    at, text = 0, text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            raise CannotReadCondition(f"at character {at}: {text[at : at + 20]!r}")
        kind, value = found.lastgroup, found[found.lastgroup]
        known = _SYNONYMS.get(value.lower()) if kind in ("sign", "word") else None
        tokens.append(("sign", known) if known else (kind, value))
        at = found.end()
    return tokens


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0

    def either(self, depth: int) -> Ask:
        terms = [self._both(depth)]
        while self._take("or"):
            terms.append(self._both(depth))
        return terms[0] if len(terms) == 1 else _greatest(terms)

    def _both(self, depth: int) -> Ask:
        terms = [self._term(depth)]
        while self._take("and"):
            terms.append(self._term(depth))
        return terms[0] if len(terms) == 1 else _least(terms)

    def _term(self, depth: int) -> Ask:
        if depth > _DEPTH:
            raise CannotReadCondition("nested too deeply")
        if self._take("!"):
            return _opposite(self._term(depth + 1))
        if self._take("("):
            inner = self.either(depth + 1)
            self._need(")")
            return inner
        kind, value = self._next()
        if kind == "word" and value.lower() == "actionmatches":
            return action_term(self._values())
        if kind == "word" and value.lower() == "suboperationmatches":
            return suboperation_term(self._values())
        if kind == "word" and value.lower() == "exists":
            return self._existence()
        if kind == "attribute":
            return self._comparison(value)
        raise _unexpected(value)

    def _comparison(self, attribute: str) -> Ask:
        source, _, name = attribute[1:-1].partition("[")
        kind, operator = self._next()
        if kind != "word":
            raise _unexpected(operator)
        if self._is("attribute"):
            self._next()
            return unsure
        return comparison_term(source, name, operator, self._values())

    def _existence(self) -> Ask:
        kind, attribute = self._next()
        if kind != "attribute":
            raise _unexpected(attribute)
        return unsure

    def _values(self) -> tuple[str, ...]:
        if not self._take("{"):
            return (self._value(),)
        values = [self._value()]
        while self._take(","):
            values.append(self._value())
        self._need("}")
        return tuple(values)

    def _value(self) -> str:
        kind, value = self._next()
        if kind not in ("quoted", "word"):
            raise _unexpected(value)
        return value

    def _next(self) -> tuple[str, str]:
        if self._at == len(self._tokens):
            raise CannotReadCondition("it ends too soon")
        self._at += 1
        return self._tokens[self._at - 1]

    def _take(self, sign: str) -> bool:
        if self._at < len(self._tokens) and self._tokens[self._at] == ("sign", sign):
            self._at += 1
            return True
        return False

    def _is(self, kind: str) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at][0] == kind

    def _need(self, sign: str) -> None:
        if not self._take(sign):
            raise CannotReadCondition(f"{sign!r} is missing")

    def end(self) -> None:
        if self._at != len(self._tokens):
            raise _unexpected(self._tokens[self._at][1])


def _unexpected(value: str) -> CannotReadCondition:
    return CannotReadCondition(f"{value!r} is not expected there")


def _least(terms: list[Ask]) -> Ask:
    return lambda action, attributes: min((term(action, attributes) for term in terms), key=_value_of)


def _greatest(terms: list[Ask]) -> Ask:
    return lambda action, attributes: max((term(action, attributes) for term in terms), key=_value_of)


def _opposite(term: Ask) -> Ask:
    return lambda action, attributes: Ternary(2 - term(action, attributes).value)


def _value_of(truth: Ternary) -> int:
    return truth.value
