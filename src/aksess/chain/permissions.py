"""Role definitions: which actions a role contains.

Microsoft Learn, "Understand Azure role definitions": a NotAction takes away from the Actions of the same role, and
denies nothing that another role gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aksess.chain.action_patterns import ActionPatterns
from aksess.chain.conditions import UNCONDITIONAL, Condition, read_condition


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

    @classmethod
    def from_azure(cls, guid: str, properties: Mapping[str, Any], *, built_in: bool) -> RoleDefinition:
        """The role of a role definition in Azure's JSON shape.

        Args:
            guid: The role's GUID in lower case.
            properties: ``roleName``, ``description``, ``assignableScopes``, ``permissions``; absent members are empty.
            built_in: Whether Azure publishes the role.
        """
        return cls(
            id=guid,
            name=properties.get("roleName") or "",
            description=properties.get("description") or "",
            permissions=tuple(_permissions(entry) for entry in properties.get("permissions") or ()),
            assignable_scopes=tuple(properties.get("assignableScopes") or ()),
            built_in=built_in,
        )

    def contains(self, action: str, *, data: bool) -> bool:
        """Whether the role has the action, or the dataAction where ``data``; conditions are not looked at."""
        folded = action.lower()
        return any(entry.contain(folded, data=data) for entry in self.permissions)


def _permissions(entry: Mapping[str, Any]) -> Permissions:
    return Permissions(
        actions=tuple(entry.get("actions") or ()),
        not_actions=tuple(entry.get("notActions") or ()),
        data_actions=tuple(entry.get("dataActions") or ()),
        not_data_actions=tuple(entry.get("notDataActions") or ()),
        condition=entry.get("condition"),
    )
