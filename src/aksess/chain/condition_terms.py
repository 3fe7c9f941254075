"""The terms of conditions: an action is matched, an attribute is compared."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from aksess.chain.action_patterns import ActionPatterns
from aksess.chain.condition_attributes import ConditionAttributes, Ternary

Ask: TypeAlias = Callable[[str, ConditionAttributes], Ternary]
Compare: TypeAlias = Callable[[str, str], bool]


def action_term(patterns: tuple[str, ...]) -> Ask:
    """``ActionMatches{'pattern'}``."""
    matched = ActionPatterns(patterns)
    return lambda action, attributes: _truth(matched.contain(action))


def suboperation_term(names: tuple[str, ...]) -> Ask:
    """``SubOperationMatches{'Blob.List'}``."""
    wanted = frozenset(name.lower() for name in names)
    return lambda action, attributes: _truth(attributes.suboperation.lower() in wanted)


def unsure(action: str, attributes: ConditionAttributes) -> Ternary:
    """A term that nobody here can judge."""
    return Ternary.UNSURE


def comparison_term(source: str, attribute: str, operator: str, values: tuple[str, ...]) -> Ask:
    """``@Request[attribute] operator {values}``; unsure where the source or the operator is not served.

    Sources that are served: Request and Resource; ``@Principal`` and ``@Environment`` are not, no caller knows them.
    Operators that are not: those on numbers, dates and addresses.
    """
    quantifier, colon, function = operator.rpartition(":")
    over = _QUANTIFIERS.get(quantifier.lower() if colon else "foranyofanyvalues")
    compare = _FUNCTIONS.get(function.lower())
    side = source.lower()
    if over is None or compare is None or side not in ("request", "resource"):
        return unsure
    name = attribute.lower()

    def ask(action: str, attributes: ConditionAttributes) -> Ternary:
        said = attributes.request if side == "request" else attributes.resource
        # "@Request[subOperation]" is the older spelling of SubOperationMatches.
        mine = (attributes.suboperation,) if name == "suboperation" else said.get(name)
        # A fact that nobody gave decides nothing, in either direction.
        return Ternary.UNSURE if mine is None else _truth(over(mine, values, compare))

    return ask


def _truth(holds: bool) -> Ternary:
    return Ternary.HOLDS if holds else Ternary.FAILS


Quantifier: TypeAlias = Callable[[tuple[str, ...], tuple[str, ...], Compare], bool]

# Microsoft Learn, "Azure role assignment condition format and syntax", cross product comparisons.
_QUANTIFIERS: Final[dict[str, Quantifier]] = {
    "foranyofanyvalues": lambda mine, wanted, same: any(same(m, w) for m in mine for w in wanted),
    "forallofanyvalues": lambda mine, wanted, same: all(any(same(m, w) for w in wanted) for m in mine),
    "foranyofallvalues": lambda mine, wanted, same: any(all(same(m, w) for w in wanted) for m in mine),
    "forallofallvalues": lambda mine, wanted, same: all(same(m, w) for m in mine for w in wanted),
}


def _same(one: str, other: str) -> bool:
    return one == other


def _same_without_case(one: str, other: str) -> bool:
    return one.lower() == other.lower()


def _same_guid(one: str, other: str) -> bool:
    # Built-in roles spell some GUIDs with no hyphen: "Azure Container Storage Contributor".
    return one.replace("-", "").lower() == other.replace("-", "").lower()


def _starts(one: str, other: str) -> bool:
    return one.startswith(other)


def _like(one: str, other: str) -> bool:
    # Rare (tags and names of blobs): re keeps the last 512 patterns compiled by itself.
    return re.fullmatch(_regex(other), one, re.DOTALL) is not None


def _regex(pattern: str) -> str:
    tokens = re.findall(r"\\.|.", pattern, re.DOTALL)
    return "".join({"*": ".*", "?": "."}.get(token, re.escape(token[-1])) for token in tokens)


def _not(compare: Compare) -> Compare:
    return lambda one, other: not compare(one, other)


def _without_case(compare: Compare) -> Compare:
    return lambda one, other: compare(one.lower(), other.lower())


_POSITIVE: Final[dict[str, Compare]] = {
    "stringequals": _same,
    "stringequalsignorecase": _same_without_case,
    "stringstartswith": _starts,
    "stringstartswithignorecase": _without_case(_starts),
    "stringlike": _like,
    "stringlikeignorecase": _without_case(_like),
    "guidequals": _same_guid,
}


def _negated(name: str) -> str:
    kind = "guid" if name.startswith("guid") else "string"
    return f"{kind}not{name.removeprefix(kind)}"


_FUNCTIONS: Final[dict[str, Compare]] = {
    **_POSITIVE,
    **{_negated(name): _not(compare) for name, compare in _POSITIVE.items()},
}
