"""The errors of the address services: plain text, because each service has an error format of its own."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.fault import Fault


def not_implemented(call: Call) -> Fault:
    """Return the 501 for a path that the service does not have here."""
    return Fault(501, "NotImplemented", f"The local Azure does not answer {call.method} {call.path} of {call.host}.")


def render_error(_call: Call, fault: Fault) -> Answer:
    """Render an error as text."""
    return Answer(fault.status, f"aksess: {fault.message}\n".encode(), (("content-type", "text/plain"), *fault.headers))
