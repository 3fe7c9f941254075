"""Graph authenticates its callers by a bearer token for Microsoft Graph."""

from __future__ import annotations

from typing import Final

from aksess.cloud.identity.access_tokens import Flaw
from aksess.cloud.identity.first_party_applications import GRAPH
from aksess.cloud.pipeline.bearer import NoToken, TokenRefused, WrongAudience, authenticate_bearer
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Operation

AUDIENCES: Final = frozenset({"https://graph.microsoft.com", "https://graph.microsoft.com/", GRAPH})

_MESSAGES: Final = {
    Flaw.MALFORMED: "CompactToken parsing failed with error code: 80049217",
    Flaw.EXPIRED: "Lifetime validation failed, the token is expired.",
    Flaw.NOT_YET: "Lifetime validation failed, the token is not yet valid.",
    Flaw.ISSUER: "Access token validation failure. Invalid issuer.",
}


def authenticate(call: Call, _operation: Operation) -> None:
    """Set the caller that the bearer token names.

    Raises:
        Fault: 401 ``InvalidAuthenticationToken``.
    """
    outcome = authenticate_bearer(call, AUDIENCES.__contains__, "https://graph.microsoft.com")
    match outcome:
        case NoToken():
            message = "Access token is empty."
        case TokenRefused(flaw=flaw):
            message = _MESSAGES.get(flaw, "Access token validation failure.")
        case WrongAudience():
            message = "Access token validation failure. Invalid audience."
        case _:
            return
    raise Fault(
        401, "InvalidAuthenticationToken", message, headers=(("www-authenticate", "Bearer"),), decision=outcome.decision
    )
