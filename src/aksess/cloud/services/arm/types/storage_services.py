"""What is below a storage account: its services, each ``default``, containers and queues.

Containers and queues are the same records that the data planes write. Microsoft Learn, "Blob Containers" and "Queue"
(REST, Storage Resource Provider).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from aksess.azure_facts import names
from aksess.cloud.pipeline.call import Call
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.body import BodyReader
from aksess.cloud.services.arm.errors import bad_request, conflict
from aksess.cloud.services.arm.kind import CRUD, Codes, Placement, ResourceType, Verb, Write

_ACCOUNT: Final = "Microsoft.Storage/storageAccounts"
_VERSIONS: Final = ("2025-08-01", "2025-01-01", "2023-05-01", "2023-01-01", "2022-09-01", "2021-09-01")
_OFF: Final = {"enabled": False}
# The default properties of each service.
_SERVICES: Final[dict[str, dict[str, Any]]] = {
    "blobServices": {"cors": {"corsRules": []}, "deleteRetentionPolicy": {"allowPermanentDelete": False, **_OFF}},
    "fileServices": {
        "cors": {"corsRules": []},
        "protocolSettings": {"smb": {}},
        "shareDeleteRetentionPolicy": {"enabled": True, "days": 7},
    },
    "queueServices": {"cors": {"corsRules": []}},
    "tableServices": {"cors": {"corsRules": []}},
}


def make_services(write: Write) -> None:
    """The services of an account that was just made. Must be inside ``store.transaction()``."""
    for name, properties in _SERVICES.items():
        write.call.cloud.inventory.put(
            Resource(
                id=f"{write.resource.id}/{name}/default",
                name="default",
                type=f"{_ACCOUNT}/{name}",
                properties=properties,
                private={"uid": write.call.cloud.random_source.uuid()},
                created=write.call.now,
                changed=write.call.now,
            )
        )


def _service(name: str) -> ResourceType:
    return ResourceType(
        name=f"{_ACCOUNT}/{name}",
        versions=_VERSIONS,
        placement=Placement.CHILD,
        name_pattern="default",
        name_rule="The only one is 'default'.",
        verbs=frozenset({Verb.GET, Verb.LIST, Verb.PUT}),
        provisioning=False,
        before_write=lambda write: _fill_service(write, _SERVICES[name]),
    )


def _fill_service(write: Write, usual: dict[str, Any]) -> None:
    sent = {name: value for name, value in write.properties.items() if value is not None}
    write.resource.properties = {**usual, **write.kept, **sent}


def _account_of(write: Write) -> dict[str, Any]:
    account = write.call.cloud.inventory.get("/".join(write.resource.id.split("/")[:9]))
    return account.properties if account else {}


def _fill_container(write: Write) -> None:
    sent = write.properties
    access = write.reader.text("publicAccess") or write.kept.get("publicAccess") or "None"
    if access.lower() not in ("none", "blob", "container"):
        raise bad_request(
            "InvalidValuesForRequestParameters", f"publicAccess is '{access}'; expected None, Blob or Container."
        )
    if access.lower() != "none" and _account_of(write).get("allowBlobPublicAccess") is not True:
        raise conflict("PublicAccessNotPermitted", "Public access is not permitted on this storage account.")
    write.resource.properties = {
        "publicAccess": access,
        "metadata": _metadata(write),
        "hasImmutabilityPolicy": False,
        "hasLegalHold": False,
        "defaultEncryptionScope": write.reader.text("defaultEncryptionScope") or "$account-encryption-key",
        "denyEncryptionScopeOverride": bool(sent.get("denyEncryptionScopeOverride")),
        "lastModifiedTime": datetime.fromtimestamp(write.call.now, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f0Z"),
    }


def _fill_queue(write: Write) -> None:
    write.resource.properties = {"metadata": _metadata(write)}


def _metadata(write: Write) -> dict[str, str]:
    """As sent, whole: a PATCH too takes away the names that it does not say. Where nothing was sent, as it was."""
    reader = BodyReader(write.sent).object("properties")
    metadata = reader.object("metadata").content
    if any(not isinstance(each, str) for each in metadata.values()):
        raise bad_request("InvalidMetadata", "The metadata specified is invalid: every value must be a string.")
    return dict(metadata) if "metadata" in reader.content else dict(write.kept.get("metadata") or {})


def _show_container(call: Call, container: Resource) -> Resource:
    container.etag = container.etag.strip('"')
    lease = container.private.get("lease") or {}
    lasts = lease.get("duration", 0) < 0 or lease.get("ends", 0.0) > call.now
    held = bool(lease.get("id")) and lasts and not lease.get("broken")
    container.properties["leaseState"] = "Leased" if held else "Available"
    container.properties["leaseStatus"] = "Locked" if held else "Unlocked"
    return container


SERVICES: Final = tuple(_service(name) for name in _SERVICES)

CONTAINERS: Final = ResourceType(
    name=f"{_ACCOUNT}/blobServices/containers",
    versions=_VERSIONS,
    placement=Placement.CHILD,
    name_pattern=rf"{names.CONTAINER}|\$root|\$web|\$logs",
    name_rule="It must have 3 to 63 lower case letters, digits and single hyphens, a letter or digit at both ends.",
    provisioning=False,
    etag=True,
    before_write=_fill_container,
    to_wire=_show_container,
)

QUEUES: Final = ResourceType(
    name=f"{_ACCOUNT}/queueServices/queues",
    versions=_VERSIONS,
    placement=Placement.CHILD,
    # Clients take 200 of a PUT and 204 of a DELETE, nothing else.
    codes=Codes(created=200, deleted=204),
    name_pattern=names.CONTAINER,
    name_rule="It must have 3 to 63 lower case letters, digits and single hyphens, a letter or digit at both ends.",
    verbs=CRUD,
    provisioning=False,
    before_write=_fill_queue,
)
