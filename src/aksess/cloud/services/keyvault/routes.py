"""The operations of the vaults' data plane: path, what each requires, what it does."""

from __future__ import annotations

from typing import Final

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Authenticated, Operation, Service
from aksess.cloud.pipeline.routing import Route, Routes
from aksess.cloud.services.keyvault import errors
from aksess.cloud.services.keyvault.authn import authenticate
from aksess.cloud.services.keyvault.authz import authorize
from aksess.cloud.services.keyvault.routes_certificates import CERTIFICATE_ROUTES
from aksess.cloud.services.keyvault.routes_keys import KEY_ROUTES
from aksess.cloud.services.keyvault.routes_secrets import SECRET_ROUTES


def root(call: Call) -> Answer:
    """The vault itself, which has no page. Clients ask for it to see whether the vault is there: 401 is their yes."""
    raise Fault(404, "NotFound", "There is nothing at the root of a vault; ask for /secrets, /keys or /certificates.")


def find(call: Call) -> Operation | None:
    """The operation of a call. A key's attestation is none of ours, and not a version of that name."""
    operation = ROUTES.find(call)
    attests = call.path.startswith("/keys/") and call.params.get("version") == "attestation"
    return None if attests else operation


def not_implemented(call: Call) -> Fault:
    """What a path that is not there gets: the challenge or a refusal as any other path, then 501 by name."""
    try:
        authenticate(call, _NOWHERE)
    except Fault as fault:
        return fault
    return errors.not_implemented(call)


_NOWHERE: Final = Operation("unknown", Authenticated(), root)

ROUTES: Final = Routes(
    (
        Route("GET", "/", Operation("look for the vault", Authenticated(), root)),
        *SECRET_ROUTES,
        *KEY_ROUTES,
        *CERTIFICATE_ROUTES,
    )
)

SERVICES: Final[tuple[Service, ...]] = (
    Service("keyvault", ("*.vault.azure.net",), find, authenticate, authorize, not_implemented, errors.render_error),
)
