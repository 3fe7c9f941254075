"""Graph's errors: OData errors (Microsoft Learn, "Microsoft Graph error responses")."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.fault import Fault

_CODES: Final = {429: "TooManyRequests", 503: "serviceNotAvailable"}


def bad_request(message: str, code: str = "Request_BadRequest") -> Fault:
    """Return the 400 for a request that cannot be processed."""
    return Fault(400, code, message)


def not_found(object_id: str) -> Fault:
    """Return the 404 for an unknown object."""
    return Fault(
        404,
        "Request_ResourceNotFound",
        f"Resource '{object_id}' does not exist or one of its queried reference-property objects are not present.",
    )


def render_error(call: Call, fault: Fault) -> Answer:
    """Render an error as OData JSON."""
    ids = {
        "date": datetime.fromtimestamp(call.now, UTC).strftime("%Y-%m-%dT%H:%M:%S"),
        "request-id": call.request_id,
        "client-request-id": str(call.headers.get("client-request-id") or call.request_id),
    }
    error = {"code": _CODES.get(fault.status, fault.code), "message": fault.message, "innerError": ids}
    return json_answer(fault.status, {"error": error}, (("request-id", call.request_id), *fault.headers))


def not_implemented(call: Call) -> Fault:
    """Return the 501 for an operation that does not exist here; it names the operation."""
    return Fault(501, "NotImplemented", f"The local Azure has no Graph operation {call.method} {call.path}")
