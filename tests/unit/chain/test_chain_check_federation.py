"""The links that Entra compares, from evidence with holes."""

from __future__ import annotations

from dataclasses import replace

from aksess.chain import (
    PUBLIC_AUDIENCE,
    Assertion,
    Link,
    Matched,
    Refused,
    Subject,
    Unknown,
    match,
)
from aksess.chain.chain_check_federation import check_audience, check_credential, check_issuer, check_subject
from tests.unit.chain.chains import ACCOUNT, CREDENTIAL, ISSUER, WHOLE

ELSEWHERE = replace(CREDENTIAL, name="elsewhere", issuer="https://other.test/")


def test_each_link_says_what_was_seen() -> None:
    """Names of credentials, then the three values."""
    assert "widemo-aks" == check_credential(WHOLE)
    assert ISSUER == check_issuer(WHOLE)
    assert str(ACCOUNT) == check_subject(WHOLE)
    assert PUBLIC_AUDIENCE == check_audience(WHOLE)


def test_the_links_refuse_as_match_does() -> None:
    """Each refusal is the one that Entra's decision makes."""
    assertion = Assertion(ISSUER, str(ACCOUNT), (PUBLIC_AUDIENCE,))
    wrong_issuer = replace(WHOLE, credentials=(ELSEWHERE,))
    wrong_subject = replace(WHOLE, credentials=(replace(CREDENTIAL, subject="x"),))
    wrong_audience = replace(WHOLE, credentials=(replace(CREDENTIAL, audience="x"),))

    assert Matched(CREDENTIAL) == match(assertion, [CREDENTIAL])
    assert check_issuer(wrong_issuer) == match(assertion, [ELSEWHERE])
    assert check_subject(wrong_subject) == match(assertion, [replace(CREDENTIAL, subject="x")])
    assert check_audience(wrong_audience) == match(assertion, [replace(CREDENTIAL, audience="x")])


def test_an_unknown_issuer_leaves_every_credential_in_question() -> None:
    """In files the issuer is known after apply; the subject can be judged all the same."""
    evidence = replace(WHOLE, issuer=Unknown("known after apply"), credentials=(ELSEWHERE,))

    assert Unknown("known after apply") == check_issuer(evidence)
    assert str(ACCOUNT) == check_subject(evidence)
    assert isinstance(check_subject(replace(evidence, service_account=Subject.of("a", "b"))), Refused)


def test_an_unknown_subject_leaves_the_audience_to_be_judged() -> None:
    """Nothing that is known is thrown away."""
    evidence = replace(WHOLE, service_account=Unknown())

    assert Unknown() == check_subject(evidence)
    assert Refused(Link.AUDIENCE, "x", (PUBLIC_AUDIENCE,)) == check_audience(replace(evidence, audiences=("x",)))


def test_no_credential_is_broken_and_unknown_ones_are_unknown() -> None:
    """An empty list was looked at."""
    assert Refused(Link.CREDENTIAL, "", ()) == check_credential(replace(WHOLE, credentials=()))
    for check in (check_credential, check_issuer, check_subject, check_audience):
        assert Unknown("no rights") == check(replace(WHOLE, credentials=Unknown("no rights")))
