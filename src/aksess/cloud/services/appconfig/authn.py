"""App Configuration authenticates a caller: by a bearer token, or by an access key of the store."""

from __future__ import annotations

from aksess.cloud.identity.access_tokens import Flaw
from aksess.cloud.pipeline.bearer import TokenRefused, authenticate_bearer
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.operation import Operation
from aksess.cloud.services.appconfig.access_keys import SCHEME, authenticate_key
from aksess.cloud.services.appconfig.errors import unauthorized
from aksess.cloud.services.appconfig.stores import store_of
from aksess.wire.events import CHALLENGED

# The application id of App Configuration, which v2.0 tokens carry as their audience.
RESOURCE_APP = "35ffadb3-7fc1-497e-b61b-381d28e744cc"
# Microsoft Learn, "Azure Active Directory authentication", "Audience"; the packages ask for all of these.
AUDIENCES = frozenset({"https://azconfig.io", "https://appconfig.azure.com", RESOURCE_APP})

WRONG_TOKEN = "Authorization token failed validation"
WRONG_ISSUER = (
    "The access token is from the wrong issuer. It must match the AD tenant associated with the subscription to which "
    "the configuration store belongs. If you just transferred your subscription and see this error message, please "
    "try back later."
)


def authenticate(call: Call, _operation: Operation) -> None:
    """Set the caller, by a bearer token or an access key.

    Raises:
        Fault: 401.
    """
    store = store_of(call)
    scheme, _, credentials = str(call.headers.get("authorization") or "").partition(" ")
    if scheme.lower() == "bearer":
        _authenticate_token(call)
    elif scheme.lower() == SCHEME:
        authenticate_key(call, store, credentials)
    else:
        raise unauthorized().because(CHALLENGED)


def _authenticate_token(call: Call) -> None:
    own = f"https://{call.host}"
    outcome = authenticate_bearer(call, lambda each: each.lower().removesuffix("/") in AUDIENCES | {own}, own)
    if isinstance(outcome, TokenRefused) and outcome.flaw is Flaw.ISSUER:
        raise unauthorized(bearer_error=WRONG_ISSUER).because(outcome.decision)
    if not isinstance(outcome, dict):
        raise unauthorized(bearer_error=WRONG_TOKEN).because(outcome.decision)
