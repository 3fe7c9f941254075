"""The rules that a federated credential must keep to be written at all.

Microsoft Learn, "Important considerations and restrictions for federated identity credentials"; the name pattern is
that of azure-mgmt-msi. Who asks words the answer: ARM as ARM does, a checker as a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from aksess.chain.types import FederatedCredential

CREDENTIALS_PER_IDENTITY: Final = 20
LONGEST: Final = 600
"""Characters in an issuer, a subject, an audience or a description."""

NAME_PATTERN: Final = r"^[a-zA-Z0-9]{1}[a-zA-Z0-9-_]{2,119}$"

_name = re.compile(NAME_PATTERN.removesuffix("$"))


class CredentialRule(StrEnum):
    """What a credential can break."""

    NAME = "name"
    MISSING = "missing"
    TOO_LONG = "too long"
    ONE_AUDIENCE = "exactly one audience"
    UNIQUE = "issuer and subject unique"
    TOO_MANY = "too many"


@dataclass(frozen=True, slots=True)
class CredentialProblem:
    """A rule that is broken. part: ``name``, ``issuer``, ``subject``, ``audiences`` or ``description``.

    found: the value, or the name of the credential that has the same issuer and subject, or the number there is.
    """

    rule: CredentialRule
    part: str
    found: str


def credential_problems(
    name: str,
    issuer: str,
    subject: str,
    audiences: Sequence[str],
    others: Iterable[FederatedCredential] = (),
    *,
    description: str = "",
) -> tuple[CredentialProblem, ...]:
    """Every rule that a credential breaks, beside the others of its identity.

    (1) its name fits the pattern, 3 to 120 characters; (2) issuer and subject are there; (3) it has one audience;
    (4) nothing is longer than 600 characters; (5) no other credential has its issuer and subject; (6) there are 20.
    One of ``others`` that has its name is the one that it replaces (ARM names have no case).
    """
    rest = [other for other in others if other.name.lower() != name.lower()]
    return (
        *_name_problems(name),
        *_missing_parts(issuer, subject),
        *_audience_problems(audiences),
        *_long_parts(issuer, subject, audiences, description),
        *_twins(issuer, subject, rest),
        *_too_many(len(rest) + 1),
    )


def is_issuer_url(text: str) -> bool:
    """Whether a text can be the issuer of a credential at all: an https URL."""
    return text.lower().startswith("https://")


def _name_problems(name: str) -> Iterable[CredentialProblem]:
    # (1) the name; fullmatch, because "$" would let a last line feed through
    if _name.fullmatch(name) is None:
        yield CredentialProblem(CredentialRule.NAME, "name", name)


def _missing_parts(issuer: str, subject: str) -> Iterable[CredentialProblem]:
    # (2) issuer and subject
    for part, value in (("issuer", issuer), ("subject", subject)):
        if not value:
            yield CredentialProblem(CredentialRule.MISSING, part, value)


def _audience_problems(audiences: Sequence[str]) -> Iterable[CredentialProblem]:
    # (3) one audience
    if len(audiences) != 1:
        yield CredentialProblem(CredentialRule.ONE_AUDIENCE, "audiences", str(len(audiences)))
    elif not audiences[0]:
        yield CredentialProblem(CredentialRule.MISSING, "audiences", "")


def _long_parts(issuer: str, subject: str, audiences: Sequence[str], description: str) -> Iterable[CredentialProblem]:
    # (4) lengths
    parts = [("issuer", issuer), ("subject", subject), ("description", description)]
    for part, value in (*parts, *(("audiences", audience) for audience in audiences)):
        if len(value) > LONGEST:
            yield CredentialProblem(CredentialRule.TOO_LONG, part, value)


def _twins(issuer: str, subject: str, rest: Iterable[FederatedCredential]) -> Iterable[CredentialProblem]:
    # (5) uniqueness
    for other in rest:
        if other.issuer == issuer and other.subject == subject:
            yield CredentialProblem(CredentialRule.UNIQUE, "subject", other.name)


def _too_many(number: int) -> Iterable[CredentialProblem]:
    # (6) the limit
    if number > CREDENTIALS_PER_IDENTITY:
        yield CredentialProblem(CredentialRule.TOO_MANY, "name", str(number))
