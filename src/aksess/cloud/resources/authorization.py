"""May this caller do that: the role assignments of the inventory, handed to ``aksess.chain``."""

from __future__ import annotations

from aksess.chain import (
    NO_ATTRIBUTES,
    Allowed,
    ConditionAttributes,
    Denied,
    RoleAssignment,
    RoleDefinition,
    Scope,
    decide,
)
from aksess.clock import Clock
from aksess.cloud.resources.inventory import Inventory, Resource
from aksess.cloud.resources.role_definitions import built_in_role, custom_role
from aksess.cloud.state.simulation import Simulation

ASSIGNMENT_TYPE = "Microsoft.Authorization/roleAssignments"
DEFINITION_TYPE = "Microsoft.Authorization/roleDefinitions"


class Authorization:
    """Verdicts on (principals, action, scope) of one tenant, remembered until a grant changes."""

    def __init__(self, clock: Clock, inventory: Inventory, simulation: Simulation, tenant: str) -> None:
        self._clock = clock
        self._inventory = inventory
        self._simulation = simulation
        # The tenant's root management group has the tenant's id, and holds the subscription.
        self._root = Scope(f"/providers/Microsoft.Management/managementGroups/{tenant}")
        self._versions = (-1, -1)
        self._assignments: list[tuple[RoleAssignment, float]] = []
        self._custom: dict[str, RoleDefinition] = {}
        self._verdicts: dict[tuple[frozenset[str], str, str, bool], Allowed | Denied] = {}

    def decide(
        self,
        principals: frozenset[str],
        action: str,
        scope: str,
        *,
        data: bool,
        attributes: ConditionAttributes = NO_ATTRIBUTES,
    ) -> Allowed | Denied:
        """The verdict for a caller's principals. action: ``"Microsoft.KeyVault/vaults/read"``; scope: an ARM id.

        attributes: the attributes of the request that conditions compare. A verdict on attributes is not remembered.
        """
        self._refresh()
        if attributes is not NO_ATTRIBUTES:
            return self._judge(principals, action, scope, data, attributes)
        key = (principals, action, scope, data)
        verdict = self._verdicts.get(key)
        if verdict is None:
            verdict = self._judge(principals, action, scope, data, NO_ATTRIBUTES)
            if not self._simulation.settings.propagation_delay:
                if len(self._verdicts) > 20_000:
                    self._verdicts.clear()
                self._verdicts[key] = verdict
        return verdict

    def assignments(self) -> list[RoleAssignment]:
        """Every role assignment, propagated or not."""
        self._refresh()
        return [assignment for assignment, _ in self._assignments]

    def role(self, definition_id: str) -> RoleDefinition | None:
        """The role of a definition id (ARM id at any scope, or GUID), built in or custom."""
        self._refresh()
        return self._role(definition_id)

    def _role(self, definition_id: str) -> RoleDefinition | None:
        guid = definition_id.rstrip("/").rpartition("/")[2].lower()
        return built_in_role(guid) or self._custom.get(guid)

    def _judge(
        self, principals: frozenset[str], action: str, scope: str, data: bool, attributes: ConditionAttributes
    ) -> Allowed | Denied:
        above = (self._root,) if scope.lower().startswith("/subscriptions/") else ()
        return decide(principals, action, Scope(scope), self._in_force(), data=data, above=above, attributes=attributes)

    def _in_force(self) -> list[RoleAssignment]:
        since = self._clock.now() - self._simulation.settings.propagation_delay
        return [assignment for assignment, written in self._assignments if written <= since]

    def _refresh(self) -> None:
        versions = (self._inventory.version(ASSIGNMENT_TYPE), self._inventory.version(DEFINITION_TYPE))
        if self._versions == versions:
            return
        self._verdicts.clear()
        self._custom = {}
        for each in self._inventory.of_type(DEFINITION_TYPE):
            self._custom.setdefault(each.name.lower(), custom_role(each))
        found = ((self._read(each), each.created) for each in self._inventory.of_type(ASSIGNMENT_TYPE))
        self._assignments = [(assignment, written) for assignment, written in found if assignment is not None]
        self._versions = versions

    def _read(self, resource: Resource) -> RoleAssignment | None:
        role = self._role(resource.properties["roleDefinitionId"])
        if role is None:
            return None
        return RoleAssignment(
            id=resource.id,
            principal_id=resource.properties["principalId"],
            role=role,
            scope=Scope(resource.properties["scope"]),
            condition=resource.properties.get("condition"),
        )
