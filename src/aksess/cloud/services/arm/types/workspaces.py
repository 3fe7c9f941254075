"""Microsoft.OperationalInsights/workspaces: Log Analytics, as far as a cluster's monitoring add-on names one.

Nothing is ingested. A deleted workspace is gone at once: Azure keeps it for 14 days unless ``force`` is asked for.
Source: Azure/azure-rest-api-specs, specification/operationalinsights/resource-manager.
"""

from __future__ import annotations

from typing import Final

from aksess.cloud.call import Answer, Call, json_answer
from aksess.cloud.inventory import Resource
from aksess.cloud.operation import Granted
from aksess.cloud.routes import Route
from aksess.cloud.services.arm.faults import bad_request
from aksess.cloud.services.arm.frame import operation
from aksess.cloud.services.arm.kind import Action, Codes, Place, ResourceType, Verb, Write

_SKUS: Final = ("Free", "Standard", "Premium", "PerNode", "PerGB2018", "Standalone", "CapacityReservation", "LACluster")


def _fill(write: Write) -> None:
    properties = write.properties
    sku = properties.setdefault("sku", {"name": "PerGB2018"})
    known = {name.lower(): name for name in _SKUS}
    if str(sku.get("name", "")).lower() not in known:
        raise bad_request("InvalidSku", f"Workspace sku '{sku.get('name')}' is not one of {', '.join(_SKUS)}.")
    properties.setdefault("retentionInDays", 30)
    properties.setdefault("publicNetworkAccessForIngestion", "Enabled")
    properties.setdefault("publicNetworkAccessForQuery", "Enabled")
    properties.setdefault("features", {"enableLogAccessUsingOnlyResourcePermissions": True})
    properties.setdefault("workspaceCapping", {"dailyQuotaGb": -1.0})
    properties["customerId"] = write.kept.get("customerId") or write.call.cloud.chance.uuid()
    private = write.resource.private
    private.setdefault("keys", [write.call.cloud.chance.urlsafe(64), write.call.cloud.chance.urlsafe(64)])


def _shared_keys(call: Call, resource: Resource) -> Answer:
    first, second = resource.private["keys"]
    return json_answer(200, {"primarySharedKey": first, "secondarySharedKey": second})


def _no_deleted(call: Call) -> Answer:
    return json_answer(200, {"value": []})


WORKSPACES = ResourceType(
    name="Microsoft.OperationalInsights/workspaces",
    versions=("2025-07-01", "2023-09-01", "2022-10-01", "2020-08-01"),
    place=Place.TRACKED,
    codes=Codes(deleted=202),
    name_pattern=r"[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]",
    name_rule="It must have 4 to 63 characters: alphanumerics and hyphens.",
    waits=frozenset({Verb.PUT, Verb.DELETE}),
    fill=_fill,
    actions=(Action("sharedKeys", _shared_keys),),
)

ROUTES = (
    Route(
        "GET",
        "/subscriptions/{subscription}/providers/Microsoft.OperationalInsights/deletedWorkspaces",
        operation(
            "list deleted workspaces",
            Granted("Microsoft.OperationalInsights/deletedWorkspaces/read", data=False),
            _no_deleted,
        ),
    ),
)
