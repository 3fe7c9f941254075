"""Microsoft.AppConfiguration/configurationStores: stores, their access keys, soft delete and purge.

Source: Azure/azure-rest-api-specs, specification/appconfiguration/resource-manager; Microsoft Learn, "Soft delete in
Azure App Configuration" (standard stores are kept for 7 days unless another number is asked for; free ones are not).
"""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from aksess.cloud.call import Answer, Call, json_answer
from aksess.cloud.fault import Fault
from aksess.cloud.inventory import Resource
from aksess.cloud.operation import Granted
from aksess.cloud.routes import Route
from aksess.cloud.services.arm.body import read_body
from aksess.cloud.services.arm.faults import bad_request, conflict
from aksess.cloud.services.arm.frame import operation
from aksess.cloud.services.arm.kind import Action, Codes, Place, ResourceType, Verb, Write
from aksess.cloud.services.arm.waits import polled
from aksess.cloud.world import Table

TYPE: Final = "Microsoft.AppConfiguration/configurationStores"
VERSIONS: Final = ("2024-06-01", "2024-05-01", "2023-03-01")
_KEYS: Final = (("Primary", False), ("Secondary", False), ("Primary Read Only", True), ("Secondary Read Only", True))
_SKUS: Final = ("free", "developer", "standard", "premium")
_DAY: Final = 86_400
_BASE: Final = "/subscriptions/{subscription}/providers/Microsoft.AppConfiguration"
_DELETED: Final = f"{_BASE}/locations/{{location}}/deletedConfigurationStores/{{store}}"


class Deleted(msgspec.Struct, frozen=True):
    """A store in soft delete. since: Unix seconds."""

    store: Resource
    since: float

    @property
    def until(self) -> float:
        """When it is purged by itself, Unix seconds."""
        return self.since + float(self.store.properties["softDeleteRetentionInDays"]) * _DAY


def _deleted(call: Call) -> Table[Deleted]:
    return call.cloud.world.table("deleted-configuration-store", Deleted)


def _find_deleted(call: Call, name: str) -> Deleted | None:
    found = _deleted(call).get(name.lower())
    return found if found is not None and call.now < found.until else None


def _fill(write: Write) -> None:
    call, resource = write.call, write.resource
    create_mode = str(write.properties.pop("createMode", "") or "Default")
    if write.before is None:
        _check_free(call, resource)
        _begin(write, create_mode)
    sku = str((resource.body.get("sku") or {}).get("name") or "").lower()
    if sku not in _SKUS:
        raise bad_request("InvalidSku", f"The store's sku must be one of {', '.join(_SKUS)}; found '{sku}'.")
    _fill_properties(write, kept_after_delete=sku in ("standard", "premium"))


def _check_free(call: Call, resource: Resource) -> None:
    if call.cloud.inventory.named(TYPE, resource.name) is not None:
        raise conflict("NameUnavailable", f"The specified name '{resource.name}' is already in use.")


def _begin(write: Write, create_mode: str) -> None:
    deleted = _find_deleted(write.call, write.resource.name)
    if create_mode.lower() == "recover":
        if deleted is None:
            raise Fault(404, "DeletedStoreNotFound", f"No deleted store '{write.resource.name}' was found to recover.")
        write.resource.private = deleted.store.private
        write.resource.properties = {**deleted.store.properties, **write.resource.properties}
        _deleted(write.call).delete(write.resource.name.lower())
    elif deleted is not None:
        raise conflict(
            "NameUnavailable",
            f"The specified name '{write.resource.name}' is already in use by a deleted configuration store. Recover "
            "or purge it, or choose another name.",
        )
    else:
        write.resource.private["keys"] = [_new_key(write.call, name, read_only) for name, read_only in _KEYS]


def _fill_properties(write: Write, *, kept_after_delete: bool) -> None:
    properties = write.properties
    created = datetime.fromtimestamp(write.resource.created, UTC).isoformat()
    properties["creationDate"] = created
    properties["endpoint"] = f"https://{write.resource.name.lower()}.azconfig.io"
    properties["softDeleteRetentionInDays"] = (
        (properties.get("softDeleteRetentionInDays") or 7) if kept_after_delete else 0
    )
    for name, usual in (("disableLocalAuth", False), ("enablePurgeProtection", False), ("publicNetworkAccess", None)):
        properties.setdefault(name, usual)
    if write.kept.get("enablePurgeProtection") and not properties["enablePurgeProtection"]:
        raise bad_request("PurgeProtectionCannotBeDisabled", "Purge protection cannot be disabled once it is enabled.")
    # Sent empty, shown as null: a client that reads back an empty object would plan to remove it.
    encryption = properties.get("encryption") or {}
    properties["encryption"] = {"keyVaultProperties": encryption.get("keyVaultProperties") or None}
    properties.setdefault("dataPlaneProxy", {"authenticationMode": "Local", "privateLinkDelegation": "Disabled"})


def _new_key(call: Call, name: str, read_only: bool) -> dict[str, Any]:
    return {
        "id": call.cloud.chance.urlsafe(6),
        "name": name,
        "value": base64.b64encode(call.cloud.chance.bytes(32)).decode(),
        "readOnly": read_only,
    }


def _soft_delete(call: Call, store: Resource) -> tuple[str, ...]:
    if store.properties.get("softDeleteRetentionInDays"):
        _deleted(call).put(store.name.lower(), Deleted(store, call.now))
    return ()


def _list_keys(call: Call, store: Resource) -> Answer:
    return json_answer(200, {"value": [_shown_key(store, key) for key in store.private["keys"]]})


def _shown_key(store: Resource, key: dict[str, Any]) -> dict[str, Any]:
    text = f"Endpoint={store.properties['endpoint']};Id={key['id']};Secret={key['value']}"
    return {**key, "connectionString": text, "lastModified": store.properties["creationDate"]}


def _regenerate_key(call: Call, store: Resource) -> Answer:
    wanted = str(read_body(call).get("id", ""))
    for at, key in enumerate(store.private["keys"]):
        if key["id"] == wanted:
            store.private["keys"][at] = _new_key(call, key["name"], key["readOnly"])
            call.cloud.inventory.put(store)
            return json_answer(200, _shown_key(store, store.private["keys"][at]))
    raise Fault(404, "KeyNotFound", f"There is no access key '{wanted}'.")


def _no_replicas(call: Call, store: Resource) -> Answer:
    return json_answer(200, {"value": []})


def _get_deleted(call: Call) -> Answer:
    return json_answer(200, _shown_deleted(call, _wanted(call)))


def _list_deleted(call: Call) -> Answer:
    found = [_shown_deleted(call, each) for each in _deleted(call).values() if call.now < each.until]
    return json_answer(200, {"value": found})


def _purge(call: Call) -> Answer:
    deleted = _wanted(call)
    if deleted.store.properties.get("enablePurgeProtection"):
        raise conflict("PurgeProtectionEnabled", f"The store '{deleted.store.name}' is protected from being purged.")
    _deleted(call).delete(deleted.store.name.lower())
    return Answer(200, b"", polled(call, "Microsoft.AppConfiguration", deleted.store.location, location=True))


def _wanted(call: Call) -> Deleted:
    name, location = call.params["store"], call.params["location"]
    found = _find_deleted(call, name)
    if found is None or found.store.location != location.replace(" ", "").lower():
        raise Fault(404, "DeletedConfigurationStoreNotFound", f"There is no deleted store '{name}' in '{location}'.")
    return found


def _shown_deleted(call: Call, deleted: Deleted) -> dict[str, Any]:
    store = deleted.store
    base = f"/subscriptions/{call.cloud.settings.subscription}/providers/Microsoft.AppConfiguration"
    return {
        "id": f"{base}/locations/{store.location}/deletedConfigurationStores/{store.name}",
        "name": store.name,
        "type": "Microsoft.AppConfiguration/deletedConfigurationStores",
        "properties": {
            "configurationStoreId": store.id,
            "location": store.location,
            "tags": store.tags or {},
            "deletionDate": datetime.fromtimestamp(deleted.since, UTC).isoformat(),
            "scheduledPurgeDate": datetime.fromtimestamp(deleted.until, UTC).isoformat(),
            "purgeProtectionEnabled": bool(store.properties.get("enablePurgeProtection")),
        },
    }


def _check_name(call: Call) -> Answer:
    name = str(read_body(call).get("name", ""))
    if call.cloud.inventory.named(TYPE, name) is None and _find_deleted(call, name) is None:
        return json_answer(200, {"nameAvailable": True, "message": "The specified name is available."})
    message = "The specified name is already in use."
    return json_answer(200, {"nameAvailable": False, "message": message, "reason": "AlreadyExists"})


STORES = ResourceType(
    name=TYPE,
    versions=VERSIONS,
    place=Place.TRACKED,
    codes=Codes(deleted=202),
    name_pattern=r"[A-Za-z0-9](?!.*---)[A-Za-z0-9-]{3,48}[A-Za-z0-9]",
    name_rule="It must have 5 to 50 characters: alphanumerics and hyphens.",
    waits=frozenset({Verb.PUT, Verb.PATCH, Verb.DELETE}),
    fill=_fill,
    removed=_soft_delete,
    actions=(
        Action("listKeys", _list_keys),
        Action("regenerateKey", _regenerate_key),
        Action("replicas", _no_replicas, method="GET", demand=Granted(f"{TYPE}/replicas/read", data=False)),
    ),
)


def _route(method: str, template: str, name: str, action: str, run: Any) -> Route:
    demand = Granted(f"Microsoft.AppConfiguration/{action}", data=False)
    return Route(method, template, operation(name, demand, run))


ROUTES = (
    _route("GET", _DELETED, "get deleted store", "locations/deletedConfigurationStores/read", _get_deleted),
    _route("POST", f"{_DELETED}/purge", "purge store", "locations/deletedConfigurationStores/purge/action", _purge),
    _route(
        "GET",
        f"{_BASE}/deletedConfigurationStores",
        "list deleted stores",
        "locations/deletedConfigurationStores/read",
        _list_deleted,
    ),
    _route("POST", f"{_BASE}/checkNameAvailability", "check store name", "checkNameAvailability/read", _check_name),
)
