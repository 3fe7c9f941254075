"""Bearer tokens of Entra, as a storage service checks them, and the challenge for a client without one.

Microsoft Learn, "Authorize with Microsoft Entra ID": ``x-ms-version`` 2017-11-09 or newer with a token, the challenge
from 2019-12-12 on.
"""

from __future__ import annotations

from aksess.cloud.identity.access_tokens import Flaw
from aksess.cloud.pipeline.bearer import NoToken, TokenRefused, WrongAudience, authenticate_bearer
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.storage.account import Account
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.response_headers import version_of

RESOURCE = "https://storage.azure.com"
# The application id of Azure Storage, which v2.0 tokens carry as their audience.
RESOURCE_APP = "e406a681-f3d4-42a8-90b6-c2b029497af1"
FIRST_WITH_BEARER = "2017-11-09"
FIRST_WITH_CHALLENGE = "2019-12-12"

_DETAILS = {
    Flaw.MALFORMED: "The token is malformed.",
    Flaw.ALGORITHM: "Signature validation failed. The algorithm is not accepted.",
    Flaw.KEY: "Signature validation failed. The signing key was not found.",
    Flaw.SIGNATURE: "Signature validation failed.",
    Flaw.ISSUER: "Issuer validation failed. Issuer did not match.",
    Flaw.CLAIM: "The token lacks a claim that it must have.",
    Flaw.EXPIRED: "Lifetime validation failed. The token is expired.",
    Flaw.NOT_YET: "Lifetime validation failed. The token is not yet valid.",
}


def authenticate_bearer_token(call: Call, account: Account) -> None:
    """Set the caller that the bearer token names.

    (1) The version knows bearer tokens, (2) the token is Entra's, of our tenant, in force, (3) it is for storage or for
    this account's service.

    Raises:
        Fault: 401 ``InvalidAuthenticationInfo``, or 403.
    """
    # (1) the version
    if version_of(call) < FIRST_WITH_BEARER:
        raise refusal("AuthenticationFailed", detail="Authentication scheme Bearer is not supported in this version.")
    # (2) a token of Entra's, (3) for this service
    outcome = authenticate_bearer(call, lambda audience: _is_ours(audience, call, account), RESOURCE)
    match outcome:
        case TokenRefused(bad, decision):
            raise _refused(call, _DETAILS[bad.flaw]).because(decision)
        case NoToken(decision):
            raise _refused(call, _DETAILS[Flaw.MALFORMED]).because(decision)
        case WrongAudience(_, decision):
            raise _refused(call, "Audience validation failed. Audience did not match.").because(decision)
        case _:
            return


def challenge(call: Call) -> tuple[tuple[str, str], ...]:
    """The ``WWW-Authenticate`` header that sends a client to Entra."""
    authority = f"https://login.microsoftonline.com/{call.cloud.settings.tenant}/oauth2/authorize"
    return (("www-authenticate", f"Bearer authorization_uri={authority} resource_id={RESOURCE}"),)


def knows_challenge(call: Call) -> bool:
    """Whether the version of a request is one that is challenged."""
    return version_of(call) >= FIRST_WITH_CHALLENGE


def _refused(call: Call, detail: str) -> Fault:
    return refusal("InvalidAuthenticationInfo", detail=detail, headers=challenge(call))


def _is_ours(audience: str, call: Call, account: Account) -> bool:
    # The account's spelling, not the host's: a secondary endpoint asks for tokens of the primary.
    _, _, suffix = call.host.partition(".")
    ours = {RESOURCE, RESOURCE_APP, f"https://{account.name}.{suffix}", f"https://{call.host}"}
    return audience.lower().removesuffix("/") in ours
