"""Microsoft.OperationalInsights/workspaces. Microsoft Learn, "Workspaces" (REST). No log is taken in.

A deleted workspace is gone at once: there is no soft delete here, and the list of deleted ones is empty.
"""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Final

from aksess.azure_facts import names
from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.operation import RequiresRole
from aksess.cloud.pipeline.routing import Route
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.body import BodyReader
from aksess.cloud.services.arm.enums import AllowedValues, check_enums
from aksess.cloud.services.arm.errors import bad_request
from aksess.cloud.services.arm.kind import Action, Placement, ResourceType, Verb, Write
from aksess.cloud.services.arm.resource_identity import create_principal, delete_principal, fill_identity
from aksess.cloud.services.arm.response_headers import operation

TYPE: Final = "Microsoft.OperationalInsights/workspaces"
_FREE: Final = 7
_SWITCH: Final = ("Enabled", "Disabled", "SecuredByPerimeter")
_ENUMS: Final[AllowedValues] = {
    "sku.name": (
        "PerGB2018",
        "CapacityReservation",
        "LACluster",
        "Free",
        "PerNode",
        "Premium",
        "Standalone",
        "Standard",
    ),
    "publicNetworkAccessForIngestion": _SWITCH,
    "publicNetworkAccessForQuery": _SWITCH,
}


def _before_write(write: Write) -> None:
    properties, kept = write.properties, write.kept
    check_enums(properties, _ENUMS, "InvalidParameter")
    fill_identity(write)
    sku = write.reader.object("sku").content
    when = datetime.fromtimestamp(write.call.now, UTC).isoformat()
    properties["sku"] = {**sku, "name": BodyReader(sku).text("name") or "PerGB2018", "lastSkuUpdate": when}
    days = write.reader.number("retentionInDays")
    properties["retentionInDays"] = days if days not in (None, 0) else kept.get("retentionInDays", 30)
    if not (properties["retentionInDays"] == _FREE or 30 <= properties["retentionInDays"] <= 730):
        raise bad_request("InvalidParameter", f"'RetentionInDays' property doesn't match the SKU limits: {days}.")
    properties["features"] = {
        "legacy": 0,
        "searchVersion": 1,
        "enableLogAccessUsingOnlyResourcePermissions": True,
        **write.reader.object("features").content,
    }
    capping = write.reader.object("workspaceCapping").content
    properties["workspaceCapping"] = {
        "dailyQuotaGb": -1.0,
        "dataIngestionStatus": "RespectQuota",
        **{name: value for name, value in capping.items() if value is not None},
    }
    for name in ("publicNetworkAccessForIngestion", "publicNetworkAccessForQuery"):
        properties[name] = write.reader.text(name) or "Enabled"
    properties["customerId"] = kept.get("customerId") or write.resource.private["uid"]
    properties["createdDate"] = kept.get("createdDate") or when
    properties["modifiedDate"] = when
    write.resource.private.setdefault("keys", [_key(write.call), _key(write.call)])


def _key(call: Call) -> str:
    return base64.b64encode(call.cloud.random_source.bytes(64)).decode()


def _shared_keys(call: Call, workspace: Resource) -> Answer:
    first, second = workspace.private["keys"]
    return json_answer(200, {"primarySharedKey": first, "secondarySharedKey": second})


def _regenerate(call: Call, workspace: Resource) -> Answer:
    workspace.private["keys"] = [_key(call), _key(call)]
    call.cloud.inventory.put(workspace)
    return _shared_keys(call, workspace)


def _none_deleted(call: Call) -> Answer:
    return json_answer(200, {"value": []})


WORKSPACES = ResourceType(
    name=TYPE,
    versions=("2025-07-01", "2023-09-01", "2022-10-01", "2020-08-01"),
    placement=Placement.TRACKED,
    name_pattern=names.WORKSPACE,
    name_rule="It must have 4 to 63 letters, digits and '-', a letter or digit at both ends.",
    async_verbs=frozenset({Verb.PUT}),
    before_write=_before_write,
    after_write=create_principal,
    after_delete=delete_principal,
    actions=(
        Action("sharedKeys", _shared_keys),
        Action("listKeys", _shared_keys),
        Action("regenerateSharedKey", _regenerate),
    ),
)

_DELETED: Final = operation(
    "list deleted workspaces",
    RequiresRole("Microsoft.OperationalInsights/deletedWorkspaces/read", data=False),
    _none_deleted,
)
ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", "/subscriptions/{subscription}/providers/Microsoft.OperationalInsights/deletedWorkspaces", _DELETED),
    Route(
        "GET",
        "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.OperationalInsights/deletedWorkspaces",
        _DELETED,
    ),
)
