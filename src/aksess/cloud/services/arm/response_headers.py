"""The headers that every answer of ARM carries, and the shape of its errors.

Microsoft Learn, "Azure Resource Manager: common API details" (request and response headers).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from inspect import iscoroutinefunction
from typing import Any, cast

from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Operation, Requirement, Run

_LONGEST_ID = 128


def operation(name: str, requirement: Requirement, run: Run) -> Operation:
    """Return an operation whose answers carry the headers of ARM."""
    if iscoroutinefunction(run):
        run_later = cast("Callable[[Call], Awaitable[Answer]]", run)

        async def framed_later(call: Call) -> Answer:
            return _framed(call, await run_later(call))

        return Operation(name, requirement, framed_later)
    at_once = cast("Callable[[Call], Answer]", run)
    return Operation(name, requirement, lambda call: _framed(call, at_once(call)))


def render_error(call: Call, fault: Fault) -> Answer:
    """Render a Fault as ARM does; ``details`` are further members of ``error``."""
    error: dict[str, Any] = {"code": fault.code, "message": fault.message, **fault.details}
    headers = (*fault.headers, ("x-ms-failure-cause", "gateway"))
    return _framed(call, json_answer(fault.status, {"error": error}, headers))


def _framed(call: Call, answer: Answer) -> Answer:
    return Answer(answer.status, answer.body, answer.headers + _headers(call))


def _headers(call: Call) -> tuple[tuple[str, str], ...]:
    correlation = _echo(call, "x-ms-correlation-request-id") or call.request_id
    found = (
        ("cache-control", "no-cache"),
        ("pragma", "no-cache"),
        ("x-ms-request-id", call.request_id),
        ("x-ms-correlation-request-id", correlation),
        ("x-ms-routing-request-id", f"LOCAL:{call.request_id}"),
        ("strict-transport-security", "max-age=31536000; includeSubDomains"),
        ("x-content-type-options", "nosniff"),
    )
    client = _echo(call, "x-ms-client-request-id")
    return (*found, ("x-ms-client-request-id", client)) if client else found


def _echo(call: Call, name: str) -> str:
    """A header of the request that may be repeated: printable ASCII, and short."""
    value = str(call.headers.get(name) or "")
    return value if len(value) <= _LONGEST_ID and value.isascii() and value.isprintable() else ""
