"""The control host's refusals: a code and a sentence with the next step."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.fault import Fault
from aksess.wire.control import Problem


def render_error(_call: Call, fault: Fault) -> Answer:
    """``{"code": …, "message": …}``."""
    return json_answer(fault.status, Problem(fault.code, fault.message), fault.headers)


def not_implemented(call: Call) -> Fault:
    """An operation that is not there."""
    return Fault(
        501,
        "NotImplemented",
        f"This local Azure has no {call.method} {call.path}. If it is older than aksess: `aksess down`, `aksess up`.",
    )


def not_found(message: str) -> Fault:
    """Something that the request names is not there."""
    return Fault(404, "NotFound", message)


def ambiguous(message: str) -> Fault:
    """There are several, and the request does not say which."""
    return Fault(409, "Ambiguous", message)
