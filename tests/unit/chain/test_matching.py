"""What Entra compares when a pod signs in, link by link."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aksess.chain import PUBLIC_AUDIENCE, Assertion, FederatedCredential, Link, Matched, Near, Refused, match
from aksess.chain.matching import narrow

ISSUER = "https://westeurope.oic.prod-aks.azure.com/7d0f/2a5c/"
SUBJECT = "system:serviceaccount:widemo:wi-demo-sa"
CREDENTIAL = FederatedCredential("widemo-aks", ISSUER, SUBJECT, PUBLIC_AUDIENCE)
ASSERTION = Assertion(ISSUER, SUBJECT, (PUBLIC_AUDIENCE,))


def test_an_assertion_that_agrees_to_the_byte_is_matched() -> None:
    """And the credential that vouches for it is named."""
    other = replace(CREDENTIAL, name="other", subject="system:serviceaccount:widemo:default")

    assert Matched(CREDENTIAL) == match(ASSERTION, [other, CREDENTIAL])


def test_an_identity_without_credentials_is_refused_before_anything_is_compared() -> None:
    """AADSTS70025 has nothing to compare with."""
    assert Refused(Link.CREDENTIAL, "", ()) == match(ASSERTION, [])


def test_a_trailing_slash_is_another_issuer() -> None:
    """An issuer that differs by its last slash is refused at the issuer link, and the slash is named."""
    bare = ISSUER.rstrip("/")

    expected = Refused(Link.ISSUER, ISSUER, (bare,), Near.TRAILING_SLASH, bare)
    assert expected == match(ASSERTION, [replace(CREDENTIAL, issuer=bare)])


def test_a_subject_that_differs_in_case_alone_is_named_so() -> None:
    """Entra has a code of its own for it, AADSTS7002138."""
    shouted = SUBJECT.replace("widemo", "Widemo")

    expected = Refused(Link.SUBJECT, SUBJECT, (shouted,), Near.CASE, shouted)
    assert expected == match(ASSERTION, [replace(CREDENTIAL, subject=shouted)])


def test_the_subject_is_judged_among_the_credentials_of_the_issuer() -> None:
    """A credential of another cluster with the right subject neither matches nor is offered as wanted."""
    elsewhere = replace(CREDENTIAL, name="elsewhere", issuer="https://other.test/")
    here = replace(CREDENTIAL, name="here", subject="system:serviceaccount:widemo:other")

    expected = Refused(Link.SUBJECT, SUBJECT, (here.subject,))
    assert expected == match(ASSERTION, [elsewhere, here])


def test_the_audience_is_judged_among_the_credentials_of_issuer_and_subject() -> None:
    """The last link sees what the first two left."""
    china = replace(CREDENTIAL, audience="api://AzureADTokenExchangeChina")
    elsewhere = replace(CREDENTIAL, issuer="https://other.test/")

    expected = Refused(Link.AUDIENCE, PUBLIC_AUDIENCE, (china.audience,))
    assert expected == match(ASSERTION, [elsewhere, china])


def test_the_issuer_is_refused_before_the_subject() -> None:
    """With all three wrong, the first link is the one that is told."""
    refused = match(Assertion("https://other.test/", "nobody", ("nothing",)), [CREDENTIAL])

    assert isinstance(refused, Refused)
    assert Link.ISSUER is refused.link


def test_each_wanted_value_is_offered_once_in_the_order_of_the_credentials() -> None:
    """Twenty credentials of one cluster want one issuer."""
    others = [replace(CREDENTIAL, subject=f"system:serviceaccount:a:{name}") for name in ("b", "a", "b")]

    refused = match(ASSERTION, others)

    assert isinstance(refused, Refused)
    assert ("system:serviceaccount:a:b", "system:serviceaccount:a:a") == refused.wanted


@pytest.mark.parametrize("audiences", [(), (PUBLIC_AUDIENCE, "other"), (PUBLIC_AUDIENCE, PUBLIC_AUDIENCE), ("",)])
def test_an_assertion_has_one_audience_exactly(audiences: tuple[str, ...]) -> None:
    """A token for several readers is refused, even when one of them is Entra."""
    refused = match(replace(ASSERTION, audiences=audiences), [CREDENTIAL])

    assert isinstance(refused, Refused)
    assert Link.AUDIENCE is refused.link
    assert refused.near is None


def test_an_empty_claim_matches_nothing() -> None:
    """Not even a credential that is empty too."""
    hollow = FederatedCredential("hollow", "", "", "")

    assert Refused(Link.ISSUER, "", ("",)) == match(Assertion("", "", ("",)), [hollow])


@pytest.mark.parametrize("pattern", ["system:serviceaccount:widemo:*", "*", "system:serviceaccount:widemo:wi-demo-s?"])
def test_there_are_no_wildcards(pattern: str) -> None:
    """A star in a credential is a star."""
    assert isinstance(match(ASSERTION, [replace(CREDENTIAL, subject=pattern)]), Refused)


def test_narrowing_keeps_every_credential_that_agrees() -> None:
    """Two subjects of one issuer both pass the issuer link."""
    other = replace(CREDENTIAL, subject="system:serviceaccount:widemo:default")

    assert (CREDENTIAL, other) == narrow(Link.ISSUER, (ISSUER,), [CREDENTIAL, other])


texts = st.sampled_from(["a", "A", "a/", "b", " a", "ä"])
credentials = st.builds(FederatedCredential, st.just("n"), texts, texts, texts)
assertions = st.builds(Assertion, texts, texts, st.tuples(texts))


@given(assertions, st.lists(credentials))
def test_it_is_matched_exactly_when_a_credential_has_all_three(
    assertion: Assertion, registered: list[FederatedCredential]
) -> None:
    """However the links are ordered, the verdict is that of comparing whole credentials."""
    same = [
        each
        for each in registered
        if (each.issuer, each.subject, (each.audience,)) == (assertion.issuer, assertion.subject, assertion.audiences)
    ]
    verdict = match(assertion, registered)

    if same:
        assert Matched(same[0]) == verdict
    else:
        assert isinstance(verdict, Refused)


@given(assertions, st.lists(credentials, min_size=1))
def test_a_refusal_never_wants_what_was_found(assertion: Assertion, registered: list[FederatedCredential]) -> None:
    """What is wanted is there, and is something else; a near miss is one of those wanted."""
    verdict = match(assertion, registered)

    if isinstance(verdict, Refused):
        assert verdict.found not in verdict.wanted
        assert verdict.wanted
        assert verdict.near is None or verdict.candidate in verdict.wanted
