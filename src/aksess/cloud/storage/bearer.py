"""A bearer token from Entra, as a storage service checks it, and the challenge for who has none.

Microsoft Learn, "Authorize with Microsoft Entra ID": ``x-ms-version`` 2017-11-09 or newer with a token, the challenge
from 2019-12-12 on.
"""

from __future__ import annotations

from aksess.cloud.identity.access_tokens import BadToken, Flaw
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.storage.account import Account
from aksess.cloud.storage.faults import refusal
from aksess.cloud.storage.frame import version_of
from aksess.wire.events import Decision

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


def prove_bearer(call: Call, account: Account, token: str) -> None:
    """Set the caller that a token names. Raises Fault(401, InvalidAuthenticationInfo) or Fault(403).

    (1) the version knows bearer tokens, (2) the token is Entra's, of our tenant, in time, (3) it is for storage or
    for this account's service.
    """
    # (1) the version
    if version_of(call) < FIRST_WITH_BEARER:
        raise refusal("AuthenticationFailed", detail="Authentication scheme Bearer is not supported in this version.")
    # (2) Entra's
    claims = call.cloud.tokens.verify(token)
    if isinstance(claims, BadToken):
        raise _refused(call, _DETAILS[claims.flaw]).because(
            Decision(link="token", found=claims.found[:200], wanted=(claims.wanted,), why=claims.flaw.value)
        )
    # (3) for us
    audience = str(claims.get("aud"))
    if not _is_ours(audience, call, account):
        raise _refused(call, "Audience validation failed. Audience did not match.").because(
            Decision(link="audience", found=audience[:200], wanted=(RESOURCE,))
        )
    call.caller = call.cloud.tokens.caller(claims)


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
