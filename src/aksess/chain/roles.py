"""Azure's built-in roles: those of workload identity and its neighbourhood, and the general ones.

Microsoft Learn, "Azure built-in roles". A role that is not here is not known: a test holds GUIDs and names apart.
"""

from __future__ import annotations

from typing import Final

from aksess.chain.permissions import RoleDefinition
from aksess.chain.roles_applications import APPLICATIONS_ROLES
from aksess.chain.roles_compute import COMPUTE_ROLES
from aksess.chain.roles_containers import CONTAINERS_ROLES
from aksess.chain.roles_databases import DATABASES_ROLES
from aksess.chain.roles_general import GENERAL_ROLES
from aksess.chain.roles_governance import GOVERNANCE_ROLES
from aksess.chain.roles_identity import IDENTITY_ROLES
from aksess.chain.roles_integration import INTEGRATION_ROLES
from aksess.chain.roles_keyvault import KEYVAULT_ROLES
from aksess.chain.roles_kubernetes import KUBERNETES_ROLES
from aksess.chain.roles_monitor import MONITOR_ROLES
from aksess.chain.roles_network import NETWORK_ROLES
from aksess.chain.roles_services import SERVICES_ROLES
from aksess.chain.roles_storage import STORAGE_ROLES

BUILT_IN_ROLES: Final[tuple[RoleDefinition, ...]] = (
    *GENERAL_ROLES,
    *GOVERNANCE_ROLES,
    *KEYVAULT_ROLES,
    *STORAGE_ROLES,
    *KUBERNETES_ROLES,
    *CONTAINERS_ROLES,
    *APPLICATIONS_ROLES,
    *IDENTITY_ROLES,
    *COMPUTE_ROLES,
    *NETWORK_ROLES,
    *MONITOR_ROLES,
    *INTEGRATION_ROLES,
    *DATABASES_ROLES,
    *SERVICES_ROLES,
)
