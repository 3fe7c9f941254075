"""Microsoft.ContainerService/managedClusters/maintenanceConfigurations: kept and shown; nothing is maintained."""

from __future__ import annotations

from aksess.cloud.services.arm.kind import CRUD, Place, ResourceType, Verb
from aksess.cloud.services.arm.types.cluster_versions import VERSIONS

MAINTENANCE = ResourceType(
    name="Microsoft.ContainerService/managedClusters/maintenanceConfigurations",
    versions=VERSIONS,
    place=Place.CHILD,
    name_pattern=r"default|aksManagedAutoUpgradeSchedule|aksManagedNodeOSUpgradeSchedule",
    name_rule="It must be default, aksManagedAutoUpgradeSchedule or aksManagedNodeOSUpgradeSchedule.",
    verbs=CRUD - {Verb.PATCH},
    provisioning=False,
)
