"""The table of everything that Azure Resource Manager serves by type. Adding a type is adding a line."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from aksess.cloud.pipeline.routing import Route
from aksess.cloud.services.arm.kind import Kinds, ResourceType
from aksess.cloud.services.arm.types import (
    agent_pools,
    application_gateways,
    clusters,
    configuration_stores,
    elevation,
    federated_credentials,
    identities,
    maintenance,
    public_addresses,
    resource_groups,
    role_assignments,
    role_definitions,
    security_groups,
    storage_accounts,
    storage_services,
    tags_at_scope,
    vault_policies,
    vaults,
    virtual_networks,
    workspaces,
)

TYPES: Final[tuple[ResourceType, ...]] = (
    resource_groups.GROUPS,
    tags_at_scope.TAGS,
    identities.IDENTITIES,
    federated_credentials.CREDENTIALS,
    role_definitions.DEFINITIONS,
    role_assignments.ASSIGNMENTS,
    vaults.VAULTS,
    vault_policies.POLICIES,
    clusters.CLUSTERS,
    agent_pools.POOLS,
    maintenance.MAINTENANCE,
    virtual_networks.NETWORKS,
    virtual_networks.SUBNETS,
    public_addresses.ADDRESSES,
    application_gateways.GATEWAYS,
    security_groups.SECURITY_GROUPS,
    security_groups.ROUTE_TABLES,
    security_groups.NAT_GATEWAYS,
    workspaces.WORKSPACES,
    storage_accounts.ACCOUNTS,
    *storage_services.SERVICES,
    storage_services.CONTAINERS,
    storage_services.QUEUES,
    configuration_stores.STORES,
    configuration_stores.REPLICAS,
)

# What these types do beside the five verbs and their actions: fixed paths, which are looked at first.
ROUTES: Final[tuple[Route, ...]] = (
    *elevation.ROUTES,
    *vaults.ROUTES,
    *clusters.ROUTES,
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
