"""Does an assertion match a federated credential: what Entra decides when a pod signs in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from aksess.chain.links import Link
from aksess.chain.near import Near, near_miss
from aksess.chain.types import Assertion, FederatedCredential


@dataclass(frozen=True, slots=True)
class Matched:
    """This credential vouches for the assertion."""

    credential: FederatedCredential


@dataclass(frozen=True, slots=True)
class Refused:
    """A link broke.

    found: what is there, "" where nothing is. wanted: every value that would have done. near: how ``found`` is
    nearly ``candidate``, one of those wanted (for an id in the wrong place: nearly the identity that has it).
    """

    link: Link
    found: str
    wanted: tuple[str, ...]
    near: Near | None = None
    candidate: str = ""


def match(assertion: Assertion, credentials: Sequence[FederatedCredential]) -> Matched | Refused:
    """Find the credential that vouches for an assertion, or the first link at which none does.

    (1) the identity has a federated credential at all;
    (2) one of them has the assertion's issuer;
    (3) one of those has its subject;
    (4) one of those has its audience, and the assertion has that one alone.

    All are compared byte for byte (Microsoft Learn, "Important considerations and restrictions for federated
    identity credentials"). Signature, key and lifetime are the caller's to check.
    """
    # (1) the identity has a federated credential at all
    if not credentials:
        return Refused(Link.CREDENTIAL, "", ())
    # (2) the issuer
    trusting = narrow(Link.ISSUER, (assertion.issuer,), credentials)
    if isinstance(trusting, Refused):
        return trusting
    # (3) the subject, among the credentials that trust the issuer
    naming = narrow(Link.SUBJECT, (assertion.subject,), trusting)
    if isinstance(naming, Refused):
        return naming
    # (4) the audience, among those that name the subject too
    vouching = narrow(Link.AUDIENCE, assertion.audiences, naming)
    if isinstance(vouching, Refused):
        return vouching
    return Matched(vouching[0])


def narrow(
    link: Link, values: Sequence[str], credentials: Sequence[FederatedCredential]
) -> tuple[FederatedCredential, ...] | Refused:
    """The credentials that have the one value at a link (ISSUER, SUBJECT or AUDIENCE), or the refusal.

    None, an empty one and two are refused whatever they are: Entra answers AADSTS5002741 to a client credential with
    two audiences (zitadel/oidc#887, 2026-04), and a token made for several readers can be replayed by each of them.
    """
    part = _PARTS[link]
    if len(values) == 1 and values[0]:
        left = tuple(credential for credential in credentials if part(credential) == values[0])
        if left:
            return left
    wanted = tuple(dict.fromkeys(part(credential) for credential in credentials))
    near, candidate = near_miss(values, wanted) if len(values) == 1 else (None, "")
    return Refused(link, ", ".join(values), wanted, near, candidate)


def _issuer(credential: FederatedCredential) -> str:
    return credential.issuer


def _subject(credential: FederatedCredential) -> str:
    return credential.subject


def _audience(credential: FederatedCredential) -> str:
    return credential.audience


_PARTS: Final[dict[Link, Callable[[FederatedCredential], str]]] = {
    Link.ISSUER: _issuer,
    Link.SUBJECT: _subject,
    Link.AUDIENCE: _audience,
}
