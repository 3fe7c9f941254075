"""From a refusal of the chain to its finding."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aksess.chain import (
    PUBLIC_AUDIENCE,
    Absent,
    CredentialProblem,
    CredentialRule,
    DenialReason,
    Denied,
    DeniedByPolicy,
    Evidence,
    Lifetime,
    LifetimeFailure,
    Link,
    Near,
    OutOfTime,
    Refused,
    Scope,
    walk,
)
from aksess.chain.chain_check import Broken
from aksess.findings import Category, for_credential_problem, for_refusal
from aksess.findings.refusals import PLAIN

SUBJECT = "system:serviceaccount:widemo:wi-demo-sa"
ISSUER = "https://westeurope.oic.prod-aks.azure.com/7d0f/2a5c/"
TIMES = Lifetime(0, 0, 3600, 7200)


@pytest.mark.parametrize(
    ("refusal", "code"),
    [
        (Refused(Link.LABEL, "", ("true",)), "WI101"),
        (Refused(Link.LABEL, "True", ("true",), Near.CASE, "true"), "WI102"),
        (Refused(Link.SERVICE_ACCOUNT, SUBJECT, ()), "WI103"),
        (Refused(Link.CLIENT_ID, "", ("c",)), "WI104"),
        (Refused(Link.CLIENT_ID, "x", ("c",)), "WI201"),
        (Refused(Link.CLIENT_ID, "p", ("c",), Near.PRINCIPAL_ID, "c"), "WI202"),
        (Refused(Link.CLIENT_ID, "/subscriptions/s", ("c",), Near.RESOURCE_ID, "c"), "WI203"),
        (Refused(Link.TENANT, "t", ("u",)), "WI204"),
        (Refused(Link.CREDENTIAL, "", ()), "WI301"),
        (Refused(Link.ISSUER, ISSUER, ("https://other.test/",)), "WI302"),
        (Refused(Link.ISSUER, ISSUER, (ISSUER[:-1],), Near.TRAILING_SLASH, ISSUER[:-1]), "WI303"),
        (Refused(Link.ISSUER, ISSUER, (ISSUER + "\n",), Near.WHITE_SPACE, ISSUER + "\n"), "WI304"),
        (Refused(Link.ISSUER, "https://kubernetes.default.svc.cluster.local", (ISSUER,)), "WI312"),
        (Refused(Link.SUBJECT, SUBJECT, ("x",)), "WI305"),
        (Refused(Link.SUBJECT, SUBJECT, (SUBJECT.upper(),), Near.CASE, SUBJECT.upper()), "WI306"),
        (Refused(Link.SUBJECT, SUBJECT, (SUBJECT + " ",), Near.WHITE_SPACE, SUBJECT + " "), "WI307"),
        (Refused(Link.SUBJECT, SUBJECT, ("system:serviceaccount:widemo:*",)), "WI311"),
        (Refused(Link.AUDIENCE, "x", (PUBLIC_AUDIENCE,)), "WI308"),
        (Refused(Link.AUDIENCE, f"{PUBLIC_AUDIENCE}, x", (PUBLIC_AUDIENCE,)), "WI309"),
        (Refused(Link.KEY, "k3", ("k1", "k2")), "WI401"),
        (Refused(Link.SIGNATURE, "another signature", ("one",)), "WI402"),
        (OutOfTime(LifetimeFailure.EXPIRED, TIMES), "WI403"),
        (OutOfTime(LifetimeFailure.NOT_YET, TIMES), "WI404"),
        (OutOfTime(LifetimeFailure.TOO_LONG, TIMES), "WI405"),
        (Refused(Link.NETWORK, "10.0.0.4", ()), "WI501"),
        (Denied("a", Scope("/s"), (), DenialReason.NO_ASSIGNMENT), "WI601"),
        (Denied("a", Scope("/s"), (), DenialReason.ACTION), "WI602"),
        (Denied("a", Scope("/s"), (), DenialReason.SCOPE), "WI603"),
        (Denied("a", Scope("/s"), (), DenialReason.CONDITION), "WI604"),
        (Denied("a", Scope("/s"), (), DenialReason.DENY_ASSIGNMENT), "WI605"),
        (DeniedByPolicy("secrets", "get"), "WI606"),
        (Refused(Link.OBJECT, "my-secret", ("other",)), "WI701"),
    ],
)
def test_a_refusal_has_its_finding(refusal: Refused | Denied | DeniedByPolicy | OutOfTime, code: str) -> None:
    """At the same link, with what was found in its words."""
    told = for_refusal(refusal)

    assert code == told.finding.code
    assert refusal.link is told.finding.link
    assert "{" not in told.text + told.remedy


def test_the_slash_is_named_with_both_issuers() -> None:
    """The sentence that the whole product is for."""
    told = for_refusal(Refused(Link.ISSUER, ISSUER, (ISSUER[:-1],), Near.TRAILING_SLASH, ISSUER[:-1]))

    assert "the issuers differ by a trailing slash" in told.text
    assert f"`{ISSUER}`" in told.text
    assert f"`{ISSUER[:-1]}`" in told.text


def test_a_subject_is_told_with_the_one_to_use() -> None:
    """One candidate is the remedy."""
    told = for_refusal(Refused(Link.SUBJECT, "system:serviceaccount:widemo:default", (SUBJECT,)))

    assert f"so that both are `{SUBJECT}`" in told.remedy


def test_a_broken_chain_is_explained_by_its_cause() -> None:
    """``walk`` and ``match`` lead to the same finding."""
    broken = walk(Evidence(label=Absent()))

    assert isinstance(broken, Broken)
    assert for_refusal(broken.cause) == for_refusal(broken)
    assert "WI101" == for_refusal(broken).finding.code


def test_every_link_has_something_to_say() -> None:
    """At its own place."""
    assert list(Link) == list(PLAIN)
    assert [] == [link for link, finding in PLAIN.items() if finding.link is not link]


@pytest.mark.parametrize("rule", CredentialRule)
def test_a_credential_that_azure_will_not_write_has_its_finding(rule: CredentialRule) -> None:
    """Each rule one of its own."""
    told = for_credential_problem(CredentialProblem(rule, "name", "21"))

    assert Category.DEPLOYMENT is told.finding.link
    assert told.finding.code.startswith("WI35")
    others = [for_credential_problem(CredentialProblem(each, "name", "21")) for each in CredentialRule if each != rule]
    assert told.finding not in [other.finding for other in others]


def test_a_near_miss_that_has_no_finding_of_its_own_is_told_plainly() -> None:
    """A tenant with white space behind it is another tenant."""
    refused = Refused(Link.TENANT, "t ", ("t",), Near.WHITE_SPACE, "t")

    assert "WI204" == for_refusal(refused).finding.code
    assert "tenant-id: t" in for_refusal(replace(refused, near=None, candidate="")).remedy
