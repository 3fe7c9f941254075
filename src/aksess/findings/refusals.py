"""From a refusal of the chain to the finding that explains it."""

from __future__ import annotations

from typing import Final

from aksess.chain import (
    Broken,
    CredentialProblem,
    CredentialRule,
    DenialReason,
    Denied,
    DeniedByPolicy,
    LifetimeFailure,
    Link,
    Near,
    OutOfTime,
    Refusal,
    Refused,
)
from aksess.findings import access, deployment, federation, identities, pod, tokens
from aksess.findings.finding import Finding, RenderedFinding, render

# What each link has to say when nothing more is known than that it is broken.
PLAIN: Final[dict[Link, Finding]] = {
    Link.LABEL: pod.OTHER_LABEL,
    Link.SERVICE_ACCOUNT: pod.NO_SERVICE_ACCOUNT,
    Link.CLIENT_ID: identities.UNKNOWN_CLIENT,
    Link.TENANT: identities.OTHER_TENANT,
    Link.CREDENTIAL: federation.NO_CREDENTIAL,
    Link.ISSUER: federation.OTHER_ISSUER,
    Link.SUBJECT: federation.OTHER_SUBJECT,
    Link.AUDIENCE: federation.OTHER_AUDIENCE,
    Link.KEY: tokens.KEY_NOT_PUBLISHED,
    Link.SIGNATURE: tokens.BAD_SIGNATURE,
    Link.LIFETIME: tokens.EXPIRED,
    Link.NETWORK: access.FIREWALL,
    Link.GRANT: access.NO_ASSIGNMENT,
    Link.OBJECT: access.NO_OBJECT,
}

_ABSENT: Final[dict[Link, Finding]] = {Link.LABEL: pod.NO_LABEL, Link.CLIENT_ID: pod.NO_CLIENT_ID}

_NEAR: Final[dict[tuple[Link, Near], Finding]] = {
    (Link.CLIENT_ID, Near.PRINCIPAL_ID): identities.PRINCIPAL_ID,
    (Link.CLIENT_ID, Near.RESOURCE_ID): identities.RESOURCE_ID,
    (Link.ISSUER, Near.TRAILING_SLASH): federation.ISSUER_SLASH,
    (Link.ISSUER, Near.CASE): federation.ISSUER_NEAR,
    (Link.ISSUER, Near.WHITE_SPACE): federation.ISSUER_NEAR,
    (Link.SUBJECT, Near.CASE): federation.SUBJECT_CASE,
    (Link.SUBJECT, Near.WHITE_SPACE): federation.SUBJECT_SPACE,
    (Link.SUBJECT, Near.TRAILING_SLASH): federation.SUBJECT_SPACE,
}

_LACKS: Final[dict[DenialReason, Finding]] = {
    DenialReason.NO_ASSIGNMENT: access.NO_ASSIGNMENT,
    DenialReason.SCOPE: access.OTHER_SCOPE,
    DenialReason.ACTION: access.NOT_IN_ROLE,
    DenialReason.CONDITION: access.CONDITION,
    DenialReason.DENY_ASSIGNMENT: access.DENY_ASSIGNMENT,
}

_UNTIMELY: Final[dict[LifetimeFailure, Finding]] = {
    LifetimeFailure.TOO_LONG: tokens.LIVES_TOO_LONG,
    LifetimeFailure.NOT_YET: tokens.NOT_YET,
    LifetimeFailure.EXPIRED: tokens.EXPIRED,
}

_RULES: Final[dict[CredentialRule, Finding]] = {
    CredentialRule.NAME: deployment.BAD_NAME,
    CredentialRule.MISSING: deployment.MISSING_PART,
    CredentialRule.TOO_LONG: deployment.TOO_LONG,
    CredentialRule.ONE_AUDIENCE: deployment.ONE_AUDIENCE,
    CredentialRule.UNIQUE: deployment.TWIN,
    CredentialRule.TOO_MANY: deployment.TOO_MANY,
}

# What the API server of kind and kubeadm calls itself.
_PRIVATE_ISSUERS: Final = ("https://kubernetes.default.svc", "https://kubernetes.default")


def for_refusal(refusal: Refusal | Broken) -> RenderedFinding:
    """The finding that explains a refusal, with what was found and what was wanted filled in."""
    match refusal:
        case Broken():
            return for_refusal(refusal.cause)
        case Refused():
            finding = _comparison(refusal)
            return render(finding, found=refusal.found, wanted=refusal.wanted, candidate=refusal.candidate)
        case Denied():
            return render(_LACKS[refusal.lack], found=refusal.found, wanted=refusal.wanted)
        case DeniedByPolicy():
            return render(access.NO_POLICY, found=refusal.found, wanted=refusal.wanted)
        case OutOfTime():
            return render(_UNTIMELY[refusal.how], found=refusal.found, wanted=refusal.wanted)


def for_credential_problem(problem: CredentialProblem) -> RenderedFinding:
    """The finding for a federated credential that Azure will not write."""
    return render(_RULES[problem.rule], found=problem.found)


def _comparison(refused: Refused) -> Finding:
    link = refused.link
    if not refused.found and link in _ABSENT:
        return _ABSENT[link]
    if refused.near is not None and (link, refused.near) in _NEAR:
        return _NEAR[link, refused.near]
    if link is Link.ISSUER and refused.found.startswith(_PRIVATE_ISSUERS):
        return federation.PRIVATE_ISSUER
    if link is Link.SUBJECT and any("*" in wanted for wanted in refused.wanted):
        return federation.WILDCARD
    if link is Link.AUDIENCE and ", " in refused.found:
        return federation.SEVERAL_AUDIENCES
    return PLAIN[link]
