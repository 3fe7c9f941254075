"""Refusals of the issuers: they serve files, and say little."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.fault import Fault


def render_error(call: Call, fault: Fault) -> Answer:
    """A refusal as JSON."""
    return json_answer(fault.status, {"error": {"code": fault.code, "message": fault.message}}, fault.headers)


def not_implemented(call: Call) -> Fault:
    """An issuer is read and nothing else."""
    return Fault(405, "UnsupportedHttpVerb", f"The documents of an issuer are read, not {call.method}.")
