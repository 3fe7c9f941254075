"""Method, path and ``comp`` to operation."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Operation, Service
from aksess.cloud.services.table import operations as does
from aksess.cloud.services.table.authz import AUTHORIZATION
from aksess.cloud.storage.errors import not_implemented, render_json, render_xml

SERVICE: Mapping[tuple[str, str, str], Operation] = MappingProxyType(
    {
        ("GET", "service", "properties"): does.GET_SERVICE_PROPERTIES,
        ("PUT", "service", "properties"): does.SET_SERVICE_PROPERTIES,
    }
)


def find(call: Call) -> Operation | None:
    """The operation of a call."""
    if call.path.strip("/"):
        return None
    return SERVICE.get((call.method, call.query.get("restype", "").lower(), call.query.get("comp", "").lower()))


def operation_not_implemented(call: Call) -> Fault:
    """What an operation that is not there answers."""
    return not_implemented(call, f"the table operation {call.method} on tables and entities")


def render_error(call: Call, fault: Fault) -> Answer:
    """XML for the service itself, JSON for tables and entities."""
    return render_json(call, fault) if call.path.strip("/") else render_xml(call, fault)


SERVICES = (
    Service(
        "table",
        ("*.table.core.windows.net",),
        find,
        AUTHORIZATION.authenticate,
        AUTHORIZATION.authorize,
        operation_not_implemented,
        render_error,
    ),
)
