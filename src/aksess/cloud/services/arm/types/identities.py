"""Microsoft.ManagedIdentity/userAssignedIdentities: a principal of the directory that ARM makes and removes.

Microsoft Learn, "User Assigned Identities" (REST); names: "Naming rules and restrictions for Azure resources".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from aksess.azure_facts import names
from aksess.cloud.pipeline.call import Call
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.enums import AllowedValues, check_enums
from aksess.cloud.services.arm.kind import Codes, Placement, ResourceType, Write
from aksess.cloud.services.arm.principals import add_principal

_ENUMS: Final[AllowedValues] = {"isolationScope": ("None", "Regional")}


def _before_write(write: Write) -> None:
    cloud, kept = write.call.cloud, write.kept
    check_enums(write.properties, _ENUMS, "BadRequest")
    scope = write.properties.get("isolationScope") or kept.get("isolationScope") or "None"
    write.resource.properties = {
        "tenantId": cloud.settings.tenant,
        "principalId": kept.get("principalId") or cloud.random_source.uuid(),
        "clientId": kept.get("clientId") or cloud.random_source.uuid(),
        "isolationScope": scope,
    }


def _after_write(write: Write) -> None:
    if write.before is None:
        add_principal(write.call, write.resource, write.properties["principalId"], write.properties["clientId"])


def _after_delete(call: Call, gone: Resource) -> Iterable[str]:
    call.cloud.directory.delete(gone.properties["principalId"])
    return ()


IDENTITIES = ResourceType(
    name="Microsoft.ManagedIdentity/userAssignedIdentities",
    versions=("2024-11-30", "2023-01-31", "2022-01-31-preview", "2018-11-30"),
    placement=Placement.TRACKED,
    codes=Codes(),
    name_pattern=names.USER_ASSIGNED_IDENTITY,
    name_rule="It must have 3 to 128 letters, digits, '-' and '_', and begin with a letter or digit.",
    provisioning=False,
    before_write=_before_write,
    after_write=_after_write,
    after_delete=_after_delete,
)
