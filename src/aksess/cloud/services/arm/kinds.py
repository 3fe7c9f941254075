"""The table of everything that Azure Resource Manager serves by type. Adding a type is adding a line."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from aksess.cloud.routes import Route
from aksess.cloud.services.arm.kind import Kinds, ResourceType
from aksess.cloud.services.arm.types import (
    agent_pools,
    clusters,
    configuration_stores,
    federated_credentials,
    identities,
    network,
    resource_groups,
    role_assignments,
    role_definitions,
    storage_accounts,
    storage_contents,
    vaults,
    workspaces,
)

TYPES: Final[tuple[ResourceType, ...]] = (
    resource_groups.GROUPS,
    identities.IDENTITIES,
    federated_credentials.CREDENTIALS,
    vaults.VAULTS,
    role_definitions.DEFINITIONS,
    role_assignments.ASSIGNMENTS,
    clusters.CLUSTERS,
    clusters.MAINTENANCE,
    agent_pools.POOLS,
    network.NETWORKS,
    network.SUBNETS,
    network.ADDRESSES,
    network.GATEWAYS,
    workspaces.WORKSPACES,
    storage_accounts.ACCOUNTS,
    *storage_accounts.SERVICES,
    storage_contents.CONTAINERS,
    storage_contents.QUEUES,
    configuration_stores.STORES,
)

# What these types do beside the five verbs and their actions: fixed paths, which are looked at first.
ROUTES: Final[tuple[Route, ...]] = (
    *vaults.ROUTES,
    *workspaces.ROUTES,
    *storage_accounts.ROUTES,
    *configuration_stores.ROUTES,
)


def table(types: Iterable[ResourceType] = TYPES) -> Kinds:
    """Types by name in lower case. Raises ValueError where two have the same."""
    found: dict[str, ResourceType] = {}
    for kind in types:
        if kind.name.lower() in found:
            raise ValueError(f"{kind.name} is in the table twice")
        found[kind.name.lower()] = kind
    return MappingProxyType(found)
