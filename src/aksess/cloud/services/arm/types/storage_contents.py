"""Containers and queues as ARM shows them: the same records that the data planes read and write.

Source: Azure/azure-rest-api-specs, specification/storage/resource-manager (blob.json, queue.json).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from aksess.cloud.call import Call
from aksess.cloud.inventory import Resource
from aksess.cloud.services.arm.kind import Codes, Place, ResourceType, Write
from aksess.cloud.services.arm.types.storage_accounts import TYPE, VERSIONS

_PLAIN_NAME: Final = r"[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]"
_RULE: Final = (
    "It must have 3 to 63 characters: lower-case letters, numbers and hyphens, beginning and ending with a letter or a "
    "number, with no two hyphens in a row."
)


def _fill_container(write: Write) -> None:
    write.properties.setdefault("publicAccess", "None")
    write.properties.setdefault("defaultEncryptionScope", "$account-encryption-key")
    write.properties.setdefault("denyEncryptionScopeOverride", False)


def _show_container(call: Call, resource: Resource) -> Resource:
    lease = resource.private.get("lease") or {}
    held = str(lease.get("state") or "").lower() in ("leased", "breaking")
    resource.properties.update(
        {
            "hasImmutabilityPolicy": False,
            "hasLegalHold": False,
            "deleted": False,
            "remainingRetentionDays": 0,
            "leaseStatus": "Locked" if held else "Unlocked",
            "leaseState": "Leased" if held else "Available",
            "lastModifiedTime": datetime.fromtimestamp(resource.changed, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
    )
    resource.properties.setdefault("publicAccess", "None")
    resource.properties.setdefault("defaultEncryptionScope", "$account-encryption-key")
    resource.properties.setdefault("denyEncryptionScopeOverride", False)
    return resource


CONTAINERS = ResourceType(
    name=f"{TYPE}/blobServices/containers",
    versions=VERSIONS,
    place=Place.CHILD,
    name_pattern=rf"{_PLAIN_NAME}|\$root|\$web|\$logs",
    name_rule=_RULE,
    provisioning=False,
    etag=True,
    fill=_fill_container,
    show=_show_container,
)

# A queue's PUT answers 200 and its DELETE 204, whatever was there: clients take nothing else.
QUEUES = ResourceType(
    name=f"{TYPE}/queueServices/queues",
    versions=VERSIONS,
    place=Place.CHILD,
    codes=Codes(created=200, replaced=200, deleted=204),
    name_pattern=_PLAIN_NAME,
    name_rule=_RULE,
    provisioning=False,
)
