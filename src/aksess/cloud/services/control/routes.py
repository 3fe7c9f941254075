"""The control host's paths, and its key."""

from __future__ import annotations

from aksess.cloud.pipeline.operation import Authenticated, Operation, Run, Service
from aksess.cloud.pipeline.routing import Route, Routes
from aksess.cloud.services.control import control_planes, operations
from aksess.cloud.services.control.authn import authenticate
from aksess.cloud.services.control.authz import authorize
from aksess.cloud.services.control.errors import not_implemented, render_error
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


SERVICES = (
    Service(
        "control",
        (HOST,),
        _ROUTES.find,
        authenticate,
        authorize,
        not_implemented,
        render_error,
        tls=False,
        recorded=False,
    ),
)
