"""The control host's paths, and its key."""

from __future__ import annotations

import hmac

from aksess.cloud.identity.caller import Caller
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Authenticated, Operation, Run, Service
from aksess.cloud.pipeline.routing import Route, Routes
from aksess.cloud.services.control import control_planes, operations
from aksess.cloud.services.control.faults import render_error, unknown
from aksess.wire.control import HOST

_TABLE: tuple[tuple[str, str, str, Run], ...] = (
    ("GET", "/status", "status", operations.status),
    ("GET", "/operator", "operator", operations.operator),
    ("GET", "/events", "events", operations.events),
    ("POST", "/pods", "resolve pod", operations.resolve_pod),
    ("POST", "/tokens", "request token", operations.request_token),
    ("POST", "/listeners", "open listener", operations.open_listener),
    ("DELETE", "/listeners/{port}", "close listener", operations.close_listener),
    ("GET", "/applied", "what was applied", operations.get_applied),
    ("PUT", "/applied", "remember what was applied", operations.put_applied),
    ("GET", "/clusters", "list clusters", control_planes.list_access),
    ("GET", "/clusters/{cluster*}", "get cluster", control_planes.get_plan),
    ("POST", "/start-cluster/{cluster*}", "start cluster", control_planes.start_control_plane),
    ("POST", "/stop-cluster/{cluster*}", "stop cluster", control_planes.stop_control_plane),
    ("POST", "/cluster-access/{cluster*}", "decide access to a cluster", control_planes.decide_access),
    ("POST", "/rotate/{cluster*}", "rotate keys", operations.rotate),
    ("PATCH", "/simulation", "change simulation settings", operations.change_simulation),
    ("POST", "/stop", "stop", operations.stop),
)
_ROUTES = Routes(Route(method, path, Operation(name, Authenticated(), run)) for method, path, name, run in _TABLE)


def _prove(call: Call, _operation: Operation) -> None:
    given = call.headers.get("authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(given.encode(), call.cloud.administration.key.encode()):
        raise Fault(401, "WrongKey", "Wanted: the key of this local Azure's run file as a bearer.")
    call.caller = Caller("aksess", "", call.cloud.settings.tenant, frozenset(), {})


def _check(_call: Call, _operation: Operation) -> None:
    """The key opens everything."""


SERVICES = (
    Service("control", (HOST,), _ROUTES.find, _prove, _check, unknown, render_error, tls=False, recorded=False),
)
