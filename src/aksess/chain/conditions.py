"""Conditions of role assignments (Azure ABAC): read once, asked for each action.

Microsoft Learn, "Azure role assignment condition format and syntax". What cannot be read, or asks for a fact that
nobody gave, is ``UNSURE``; and only ``HOLDS`` lets a caller through.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from aksess.chain.condition_attributes import ConditionAttributes, Ternary
from aksess.chain.condition_text import CannotReadCondition, parse


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition, ready to be asked. text: as it was written."""

    text: str
    ask: Callable[[str, ConditionAttributes], Ternary]

    def holds(self, action: str, attributes: ConditionAttributes) -> bool:
        """Whether it lets an action through. action: in lower case."""
        return self.ask(action, attributes) is Ternary.HOLDS


def _always(action: str, attributes: ConditionAttributes) -> Ternary:
    return Ternary.HOLDS


def _unreadable(action: str, attributes: ConditionAttributes) -> Ternary:
    return Ternary.UNSURE


UNCONDITIONAL: Final = Condition("", _always)


def is_condition(text: str) -> bool:
    """Whether a text can be read as a condition."""
    try:
        parse(text)
    except CannotReadCondition:
        return False
    return True


def read_condition(text: str | None) -> Condition:
    """The condition that a text spells; one that never holds where it cannot be read."""
    if not text or not text.strip():
        return UNCONDITIONAL
    try:
        return Condition(text, parse(text))
    except CannotReadCondition:
        return Condition(text, _unreadable)
