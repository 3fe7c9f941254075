"""The metadata service's paths."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.operation import Operation, Public, Service
from aksess.cloud.pipeline.routing import Route, Routes
from aksess.cloud.services.imds.faults import render_error, unknown
from aksess.cloud.services.imds.guards import VERSIONLESS, check
from aksess.cloud.services.imds.instance import instance, versions
from aksess.cloud.services.imds.token import token

HOSTS = ("169.254.169.254",)

_OPEN = Public("who reaches it is on the machine: the listener is the proof")

_ROUTES = Routes(
    [
        Route("GET", "/metadata/identity/oauth2/token", Operation("managed identity token", _OPEN, token)),
        Route("GET", "/metadata/instance", Operation("instance metadata", _OPEN, instance)),
        Route("GET", "/metadata/instance/{path*}", Operation("instance metadata", _OPEN, instance)),
        Route("GET", "/metadata/versions", Operation(VERSIONLESS, _OPEN, versions)),
    ]
)


def _anyone(_call: Call, _operation: Operation) -> None:
    """Nobody signs in to IMDS."""


SERVICES = (Service("imds", HOSTS, _ROUTES.find, _anyone, check, unknown, render_error, tls=False),)
