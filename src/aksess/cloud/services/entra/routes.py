"""The paths of Entra and the operations behind them."""

from __future__ import annotations

from aksess.cloud.pipeline.operation import Operation, Public, Service
from aksess.cloud.pipeline.routing import Route, Routes
from aksess.cloud.services.entra.authn import authenticate
from aksess.cloud.services.entra.authz import authorize
from aksess.cloud.services.entra.errors import not_implemented, render_error
from aksess.cloud.services.entra.host_names import HOSTS
from aksess.cloud.services.entra.operations_metadata import discover_instance, keys, openid_v1, openid_v2
from aksess.cloud.services.entra.operations_token import no_tenant, only_post, token_v1, token_v2

_IN_BODY = Public("the request itself carries the proof")
_PUBLIC = Public("Entra publishes it")

_TOKEN_V2 = Operation("token", _IN_BODY, token_v2)
_TOKEN_V1 = Operation("token v1", _IN_BODY, token_v1)
_NO_TENANT = Operation("token without tenant", _IN_BODY, no_tenant)
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


SERVICES = (Service("entra", HOSTS, _ROUTES.find, authenticate, authorize, not_implemented, render_error),)
