"""The links that Entra compares: credential, issuer, subject, audience. Each is a step of ``match``."""

from __future__ import annotations

from collections.abc import Sequence

from aksess.chain.evidence import Evidence, Unknown
from aksess.chain.links import Link
from aksess.chain.matching import Refused, narrow
from aksess.chain.types import FederatedCredential

Narrowed = tuple[FederatedCredential, ...] | Unknown | Refused


def check_credential(evidence: Evidence) -> str | Unknown | Refused:
    """The identity has a federated credential at all."""
    credentials = evidence.credentials
    if isinstance(credentials, Unknown):
        return credentials
    return _names(credentials) if credentials else Refused(Link.CREDENTIAL, "", ())


def check_issuer(evidence: Evidence) -> str | Unknown | Refused:
    """A credential trusts the issuer of the cluster."""
    return _seen(_trusting(evidence), evidence.issuer)


def check_subject(evidence: Evidence) -> str | Unknown | Refused:
    """One of those names the service account. With an unknown issuer the credentials of every issuer are asked."""
    return _seen(_naming(evidence), evidence.service_account)


def check_audience(evidence: Evidence) -> str | Unknown | Refused:
    """One of those has the audience of the token."""
    naming, audiences = _naming(evidence), evidence.audiences
    if isinstance(audiences, Unknown):
        return audiences
    if isinstance(naming, Unknown | Refused):
        return naming
    left = narrow(Link.AUDIENCE, audiences, naming)
    return left if isinstance(left, Refused) else ", ".join(audiences)


def _trusting(evidence: Evidence) -> Narrowed:
    issuer = evidence.issuer
    return _narrow(Link.ISSUER, issuer if isinstance(issuer, Unknown) else (issuer,), evidence.credentials)


def _naming(evidence: Evidence) -> Narrowed:
    account = evidence.service_account
    return _narrow(Link.SUBJECT, account if isinstance(account, Unknown) else (str(account),), _trusting(evidence))


def _narrow(link: Link, values: Sequence[str] | Unknown, credentials: Narrowed) -> Narrowed:
    if isinstance(credentials, Unknown | Refused) or isinstance(values, Unknown):
        return credentials
    return narrow(link, values, credentials)


def _seen(left: Narrowed, value: object) -> str | Unknown | Refused:
    if isinstance(value, Unknown):
        return value
    return left if isinstance(left, Unknown | Refused) else str(value)


def _names(credentials: tuple[FederatedCredential, ...]) -> str:
    return ", ".join(credential.name for credential in credentials)
