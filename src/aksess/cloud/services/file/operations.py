"""The operations of Azure Files that are there."""

from __future__ import annotations

from aksess.cloud.pipeline.operation import RequiresRole
from aksess.cloud.storage.operation import Signed, operation
from aksess.cloud.storage.service_properties import FILE_ELEMENTS, get_properties, set_properties

_SERVICE = "Microsoft.Storage/storageAccounts/fileServices"

GET_SERVICE_PROPERTIES = operation(
    "get file service properties",
    RequiresRole(f"{_SERVICE}/read", data=False),
    lambda call: get_properties(call, "file", FILE_ELEMENTS),
    Signed("s", "r", service=False),
)
SET_SERVICE_PROPERTIES = operation(
    "set file service properties",
    RequiresRole(f"{_SERVICE}/write", data=False),
    lambda call: set_properties(call, "file", FILE_ELEMENTS),
    Signed("s", "w", service=False),
)
