"""Microsoft.Storage/storageAccounts and its services: what the blob and queue data planes then read.

Source: Azure/azure-rest-api-specs, specification/storage/resource-manager.
"""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any, Final

from aksess.cloud.call import Answer, Call, json_answer
from aksess.cloud.inventory import Resource
from aksess.cloud.operation import Granted
from aksess.cloud.routes import Route
from aksess.cloud.services.arm.body import read_body
from aksess.cloud.services.arm.faults import bad_request, conflict
from aksess.cloud.services.arm.frame import operation
from aksess.cloud.services.arm.kind import Action, Codes, Place, ResourceType, Verb, Write

TYPE: Final = "Microsoft.Storage/storageAccounts"
VERSIONS: Final = ("2025-08-01", "2025-01-01", "2024-01-01", "2023-05-01", "2023-01-01")
NAME_RULE: Final = (
    "Storage account name must be between 3 and 24 characters in length and use numbers and lower-case letters only."
)
_SERVICES: Final = ("blob", "queue", "table", "file", "dfs")
_KINDS: Final = ("StorageV2", "Storage", "BlobStorage", "FileStorage", "BlockBlobStorage")
_CORS: Final[dict[str, Any]] = {"cors": {"corsRules": []}}
_CHILDREN: Final[dict[str, dict[str, Any]]] = {
    "blobServices": {**_CORS, "deleteRetentionPolicy": {"allowPermanentDelete": False, "enabled": False}},
    "queueServices": _CORS,
    "tableServices": _CORS,
    "fileServices": {
        **_CORS,
        "shareDeleteRetentionPolicy": {"enabled": True, "days": 7},
        "protocolSettings": {"smb": {}},
    },
}


def _fill(write: Write) -> None:
    resource, call = write.resource, write.call
    other = call.cloud.inventory.named(TYPE, resource.name)
    if other is not None and other.id.lower() != resource.id.lower():
        raise conflict("StorageAccountAlreadyTaken", f"The storage account named {resource.name} is already taken.")
    _fill_body(write)
    _fill_properties(write, _iso(resource.created))
    resource.private.setdefault("keys", [_new_key(call), _new_key(call)])


def _fill_body(write: Write) -> None:
    body = write.resource.body
    sku = str((body.get("sku") or {}).get("name") or "")
    if not sku:
        raise bad_request("MissingRequiredProperty", "The required property 'sku.name' is missing.")
    body["sku"] = {"name": sku, "tier": sku.partition("_")[0]}
    kind = body.setdefault("kind", "StorageV2")
    if kind not in _KINDS:
        raise bad_request(
            "InvalidValuesForRequestParameters", f"Values for request parameters are invalid: kind {kind}."
        )


def _fill_properties(write: Write, created: str) -> None:
    properties, name = write.properties, write.resource.name
    fixed = {
        "primaryLocation": write.resource.location,
        "statusOfPrimary": "available",
        "creationTime": created,
        "keyCreationTime": {"key1": created, "key2": created},
        "primaryEndpoints": {each: f"https://{name}.{each}.core.windows.net/" for each in _SERVICES}
        | {"web": f"https://{name}.z6.web.core.windows.net/"},
    }
    properties.update(fixed)
    properties.setdefault("supportsHttpsTrafficOnly", True)
    properties.setdefault("minimumTlsVersion", "TLS1_2")
    properties.setdefault("allowBlobPublicAccess", False)
    properties.setdefault("accessTier", "Hot")
    rules = properties.get("networkAcls") or {}
    properties["networkAcls"] = {
        "resourceAccessRules": rules.get("resourceAccessRules") or [],
        "bypass": rules.get("bypass") or "AzureServices",
        "virtualNetworkRules": rules.get("virtualNetworkRules") or [],
        "ipRules": rules.get("ipRules") or [],
        "ipv6Rules": rules.get("ipv6Rules") or [],
        "defaultAction": rules.get("defaultAction") or "Allow",
    }
    properties["encryption"] = _encryption(properties.get("encryption") or {}, created)


def _encryption(sent: dict[str, Any], since: str) -> dict[str, Any]:
    asked = sent.get("services") or {}
    services = {
        name: {"keyType": "Account", "enabled": True, "lastEnabledTime": since, **(asked.get(name) or {})}
        for name in {"blob", "file", *asked}
    }
    return {"keySource": "Microsoft.Storage", **sent, "services": services}


def _make_services(write: Write) -> None:
    """An account is born with its four services."""
    inventory = write.call.cloud.inventory
    for name, properties in _CHILDREN.items():
        service = f"{write.resource.id}/{name}/default"
        if service not in inventory:
            inventory.put(
                Resource(
                    id=service,
                    name="default",
                    type=f"{TYPE}/{name}",
                    properties=properties,
                    private={"uid": write.call.cloud.chance.uuid()},
                    created=write.call.now,
                    changed=write.call.now,
                )
            )


def _list_keys(call: Call, resource: Resource) -> Answer:
    made = resource.properties["keyCreationTime"]
    keys = [
        {"creationTime": made[name], "keyName": name, "value": value, "permissions": "FULL"}
        for name, value in zip(("key1", "key2"), resource.private["keys"], strict=True)
    ]
    return json_answer(200, {"keys": keys})


def _regenerate_key(call: Call, resource: Resource) -> Answer:
    name = str(read_body(call).get("keyName", "")).lower()
    if name not in ("key1", "key2"):
        raise bad_request("InvalidRequestPropertyValue", "The value of 'keyName' must be key1 or key2.")
    resource.private["keys"][int(name[-1]) - 1] = _new_key(call)
    resource.properties["keyCreationTime"][name] = _iso(call.now)
    call.cloud.inventory.put(resource)
    return _list_keys(call, resource)


def _check_name(call: Call) -> Answer:
    name = str(read_body(call).get("name", ""))
    if call.cloud.inventory.named(TYPE, name) is None:
        return json_answer(200, {"nameAvailable": True})
    message = f"The storage account named {name} is already taken."
    return json_answer(200, {"nameAvailable": False, "reason": "AlreadyExists", "message": message})


def _new_key(call: Call) -> str:
    return base64.b64encode(call.cloud.chance.bytes(64)).decode()


def _iso(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f0Z")


ACCOUNTS = ResourceType(
    name=TYPE,
    versions=VERSIONS,
    place=Place.TRACKED,
    codes=Codes(created=200, replaced=200),
    name_pattern=r"[a-z0-9]{3,24}",
    name_rule=NAME_RULE,
    fill=_fill,
    wrote=_make_services,
    actions=(Action("listKeys", _list_keys), Action("regenerateKey", _regenerate_key)),
)

SERVICES = tuple(
    ResourceType(
        name=f"{TYPE}/{name}",
        versions=VERSIONS,
        place=Place.CHILD,
        codes=Codes(created=200, replaced=200),
        name_pattern="default",
        name_rule="It must be 'default'.",
        verbs=frozenset({Verb.GET, Verb.LIST, Verb.PUT}),
        provisioning=False,
    )
    for name in _CHILDREN
)

ROUTES = (
    Route(
        "POST",
        "/subscriptions/{subscription}/providers/Microsoft.Storage/checkNameAvailability",
        operation(
            "check storage name", Granted("Microsoft.Storage/checknameavailability/read", data=False), _check_name
        ),
    ),
)
