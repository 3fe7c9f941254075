"""Bearer authentication, the same for every service: Entra's access token, for the service's audience.

The steps, numbered here and in the code: (1) the ``Authorization`` header has a bearer token; (2) the token is Entra's
and in force (``AccessTokens.verify``); (3) its audience is the service. Each service only words the refusal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from aksess.cloud.identity.access_tokens import BadToken, Flaw
from aksess.cloud.pipeline.call import Call
from aksess.wire.events import CHALLENGED, Decision

# What a log repeats of a value that a client sent.
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class NoToken:
    """The request brings no bearer token: the response must name where to get one."""

    decision: Decision


@dataclass(frozen=True, slots=True)
class TokenRefused:
    """The token did not pass step (2). bad: the check that failed."""

    bad: BadToken
    decision: Decision

    @property
    def flaw(self) -> Flaw:
        """The check that failed."""
        return self.bad.flaw


@dataclass(frozen=True, slots=True)
class WrongAudience:
    """The token did not pass step (3). audience: the token's own."""

    audience: str
    decision: Decision


BearerRefusal = NoToken | TokenRefused | WrongAudience


def bearer_token(call: Call) -> str:
    """Return the token of the ``Authorization: Bearer`` header; empty where there is none."""
    scheme, _, token = str(call.headers.get("authorization") or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def authenticate_bearer(call: Call, accepts: Callable[[str], bool], expected: str) -> dict[str, Any] | BearerRefusal:
    """Set the caller that the request's bearer token names.

    Args:
        call: the request.
        accepts: whether an audience is the service's.
        expected: the service's usual audience, for the log.

    Returns:
        The token's claims once the caller is set, else the step that refused it.
    """
    # (1) a token
    token = bearer_token(call)
    if not token:
        return NoToken(CHALLENGED)
    # (2) Entra's, and in force
    claims = call.cloud.tokens.verify(token)
    if isinstance(claims, BadToken):
        wanted = (claims.wanted,) if claims.wanted else ()
        return TokenRefused(
            claims, Decision(link="token", found=claims.found[:_LONGEST], wanted=wanted, why=claims.flaw.value)
        )
    # (3) for this service
    audience = str(claims["aud"])
    if not accepts(audience):
        return WrongAudience(audience, Decision(link="audience", found=audience[:_LONGEST], wanted=(expected,)))
    call.caller = call.cloud.tokens.caller(claims)
    return claims
