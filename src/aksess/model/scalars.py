"""Plain scalars: what an unquoted word in YAML is.

Two readers must agree about every word: this program and Terraform's ``yamldecode``, which takes some words of YAML
1.1 for booleans and numbers. A word that they could read differently is ``Ambiguous``, and has to be quoted.
Source: zclconf/go-cty-yaml, resolve.go; YAML 1.2.2 section 10.3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE: Final = frozenset({"true", "True", "TRUE"})
_FALSE: Final = frozenset({"false", "False", "FALSE"})
_OLD_BOOLEANS: Final = frozenset(
    spelling for word in ("y", "n", "yes", "no", "on", "off") for spelling in (word, word.title(), word.upper())
)
_WHOLE: Final = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})", re.ASCII)
_FLOAT: Final = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)
_NUMBER_LIKE: Final = re.compile(r"[-+]?(\.(inf|Inf|INF|nan|NaN|NAN)|0[xob]?[0-9a-fA-F_]+|[0-9][0-9_.eE+-]*)", re.ASCII)
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A word that readers of YAML disagree about. like: what it may be taken for."""

    like: str


Value = None | bool | int | float | str | Ambiguous


def resolve(text: str) -> Value:
    """The value of a plain scalar."""
    if text in _NULLS:
        return None
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    if text in _OLD_BOOLEANS:
        return Ambiguous("a boolean")
    if text[0] in "0123456789+-.":
        return _number(text)
    return text


def _number(text: str) -> Value:
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DATE.fullmatch(text):
        return Ambiguous("a date")
    if _FLOAT.fullmatch(text):
        return float(text)
    if _NUMBER_LIKE.fullmatch(text) and not _is_version(text):
        return Ambiguous("a number")
    return text


def _is_version(text: str) -> bool:
    """``1.30.4`` and ``10.0.0.1`` are no numbers to anybody."""
    return text.count(".") > 1 or ("-" in text[1:] and "e" not in text.lower())
