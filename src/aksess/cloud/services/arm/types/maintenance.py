"""Microsoft.ContainerService/managedClusters/maintenanceConfigurations: kept and shown; nothing is maintained."""

from __future__ import annotations

from datetime import UTC, datetime

from aksess.cloud.services.arm.body import BodyReader
from aksess.cloud.services.arm.kind import CRUD, Placement, ResourceType, Verb, Write
from aksess.cloud.services.arm.types.cluster_versions import VERSIONS


def _before_write(write: Write) -> None:
    reader = write.reader.object("maintenanceWindow")
    window = reader.content
    if window and not reader.text("startDate"):
        # A window begins on some day, and keeps it: an update may leave it out, and azurerm does.
        kept = BodyReader(write.kept).object("maintenanceWindow").content.get("startDate")
        window["startDate"] = kept or datetime.fromtimestamp(write.call.now, UTC).strftime("%Y-%m-%d")


MAINTENANCE = ResourceType(
    name="Microsoft.ContainerService/managedClusters/maintenanceConfigurations",
    versions=VERSIONS,
    placement=Placement.CHILD,
    name_pattern=r"default|aksManagedAutoUpgradeSchedule|aksManagedNodeOSUpgradeSchedule",
    name_rule="It must be default, aksManagedAutoUpgradeSchedule or aksManagedNodeOSUpgradeSchedule.",
    verbs=CRUD - {Verb.PATCH},
    provisioning=False,
    before_write=_before_write,
)
