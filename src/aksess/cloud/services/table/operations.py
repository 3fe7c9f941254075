"""The operations of Table Storage that are there."""

from __future__ import annotations

from aksess.cloud.pipeline.operation import RequiresRole
from aksess.cloud.storage.operation import Signed, operation
from aksess.cloud.storage.service_properties import METRICS, get_properties, set_properties

_SERVICE = "Microsoft.Storage/storageAccounts/tableServices"

GET_SERVICE_PROPERTIES = operation(
    "get table service properties",
    RequiresRole(f"{_SERVICE}/read", data=False),
    lambda call: get_properties(call, "table", METRICS),
    Signed("s", "r", service=False),
)
SET_SERVICE_PROPERTIES = operation(
    "set table service properties",
    RequiresRole(f"{_SERVICE}/write", data=False),
    lambda call: set_properties(call, "table", METRICS),
    Signed("s", "w", service=False),
)
