"""Role definitions: which actions a role contains.

Microsoft Learn, "Understand Azure role definitions": ``*`` stands for any text, slashes included; what is compared
has no case; a NotAction takes away from the Actions of the same role, and denies nothing that another role gives.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from aksess.chain.conditions import UNCONDITIONAL, Condition, read_condition


class ActionPatterns:
    """A list of action patterns, ready to be asked. Splits once, so that asking compiles nothing."""

    __slots__ = ("_exact", "_globs")

    def __init__(self, patterns: Iterable[str]) -> None:
        folded = [pattern.lower() for pattern in patterns]
        self._exact = frozenset(pattern for pattern in folded if "*" not in pattern)
        self._globs = tuple(tuple(pattern.split("*")) for pattern in folded if "*" in pattern)

    def contain(self, action: str) -> bool:
        """Whether one of them is the action or stands for it. action: in lower case."""
        return action in self._exact or any(_glob_holds(parts, action) for parts in self._globs)


def _glob_holds(parts: tuple[str, ...], text: str) -> bool:
    first, last = parts[0], parts[-1]
    if len(text) < len(first) + len(last) or not (text.startswith(first) and text.endswith(last)):
        return False
    at, end = len(first), len(text) - len(last)
    for part in parts[1:-1]:
        found = text.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True


@dataclass(frozen=True, slots=True)
class Permissions:
    """One entry of a role definition's ``permissions``. condition: an ABAC condition of the role itself."""

    actions: tuple[str, ...] = ()
    not_actions: tuple[str, ...] = ()
    data_actions: tuple[str, ...] = ()
    not_data_actions: tuple[str, ...] = ()
    condition: str | None = None
    rule: Condition = field(init=False, repr=False, compare=False, default=UNCONDITIONAL)
    _control: tuple[ActionPatterns, ActionPatterns] = field(init=False, repr=False, compare=False)
    _data: tuple[ActionPatterns, ActionPatterns] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rule", read_condition(self.condition))
        object.__setattr__(self, "_control", (ActionPatterns(self.actions), ActionPatterns(self.not_actions)))
        object.__setattr__(self, "_data", (ActionPatterns(self.data_actions), ActionPatterns(self.not_data_actions)))

    def contain(self, action: str, *, data: bool) -> bool:
        """Whether this entry gives an action, or a dataAction where ``data``. action: in lower case."""
        given, taken = self._data if data else self._control
        return given.contain(action) and not taken.contain(action)


@dataclass(frozen=True, slots=True)
class RoleDefinition:
    """A role. id: its GUID in lower case, the same at every scope. assignable_scopes: where it may be assigned."""

    id: str
    name: str
    description: str
    permissions: tuple[Permissions, ...]
    assignable_scopes: tuple[str, ...] = ("/",)
    built_in: bool = True

    def contains(self, action: str, *, data: bool) -> bool:
        """Whether the role has the action, or the dataAction where ``data``; conditions are not looked at."""
        folded = action.lower()
        return any(entry.contain(folded, data=data) for entry in self.permissions)
