"""``$filter`` as ARM's lists take it: comparisons and a few functions, joined by ``and``.

Microsoft Learn, "Resources - List" and "Role Assignments - List For Scope" (URI parameters).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from aksess.cloud.pipeline.fault import Fault

_VALUE: Final = r"'((?:[^']|'')*)'"
_COMPARISON: Final = re.compile(rf"([\w/.]+)\s+(eq|ne)\s+{_VALUE}", re.IGNORECASE)
_FUNCTION: Final = re.compile(
    rf"(\w+)\(\s*(?:{_VALUE}(?:\s*,\s*([\w/]+))?|([\w/]+)\s*,\s*{_VALUE})?\s*\)", re.IGNORECASE
)
_AND: Final = re.compile(r"\s+and\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """One term. word: ``eq``, ``ne``, or the function's name, in lower case. field: in lower case, "" for none."""

    word: str
    field: str = ""
    value: str = ""


def read_filter(text: str, served: Collection[tuple[str, str]]) -> list[Term]:
    """The terms of a filter, all of which must hold. Raises Fault 400 InvalidFilterInQueryString.

    served: the words with their fields, in lower case, that the list knows. Another one is refused, not passed over.
    """
    rest, terms = text.strip().replace("+", " "), []
    while rest:
        term, length = _term(rest, text)
        if (term.word, term.field) not in served:
            raise _refused(text)
        terms.append(term)
        rest = rest[length:]
        joined = _AND.match(rest)
        if joined is None and rest.strip():
            raise _refused(text)
        rest = rest[joined.end() :] if joined else ""
    return terms


TAG_TERMS: Final = frozenset({("eq", "tagname"), ("eq", "tagvalue")})


def carries(tags: Mapping[str, str] | None, terms: Collection[Term]) -> bool:
    """Whether a resource with those tags passes the terms that are about tags: the value is that of the named tag."""
    own = {name.lower(): value for name, value in (tags or {}).items()}
    names = [term.value.lower() for term in terms if term.field == "tagname"]
    values = [term.value for term in terms if term.field == "tagvalue"]
    if not all(name in own for name in names):
        return False
    among = [own[name] for name in names] or list(own.values())
    return all(value in among for value in values)


def _refused(text: str) -> Fault:
    """The Fault for a filter that cannot be read, or asks what is not served."""
    return Fault(400, "InvalidFilterInQueryString", f"Invalid $filter '{text[:200]}' specified in the query string.")


def _term(rest: str, text: str) -> tuple[Term, int]:
    if found := _COMPARISON.match(rest):
        return Term(found[2].lower(), found[1].lower(), found[3].replace("''", "'")), found.end()
    if found := _FUNCTION.match(rest):
        field, value = found[3] or found[4] or "", found[2] or found[5] or ""
        return Term(found[1].lower(), field.lower(), value.replace("''", "'")), found.end()
    raise _refused(text)
