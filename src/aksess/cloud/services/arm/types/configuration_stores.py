"""Microsoft.AppConfiguration/configurationStores and their replicas. Microsoft Learn, "Configuration Stores" (REST)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from aksess.azure_facts import names
from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import RequiresRole
from aksess.cloud.pipeline.routing import Route
from aksess.cloud.services.arm.body import BodyReader, read_body
from aksess.cloud.services.arm.enums import AllowedValues, check_enums
from aksess.cloud.services.arm.errors import bad_request, conflict
from aksess.cloud.services.arm.kind import CRUD, Action, Codes, Placement, ResourceType, Verb, Write
from aksess.cloud.services.arm.regions import known_region
from aksess.cloud.services.arm.resource_identity import create_principal, fill_identity
from aksess.cloud.services.arm.response_headers import operation
from aksess.cloud.services.arm.types.store_deletion import (
    deleted_stores,
    find_deleted,
    get_deleted,
    list_deleted,
    purge,
    soften,
)
from aksess.cloud.services.arm.types.store_keys import list_keys, new_keys, regenerate_key

TYPE: Final = "Microsoft.AppConfiguration/configurationStores"
VERSIONS: Final = ("2024-06-01", "2024-05-01", "2023-03-01", "2022-05-01")
_NAME: Final = re.compile(names.CONFIGURATION_STORE)
_SKUS: Final = ("free", "developer", "standard", "premium")
_ENUMS: Final[AllowedValues] = {
    "createMode": ("Default", "Recover"),
    "publicNetworkAccess": ("Enabled", "Disabled", "SecuredByPerimeter"),
    "dataPlaneProxy.authenticationMode": ("Local", "Pass-through"),
    "dataPlaneProxy.privateLinkDelegation": ("Enabled", "Disabled"),
}


def _before_write(write: Write) -> None:
    name = write.resource.name
    if write.before is None:
        if not _NAME.fullmatch(name):
            raise bad_request("InvalidResourceName", _bad_name(name))
        _claim(write)
    check_enums(write.properties, _ENUMS, "InvalidParameter")
    fill_identity(write)
    _fill_sku(write)
    _fill_properties(write)
    write.resource.private.setdefault("keys", new_keys(write.call))


def _claim(write: Write) -> None:
    call, name = write.call, write.resource.name
    if call.cloud.inventory.named(TYPE, name) is not None:
        raise conflict("NameUnavailable", f"The specified name '{name}' is already in use.")
    deleted = find_deleted(call, name)
    if write.reader.text("createMode").lower() != "recover":
        if deleted is not None:
            raise conflict(
                "NameUnavailable", f"The specified name '{name}' is held by a deleted store: recover or purge it."
            )
        return
    same_place = deleted is not None and deleted.store.location == write.resource.location
    if deleted is None or not same_place or deleted.store.id.lower() != write.resource.id.lower():
        raise Fault(404, "ResourceNotFound", f"There is no deleted configuration store '{name}' to recover.")
    deleted_stores(call).delete(name.lower())
    sent = {key: value for key, value in write.properties.items() if value is not None}
    write.resource.properties = {**deleted.store.properties, **sent}
    write.resource.private = deleted.store.private


def _fill_sku(write: Write) -> None:
    body = write.resource.body
    asked = BodyReader(body).object("sku").text("name").lower()
    if asked not in _SKUS:
        raise bad_request("InvalidSku", f"The SKU '{asked}' is not valid. Expected: {', '.join(_SKUS)}.")
    # Microsoft Learn, "Azure App Configuration FAQ": a store of Standard or Premium keeps what those promise.
    before = write.before.body["sku"]["name"] if write.before else asked
    if before in ("standard", "premium") and asked in ("free", "developer"):
        raise bad_request("InvalidParameter", f"A store cannot be changed from the SKU '{before}' to '{asked}'.")
    body["sku"] = {"name": asked}


def _fill_properties(write: Write) -> None:
    properties, kept = write.properties, write.kept
    properties.pop("createMode", None)
    customer = write.reader.object("encryption").object("keyVaultProperties").content
    properties["encryption"] = {"keyVaultProperties": customer or None}
    properties["disableLocalAuth"] = bool(write.reader.flag("disableLocalAuth"))
    protected = write.reader.flag("enablePurgeProtection")
    if kept.get("enablePurgeProtection") and protected is False:
        raise bad_request("InvalidParameter", "Purge protection cannot be disabled once it is enabled.")
    properties["enablePurgeProtection"] = bool(protected or kept.get("enablePurgeProtection"))
    properties["softDeleteRetentionInDays"] = _retention(write)
    properties["publicNetworkAccess"] = write.reader.text("publicNetworkAccess") or kept.get("publicNetworkAccess")
    properties["dataPlaneProxy"] = {
        "authenticationMode": "Local",
        "privateLinkDelegation": "Disabled",
        **{name: value for name, value in write.reader.object("dataPlaneProxy").content.items() if value is not None},
    }
    created = kept.get("creationDate") or datetime.fromtimestamp(write.call.now, UTC).isoformat()
    properties["creationDate"] = created
    properties["endpoint"] = f"https://{write.resource.name.lower()}.azconfig.io"
    properties["privateEndpointConnections"] = []


def _retention(write: Write) -> int:
    if write.resource.body["sku"]["name"] in ("free", "developer"):
        return 0
    days = write.reader.number("softDeleteRetentionInDays")
    before = write.kept.get("softDeleteRetentionInDays")
    if days in (None, 0):
        return int(before or 7)
    if not 1 <= days <= 7:
        raise bad_request("InvalidParameter", f"softDeleteRetentionInDays is {days}; it must be 1 to 7.")
    if before and days != before:
        raise bad_request("InvalidParameter", "softDeleteRetentionInDays cannot be changed.")
    return days


def _bad_name(name: str) -> str:
    return (
        f"The name '{name}' is invalid. It must have 5 to 50 letters, digits and '-', a letter or digit at "
        f"both ends, and no "
        "three hyphens in a row."
    )


def _check_name(call: Call) -> Answer:
    name = BodyReader(read_body(call)).text("name")
    if not _NAME.fullmatch(name):
        return json_answer(200, {"nameAvailable": False, "reason": "Invalid", "message": _bad_name(name)})
    if call.cloud.inventory.named(TYPE, name) is not None or find_deleted(call, name) is not None:
        message = f"The specified name '{name}' is already in use."
        return json_answer(200, {"nameAvailable": False, "reason": "AlreadyExists", "message": message})
    return json_answer(200, {"nameAvailable": True, "reason": None, "message": "The specified name is available."})


def _fill_replica(write: Write) -> None:
    store = write.resource.id.split("/")[8]
    region = known_region(write.resource.location or "", write.kind.name)
    label = f"{store}-{write.resource.name}".lower()
    write.resource.location = region
    write.resource.properties = {"endpoint": f"https://{label}.azconfig.io"}


STORES = ResourceType(
    name=TYPE,
    versions=VERSIONS,
    placement=Placement.TRACKED,
    codes=Codes(deleted=200),
    # The rule has words of its own.
    name_pattern=r"[^/]+",
    async_verbs=frozenset({Verb.PUT, Verb.PATCH, Verb.DELETE}),
    before_write=_before_write,
    after_write=create_principal,
    after_delete=soften,
    actions=(
        Action("listKeys", list_keys, requirement=RequiresRole(f"{TYPE}/ListKeys/action", data=False)),
        Action("regenerateKey", regenerate_key, requirement=RequiresRole(f"{TYPE}/RegenerateKey/action", data=False)),
    ),
)

REPLICAS = ResourceType(
    name=f"{TYPE}/replicas",
    versions=VERSIONS[:3],
    placement=Placement.CHILD,
    name_pattern=r"[a-zA-Z0-9]{1,50}",
    name_rule="It must have 1 to 50 letters and digits.",
    verbs=CRUD - {Verb.PATCH},
    async_verbs=frozenset({Verb.PUT, Verb.DELETE}),
    before_write=_fill_replica,
)

_PROVIDER: Final = "/subscriptions/{subscription}/providers/Microsoft.AppConfiguration"
_ONE: Final = _PROVIDER + "/locations/{location}/deletedConfigurationStores/{store}"
_ACTION: Final = "Microsoft.AppConfiguration/locations/deletedConfigurationStores"
_CHECK: Final = operation(
    "check store name", RequiresRole("Microsoft.AppConfiguration/checkNameAvailability/read", data=False), _check_name
)

ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", _ONE, operation("get deleted store", RequiresRole(f"{_ACTION}/read", data=False), get_deleted)),
    Route(
        "POST", f"{_ONE}/purge", operation("purge store", RequiresRole(f"{_ACTION}/purge/action", data=False), purge)
    ),
    Route(
        "GET",
        f"{_PROVIDER}/deletedConfigurationStores",
        operation(
            "list deleted stores",
            RequiresRole("Microsoft.AppConfiguration/deletedConfigurationStores/read", data=False),
            list_deleted,
        ),
    ),
    Route("POST", f"{_PROVIDER}/checkNameAvailability", _CHECK),
    Route("POST", _PROVIDER + "/locations/{location}/checkNameAvailability", _CHECK),
)
