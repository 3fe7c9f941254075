"""The rules that a federated credential keeps to be written."""

from __future__ import annotations

import pytest

from aksess.chain import (
    PUBLIC_AUDIENCE,
    CredentialProblem,
    CredentialRule,
    FederatedCredential,
    credential_problems,
)

ISSUER = "https://oidc.test/a/"
SUBJECT = "system:serviceaccount:widemo:wi-demo-sa"
AUDIENCES = (PUBLIC_AUDIENCE,)


def others(number: int) -> list[FederatedCredential]:
    """So many credentials beside it, none of which is its twin."""
    return [FederatedCredential(f"fic-{n}", ISSUER, f"{SUBJECT}-{n}", PUBLIC_AUDIENCE) for n in range(number)]


@pytest.mark.parametrize("name", ["abc", "0-a", "a_b", "A" * 120])
def test_an_ordinary_credential_breaks_no_rule(name: str) -> None:
    """Nineteen others beside it."""
    assert () == credential_problems(name, ISSUER, SUBJECT, AUDIENCES, others(19))


@pytest.mark.parametrize("name", ["", "ab", "-abc", "_abc", "a b c", "a.b.c", "A" * 121, "abc\n", "abä"])
def test_a_name_that_does_not_fit_the_pattern(name: str) -> None:
    """Three to 120 letters, digits, hyphens and underscores."""
    assert (CredentialProblem(CredentialRule.NAME, "name", name),) == credential_problems(
        name, ISSUER, SUBJECT, AUDIENCES
    )


@pytest.mark.parametrize(("issuer", "subject", "part"), [("", SUBJECT, "issuer"), (ISSUER, "", "subject")])
def test_issuer_and_subject_have_to_be_there(issuer: str, subject: str, part: str) -> None:
    """What a cluster's issuer is before it is known."""
    assert (CredentialProblem(CredentialRule.MISSING, part, ""),) == credential_problems(
        "abc", issuer, subject, AUDIENCES
    )


@pytest.mark.parametrize(
    ("audiences", "problem"),
    [
        ((), CredentialProblem(CredentialRule.ONE_AUDIENCE, "audiences", "0")),
        (("a", "b"), CredentialProblem(CredentialRule.ONE_AUDIENCE, "audiences", "2")),
        (("",), CredentialProblem(CredentialRule.MISSING, "audiences", "")),
    ],
)
def test_there_is_one_audience(audiences: tuple[str, ...], problem: CredentialProblem) -> None:
    """And it says something."""
    assert (problem,) == credential_problems("abc", ISSUER, SUBJECT, audiences)


def test_nothing_is_longer_than_600_characters() -> None:
    """600 are good, and each part is told."""
    long, too_long = "a" * 600, "a" * 601

    assert () == credential_problems("abc", long, long, (long,), description=long)
    assert ["issuer", "subject", "description", "audiences"] == [
        problem.part for problem in credential_problems("abc", too_long, too_long, (too_long,), description=too_long)
    ]


def test_issuer_and_subject_are_unique_in_an_identity() -> None:
    """The twin is named; another audience makes no difference."""
    twin = FederatedCredential("twin", ISSUER, SUBJECT, "api://other")

    assert (CredentialProblem(CredentialRule.UNIQUE, "subject", "twin"),) == credential_problems(
        "abc", ISSUER, SUBJECT, AUDIENCES, [twin]
    )


def test_an_identity_has_twenty_credentials_at_most() -> None:
    """The twenty-first is refused."""
    assert (CredentialProblem(CredentialRule.TOO_MANY, "name", "21"),) == credential_problems(
        "abc", ISSUER, SUBJECT, AUDIENCES, others(20)
    )


def test_a_credential_is_not_in_its_own_way() -> None:
    """To write one again replaces it, whatever the case of its name."""
    beside = [*others(19), FederatedCredential("ABC", ISSUER, SUBJECT, PUBLIC_AUDIENCE)]

    assert () == credential_problems("abc", ISSUER, SUBJECT, AUDIENCES, beside)


def test_every_problem_is_told_at_once() -> None:
    """Nobody fixes them one by one."""
    rules = {problem.rule for problem in credential_problems("-", "", "", (), others(20))}

    assert {CredentialRule.NAME, CredentialRule.MISSING, CredentialRule.ONE_AUDIENCE, CredentialRule.TOO_MANY} == rules
