"""Entra's paths."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.operation import Operation, Public, Service
from aksess.cloud.pipeline.routing import Route, Routes
from aksess.cloud.services.entra.faults import render_error, unknown
from aksess.cloud.services.entra.hosts import HOSTS
from aksess.cloud.services.entra.metadata import discover_instance, keys, openid_v1, openid_v2
from aksess.cloud.services.entra.token import no_tenant, only_post, token_v1, token_v2

_PROVES = Public("the request itself carries the proof")
_PUBLIC = Public("Entra publishes it")

_TOKEN_V2 = Operation("token", _PROVES, token_v2)
_TOKEN_V1 = Operation("token v1", _PROVES, token_v1)
_NO_TENANT = Operation("token without tenant", _PROVES, no_tenant)
_ONLY_POST = Operation("token by another method", _PUBLIC, only_post)
_OPENID_V2 = Operation("OpenID configuration", _PUBLIC, openid_v2)
_OPENID_V1 = Operation("OpenID configuration v1", _PUBLIC, openid_v1)
_KEYS = Operation("signing keys", _PUBLIC, keys)
_INSTANCE = Operation("instance discovery", _PUBLIC, discover_instance)

_ROUTES = Routes(
    [
        Route("POST", "/{tenant}/oauth2/v2.0/token", _TOKEN_V2),
        Route("POST", "/{tenant}/oauth2/token", _TOKEN_V1),
        Route("POST", "/oauth2/v2.0/token", _NO_TENANT),
        Route("POST", "/oauth2/token", _NO_TENANT),
        *(
            Route(method, f"/{{tenant}}/oauth2/{version}token", _ONLY_POST)
            for method in ("GET", "HEAD", "PUT", "PATCH", "DELETE")
            for version in ("", "v2.0/")
        ),
        Route("GET", "/{tenant}/v2.0/.well-known/openid-configuration", _OPENID_V2),
        Route("GET", "/{tenant}/.well-known/openid-configuration", _OPENID_V1),
        Route("GET", "/{tenant}/discovery/v2.0/keys", _KEYS),
        Route("GET", "/{tenant}/discovery/keys", _KEYS),
        Route("GET", "/common/discovery/instance", _INSTANCE),
    ]
)


def _anyone(_call: Call, _operation: Operation) -> None:
    """Entra's operations are open: a token request proves itself in its body."""


SERVICES = (Service("entra", HOSTS, _ROUTES.find, _anyone, _anyone, unknown, render_error),)
