"""IMDS refusals: ``error`` and ``error_description``, as its clients read them.

Source: Microsoft Learn, "How to use managed identities on a virtual machine to acquire an access token", errors.
"""

from __future__ import annotations

from typing import Final

from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.fault import Fault

# What a machine in Azure has and this one lacks (Microsoft Learn, "Azure Instance Metadata Service").
LACKING: Final = ("attested", "identity/info", "loadbalancer", "scheduledevents")


def refusal(text: str, error: str = "invalid_request", status: int = 400) -> Fault:
    """A refusal. error: OAuth's name for it."""
    return Fault(status, error, text)


def render_error(call: Call, fault: Fault) -> Answer:
    """A refusal as JSON."""
    body = {"error": fault.code, "error_description": fault.message}
    return json_answer(fault.status, body, (("server", "IMDS/150.870.65.1325"), *fault.headers))


def not_implemented(call: Call) -> Fault:
    """What is not there: 501 for what IMDS has, 404 for what it does not have either, 405 for another method."""
    if "/".join(call.segments[1:]).lower().startswith(LACKING):
        return Fault(501, "not_implemented", f"The local Azure has no metadata operation {call.method} {call.path}.")
    if call.method != "GET":
        return Fault(405, "method_not_allowed", f"IMDS is read with GET, not with {call.method}.")
    return Fault(404, "not_found", f"IMDS has no metadata at {call.path}.")
