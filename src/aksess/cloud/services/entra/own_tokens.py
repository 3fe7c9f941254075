"""Entra's own tokens as assertions: a managed identity may authenticate an application, and nothing else may.

Microsoft Learn, "Configure an application to trust a managed identity": the same tenant, the issuer ``…/v2.0``, the
audience ``api://AzureADTokenExchange``. The other rules come from public reports of the error numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from aksess.chain import FederatedCredential, Link
from aksess.cloud.identity.audiences import EXCHANGE, EXCHANGE_ID
from aksess.cloud.identity.directory import Kind, Principal
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.entra.assertions import Presented
from aksess.cloud.services.entra.errors import refusal, shown
from aksess.cloud.services.entra.host_names import is_entras_own
from aksess.wire.events import Decision


def audiences_of(presented: Presented) -> tuple[str, ...]:
    """Return the audiences of an assertion in the spelling of federated credentials.

    Entra's token for the exchange is a v2.0 token, whose audience is the service's client id; a credential has its URI.
    """
    if not is_entras_own(presented.issuer):
        return presented.audiences
    return tuple(EXCHANGE if each == EXCHANGE_ID else each for each in presented.audiences)


def other_audience(call: Call, presented: Presented, wanted: Sequence[str], said: str) -> Fault:
    """Return the Fault for a wrong audience: 700214 if the credential has it, 7002121 if the token has.

    wanted: those of the credentials that name issuer and subject. said: the usual words.
    """
    if audiences_of(presented) != (EXCHANGE,):
        return refusal(7002121, said)
    found = ", ".join(wanted)
    return refusal(
        700214,
        f"The audience '{shown(found)}' of the federated identity credential is not allowed for tokens issued by "
        f"Entra ID. It must be '{EXCHANGE}'.",
    ).because(_decision(Link.AUDIENCE, found, EXCHANGE))


def check_own(call: Call, client: Principal, presented: Presented, trusted: Sequence[FederatedCredential]) -> None:
    """Check a token that Entra issued itself: step 8. Other tokens pass. trusted: the credentials of the client.

    Raises:
        Fault: in this order: 700222 (the client is an identity), 700263 (two credentials for one subject), 700227 (a
            token for something else than the exchange), 700236 (another issuer than the tenant's v2.0 one), 700226 (of
            an application), 700231 (got with a federated credential).
    """
    if not is_entras_own(presented.issuer):
        return
    entras_own = _decision(Link.ISSUER, presented.issuer, "an issuer outside of Entra")
    if client.kind is Kind.MANAGED_IDENTITY:
        raise refusal(700222, "AAD-issued tokens may not be used for federated identity flows.").because(entras_own)
    _check_one_credential(call, presented, trusted)
    if audiences_of(presented) != (EXCHANGE,):
        found = ",".join(presented.audiences)
        raise refusal(700227, f"Forbidden token audience '{shown(found)}'.").because(
            _decision(Link.AUDIENCE, found, EXCHANGE)
        )
    if presented.issuer != call.cloud.tokens.issuer_v2:
        raise refusal(
            700236,
            f"Entra ID tokens issued by issuer '{shown(presented.issuer)}' may not be used for federated identity "
            "credential flows for applications or managed identities registered in this tenant.",
        ).because(entras_own)
    _check_origin(presented, entras_own)


def _check_one_credential(call: Call, presented: Presented, trusted: Sequence[FederatedCredential]) -> None:
    same = [each for each in trusted if each.subject == presented.subject and is_entras_own(each.issuer)]
    if len(same) > 1:
        raise refusal(
            700263,
            f"{len(same)} federated identity credentials of the application have the subject "
            f"'{shown(presented.subject)}'. Only one of them may trust Entra ID.",
        ).because(_decision(Link.SUBJECT, presented.subject, "one credential for it"))


def _check_origin(presented: Presented, entras_own: Decision) -> None:
    if not presented.claims.get("xms_mirid"):
        raise refusal(
            700226, "Only managed identity tokens may be used as federated identity credential for Entra issuers."
        ).because(entras_own)
    # A token from the metadata service names the machine that it was given to; one from this endpoint does not.
    if not presented.claims.get("xms_az_rid"):
        raise refusal(
            700231,
            "Token obtained using another federated identity credential may not be used as federated identity "
            "credential.",
        ).because(entras_own)


def _decision(link: Link, found: str, wanted: str) -> Decision:
    return Decision(link=link.value, found=shown(found), wanted=(wanted,))
