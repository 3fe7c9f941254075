"""Method, path and ``comp`` to operation."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Operation, Service
from aksess.cloud.services.file import operations as does
from aksess.cloud.services.file.authz import AUTHORIZATION
from aksess.cloud.storage.errors import not_implemented, render_xml

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
    return not_implemented(call, f"the file operation {call.method} on shares and files")


SERVICES = (
    Service(
        "file",
        ("*.file.core.windows.net",),
        find,
        AUTHORIZATION.authenticate,
        AUTHORIZATION.authorize,
        operation_not_implemented,
        render_xml,
    ),
)
