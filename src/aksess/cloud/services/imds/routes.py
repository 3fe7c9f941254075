"""The metadata service's paths."""

from __future__ import annotations

from aksess.cloud.pipeline.operation import Operation, Public, Service
from aksess.cloud.pipeline.routing import Route, Routes
from aksess.cloud.services.imds.authn import authenticate
from aksess.cloud.services.imds.authz import VERSIONLESS, authorize
from aksess.cloud.services.imds.errors import not_implemented, render_error
from aksess.cloud.services.imds.operations_instance import instance, versions
from aksess.cloud.services.imds.operations_token import token

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


SERVICES = (Service("imds", HOSTS, _ROUTES.find, authenticate, authorize, not_implemented, render_error, tls=False),)
