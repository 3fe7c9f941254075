"""May this principal do that there, by role: Azure RBAC."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from aksess.chain.condition_attributes import NO_ATTRIBUTES, ConditionAttributes
from aksess.chain.conditions import UNCONDITIONAL, Condition, read_condition
from aksess.chain.links import Link
from aksess.chain.permissions import Permissions, RoleDefinition
from aksess.chain.scopes import Scope


@dataclass(frozen=True, slots=True)
class RoleAssignment:
    """A role, given to a principal at a scope. id: ARM id. principal_id: object id of a principal or of a group.

    condition: an ABAC condition, None for none.
    """

    id: str
    principal_id: str
    role: RoleDefinition
    scope: Scope
    condition: str | None = None
    rule: Condition = field(init=False, repr=False, compare=False, default=UNCONDITIONAL)
    holder: str = field(init=False, repr=False, compare=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "rule", read_condition(self.condition))
        object.__setattr__(self, "holder", self.principal_id.lower())


@dataclass(frozen=True, slots=True)
class DenyAssignment:
    """What principals may not do whatever their roles say. excluded: principal ids that it spares.

    principals: object ids; the empty GUID stands for everyone (Microsoft Learn, "List Azure deny assignments").
    """

    id: str
    principals: frozenset[str]
    excluded: frozenset[str]
    permissions: tuple[Permissions, ...]
    scope: Scope


EVERYONE = "00000000-0000-0000-0000-000000000000"


class DenialReason(StrEnum):
    """Why nothing allowed it, the nearest to an allowance last."""

    NO_ASSIGNMENT = "the principal has no role assignment"
    SCOPE = "its role assignments are at other scopes"
    ACTION = "its roles at this scope do not contain the action"
    CONDITION = "a condition does not hold, or cannot be evaluated"
    DENY_ASSIGNMENT = "a deny assignment forbids it"


_ORDER: dict[DenialReason, int] = {lack: order for order, lack in enumerate(DenialReason)}


@dataclass(frozen=True, slots=True)
class Allowed:
    """This assignment allows it."""

    assignment: RoleAssignment


@dataclass(frozen=True, slots=True)
class Denied:
    """Nothing allows it. useless: every assignment of the principals, none of which does. lack: the nearest miss."""

    action: str
    scope: Scope
    useless: tuple[RoleAssignment, ...] = ()
    lack: DenialReason = DenialReason.NO_ASSIGNMENT
    data: bool = False

    @property
    def link(self) -> Link:
        """Always GRANT."""
        return Link.GRANT

    @property
    def found(self) -> str:
        """The roles that are there, each with its scope."""
        return ", ".join(f"{each.role.name} at {each.scope}" for each in self.useless) or "no role assignment"

    @property
    def wanted(self) -> tuple[str, ...]:
        """The action, at the scope."""
        return (f"{self.action} at {self.scope}",)


def decide(
    principals: Collection[str],
    action: str,
    scope: Scope,
    assignments: Iterable[RoleAssignment],
    *,
    data: bool,
    denials: Iterable[DenyAssignment] = (),
    above: Collection[Scope] = (),
    attributes: ConditionAttributes = NO_ATTRIBUTES,
) -> Allowed | Denied:
    """Whether one of the principals (a caller and its groups, by object id) may do an action at a scope.

    (1) no deny assignment that holds at the scope forbids it;
    (2) an assignment is to one of the principals;
    (3) it holds at the scope: scopes inherit;
    (4) an entry of its role has the action, or the dataAction where ``data``, less the entry's own NotActions;
    (5) the condition of that entry and that of the assignment hold.

    above: management groups that hold the scope's subscription. attributes: what conditions may ask.
    Microsoft Learn, "What is Azure RBAC", "How Azure RBAC determines if a user has access to a resource".
    """
    folded = action.lower()
    held = frozenset(principal.lower() for principal in principals)
    higher = frozenset(each.folded for each in above)
    # (1) no deny assignment: it wins over every role
    forbidden = any(_forbids(each, held, folded, scope, higher, data) for each in denials)
    lack, useless = DenialReason.NO_ASSIGNMENT, []
    for each in assignments:
        # (2) to one of the principals
        if each.holder not in held:
            continue
        # then steps (3) to (5) of it
        missing = _missing(each, folded, scope, higher, data, attributes)
        if missing is None and not forbidden:
            return Allowed(each)
        useless.append(each)
        if missing is not None and _ORDER[missing] > _ORDER[lack]:
            lack = missing
    return Denied(action, scope, tuple(useless), DenialReason.DENY_ASSIGNMENT if forbidden else lack, data)


def _missing(
    assignment: RoleAssignment,
    action: str,
    scope: Scope,
    higher: frozenset[str],
    data: bool,
    attributes: ConditionAttributes,
) -> DenialReason | None:
    # (3) at a scope that holds here
    if not (assignment.scope.covers(scope) or assignment.scope.folded in higher):
        return DenialReason.SCOPE
    # (4) with the action
    entries = [entry for entry in assignment.role.permissions if entry.contain(action, data=data)]
    if not entries:
        return DenialReason.ACTION
    # (5) under conditions that hold
    if assignment.rule.holds(action, attributes) and any(entry.rule.holds(action, attributes) for entry in entries):
        return None
    return DenialReason.CONDITION


def _forbids(
    denial: DenyAssignment, held: frozenset[str], action: str, scope: Scope, higher: frozenset[str], data: bool
) -> bool:
    named = {principal.lower() for principal in denial.principals}
    if held & {principal.lower() for principal in denial.excluded} or not (named & held or EVERYONE in named):
        return False
    if not (denial.scope.covers(scope) or denial.scope.folded in higher):
        return False
    return any(entry.contain(action, data=data) for entry in denial.permissions)
