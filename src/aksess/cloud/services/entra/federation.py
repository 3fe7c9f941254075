"""Federated authentication: an external issuer's token that matches a federated credential.

Microsoft does not publish the order of the checks; this order agrees with every public log that we found. The step
numbers are those of the token endpoint (``operations_token.py``). Matching is ordinal: case, slashes and white space
count.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, assert_never

from aksess.chain import (
    Assertion,
    FederatedCredential,
    InForce,
    LifetimeFailure,
    Link,
    Matched,
    Near,
    Refused,
    judge_lifetime,
    match,
)
from aksess.cloud.identity.directory import Principal
from aksess.cloud.identity.issuer_keys import Unparsable
from aksess.cloud.oidc import jws
from aksess.cloud.oidc.discovery_documents import KeySet, Unreachable
from aksess.cloud.pipeline import local_fetch
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.decisions import refused
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.entra.assertions import Presented, check_in_force
from aksess.cloud.services.entra.errors import refusal, shown
from aksess.cloud.services.entra.host_names import is_entras_own
from aksess.cloud.services.entra.own_tokens import audiences_of, check_own, other_audience
from aksess.wire.events import Decision, SignIn

# 25 hours, in .NET's format.
LONGEST: Final = "1.01:00:00"
_CHECK: Final = (
    "Check your federated identity credential Subject, Audience and Issuer against the presented assertion. "
    "https://learn.microsoft.com/entra/workload-id/workload-identity-federation"
)


async def check_federated(call: Call, client: Principal, presented: Presented) -> SignIn:
    """Check a federated assertion: steps 6 to 10.

    Raises:
        Fault: for the first step that fails.
    """
    # (6) its lifetime is at most a day and an hour
    _check_lifetime(call, presented)
    # (7) a federated credential of this client has its issuer, subject and audience
    trusted = _in_force(call, client)
    credential = _check_match(call, client, presented, trusted)
    # (8) the extra rules for Entra's own tokens
    check_own(call, client, presented, trusted)
    # (9) the issuer publishes the key that made the signature
    await _check_signature(call, presented)
    # (10) the assertion is in force
    check_in_force(call, presented)
    return SignIn(
        proof="federated",
        issuer=shown(presented.issuer),
        subject=shown(presented.subject),
        credential=credential.name,
    )


def _check_lifetime(call: Call, presented: Presented) -> None:
    verdict = judge_lifetime(presented.lifetime)
    if isinstance(verdict, InForce) or verdict.how is not LifetimeFailure.TOO_LONG:
        return
    raise refusal(
        70023,
        f"External OIDC Provider token must have a lifetime of less than or equal to {LONGEST}. "
        f"Token issued at {presented.issued:.0f}. Token expires on {presented.ends:.0f}.",
    ).because(refused(verdict))


def _check_match(
    call: Call, client: Principal, presented: Presented, trusted: Sequence[FederatedCredential]
) -> FederatedCredential:
    verdict = match(Assertion(presented.issuer, presented.subject, audiences_of(presented)), trusted)
    match verdict:
        case Matched(credential):
            return credential
        case Refused():
            raise _unmatched(call, client, presented, verdict).because(refused(verdict, shown=shown))
        case unreachable:
            assert_never(unreachable)


def _in_force(call: Call, client: Principal) -> list[FederatedCredential]:
    since = call.now - call.cloud.simulation.settings.propagation_delay
    return [each for each, written in call.cloud.directory.dated_credentials_of(client) if written <= since]


def _unmatched(call: Call, client: Principal, presented: Presented, verdict: Refused) -> Fault:
    if verdict.link is Link.CREDENTIAL:
        return refusal(
            70025,
            f"The client '{client.app_id}'({client.display_name}) has no configured federated identity credentials.",
        )
    own = is_entras_own(presented.issuer)
    said = (
        f"No matching federated identity record found for presented assertion {verdict.link} '{shown(verdict.found)}'."
    )
    if verdict.link is Link.ISSUER:
        return refusal(700211, f"{said} {_CHECK}")
    if verdict.link is Link.AUDIENCE:
        words = f"{said} {_CHECK}"
        return other_audience(call, presented, verdict.wanted, words) if own else refusal(700212, words)
    if verdict.near is Near.CASE:
        return refusal(
            7002138,
            f"{said} The subject matches with case-insensitive comparison, but not with case-sensitive comparison. "
            f"{_CHECK}",
        )
    return refusal(7002203 if own else 700213, f"{said} {_CHECK}")


async def _check_signature(call: Call, presented: Presented) -> None:
    keys = await call.cloud.issuer_keys.keys_of(presented.issuer, presented.key_id, local_fetch.reader(call))
    match keys:
        case Unreachable(url, why):
            raise refusal(
                501661, f"Request to External OIDC endpoint failed. Issuer: '{shown(presented.issuer)}'."
            ).because(Decision(link=Link.KEY, found=f"{shown(url)}: {shown(why)}", wanted=("a public document",)))
        case Unparsable(url, why):
            raise refusal(900612, "Failed to parse provider signing keys.").because(
                Decision(link=Link.KEY, found=f"{shown(url)}: {shown(why)}", wanted=("a JSON Web Key Set",))
            )
        case KeySet(of_id):
            candidates = of_id.get(presented.key_id)
        case unreachable:
            assert_never(unreachable)
    if not candidates:
        raise refusal(
            7000272,
            f"The certificate with identifier {shown(presented.key_id)} used to sign the federated credential could "
            f"not be found in the metadata of identity provider {shown(presented.issuer)}. Please validate that your "
            "Identity Provider's metadata exposes the key.",
        ).because(Decision(link=Link.KEY, found=shown(presented.key_id), wanted=(*map(shown, list(of_id)[:10]),)))
    if not any(jws.verified(presented.token, key) for key in candidates):
        raise refusal(7000274, "Client assertion contains an invalid signature.").because(
            Decision(link=Link.SIGNATURE, found=shown(presented.key_id))
        )
