"""No operation at all, in the shapes of the two services."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Operation, Service
from aksess.cloud.storage.errors import not_implemented, render_json, render_xml


def find(_: Call) -> Operation | None:
    """No operation."""
    return None


def path_not_implemented(call: Call) -> Fault:
    """What Data Lake Storage answers."""
    return not_implemented(call, f"the Data Lake Storage operation {call.method}")


def page_not_implemented(call: Call) -> Fault:
    """What a static website answers."""
    return not_implemented(call, "static websites")


def _nobody(_call: Call, operation: Operation) -> None:
    raise RuntimeError(f"{operation.name}: there is no operation to prove or check")


SERVICES = (
    Service("datalake", ("*.dfs.core.windows.net",), find, _nobody, _nobody, path_not_implemented, render_json),
    Service("website", ("*.z6.web.core.windows.net",), find, _nobody, _nobody, page_not_implemented, render_xml),
)
