"""Method, path and ``comp`` to operation."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Operation, Service
from aksess.cloud.services.table import operations as does
from aksess.cloud.storage.faults import not_implemented, print_json, print_xml
from aksess.cloud.storage.proof import Proof

SERVICE: Mapping[tuple[str, str, str], Operation] = MappingProxyType(
    {
        ("GET", "service", "properties"): does.GET_SERVICE_PROPERTIES,
        ("PUT", "service", "properties"): does.SET_SERVICE_PROPERTIES,
    }
)
PROOF = Proof("t", lambda _, account: account.id)


def find(call: Call) -> Operation | None:
    """The operation of a call."""
    if call.path.strip("/"):
        return None
    return SERVICE.get((call.method, call.query.get("restype", "").lower(), call.query.get("comp", "").lower()))


def unknown(call: Call) -> Fault:
    """What an operation that is not there answers."""
    return not_implemented(call, f"the table operation {call.method} on tables and entities")


def render_error(call: Call, fault: Fault) -> Answer:
    """XML for the service itself, JSON for tables and entities."""
    return print_json(call, fault) if call.path.strip("/") else print_xml(call, fault)


SERVICES = (Service("table", ("*.table.core.windows.net",), find, PROOF.prove, PROOF.check, unknown, render_error),)
