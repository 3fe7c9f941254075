"""``If-Match`` and ``If-None-Match`` of a write. RFC 9110, section 13."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.resources.inventory import Resource


def check_preconditions(call: Call, before: Resource | None) -> None:
    """Check the conditions of a write against the resource as it is; ``before`` is None if it does not exist.

    Raises:
        Fault: 412 PreconditionFailed.
    """
    wanted = str(call.headers.get("if-match") or "")
    unwanted = str(call.headers.get("if-none-match") or "")
    if wanted and (before is None or not _names(wanted, before)):
        raise Fault(
            412,
            "PreconditionFailed",
            "The condition set by the header If-Match is not met: the resource was changed, or is not there.",
        )
    if unwanted and before is not None and _names(unwanted, before):
        raise Fault(
            412,
            "PreconditionFailed",
            "The condition set by the header If-None-Match is not met: the resource is there.",
        )


def _names(header: str, resource: Resource) -> bool:
    tags = {each.strip().removeprefix("W/").strip('"') for each in header.split(",")}
    return "*" in tags or resource.etag.strip('"') in tags
