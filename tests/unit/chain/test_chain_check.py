"""The walk: every link in its order, to the first that is broken."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from aksess.chain import (
    ABSENT,
    UNKNOWN,
    Broken,
    Evidence,
    KeyUse,
    Link,
    NetworkCheck,
    Passed,
    Refused,
    SignatureCheck,
    Skipped,
    Sought,
    Subject,
    Unknown,
    Whole,
    walk,
)
from aksess.chain.chain_check import CHECKS
from aksess.chain.near import Near
from tests.unit.chain.chains import ISSUER, QUESTION, TIMES, WHOLE

BREAKS: dict[Link, Evidence] = {
    Link.LABEL: replace(WHOLE, label=ABSENT),
    Link.SERVICE_ACCOUNT: replace(WHOLE, service_accounts=()),
    Link.CLIENT_ID: replace(WHOLE, client_id=ABSENT),
    Link.TENANT: replace(WHOLE, tenant="other"),
    Link.CREDENTIAL: replace(WHOLE, credentials=()),
    Link.ISSUER: replace(WHOLE, issuer="https://other.test/"),
    Link.SUBJECT: replace(WHOLE, service_account=Subject.of("widemo", "default")),
    Link.AUDIENCE: replace(WHOLE, audiences=("api://AKSIdentityBinding",)),
    Link.KEY: replace(WHOLE, key=KeyUse("k3", ("k1", "k2"))),
    Link.SIGNATURE: replace(WHOLE, signature=SignatureCheck("k2", good=False)),
    Link.LIFETIME: replace(WHOLE, lifetime=replace(TIMES, now=2_000_000)),
    Link.NETWORK: replace(WHOLE, network=NetworkCheck("10.0.0.4", admitted=False, admitting=("10.1.0.0/16",))),
    Link.GRANT: replace(WHOLE, grant=replace(QUESTION, assignments=())),
    Link.OBJECT: replace(WHOLE, sought=Sought("my-secret", ("other",))),
}


def test_the_walk_knows_every_link_in_order() -> None:
    """A link that is added has to be judged."""
    assert list(Link) == list(CHECKS)
    assert list(Link) == list(BREAKS)


def test_a_chain_that_holds_is_whole() -> None:
    """Each link with what was seen, and none skipped."""
    verdict = walk(WHOLE)

    assert isinstance(verdict, Whole)
    assert list(Link) == [step.link for step in verdict.steps]
    assert () == verdict.skipped
    assert Passed(Link.ISSUER, ISSUER) in verdict.steps


@pytest.mark.parametrize("link", Link)
def test_the_walk_stops_at_the_broken_link(link: Link) -> None:
    """With the links before it passed, and the refusal whole."""
    verdict = walk(BREAKS[link])

    assert isinstance(verdict, Broken)
    assert link is verdict.link
    assert list(Link)[: list(Link).index(link)] == [step.link for step in verdict.steps_before]
    assert all(isinstance(step, Passed) for step in verdict.steps_before)
    assert (verdict.cause.link, verdict.cause.found, verdict.cause.wanted) == (link, verdict.found, verdict.wanted)


def test_the_first_of_two_broken_links_is_told() -> None:
    """The rest cannot be reached anyway."""
    verdict = walk(replace(BREAKS[Link.GRANT], label=ABSENT))

    assert isinstance(verdict, Broken)
    assert Link.LABEL is verdict.link


def test_what_nobody_looked_at_is_skipped_and_never_passed() -> None:
    """With no evidence at all, nothing is known to be broken and nothing to hold."""
    verdict = walk(Evidence())

    assert Whole(tuple(Skipped(link, "not looked at") for link in Link)) == verdict


@pytest.mark.parametrize("part", [field.name for field in fields(Evidence)])
def test_each_part_may_be_unknown_alone(part: str) -> None:
    """Something is skipped, with the reason given, and the walk goes on to the end."""
    why = "known after apply"
    verdict = walk(replace(WHOLE, **{part: Unknown(why)}))

    assert isinstance(verdict, Whole)
    assert why in {step.why for step in verdict.skipped}
    assert list(Link) == [step.link for step in verdict.steps]


def test_a_near_miss_is_handed_on() -> None:
    """So that the report can say which slash."""
    verdict = walk(replace(WHOLE, issuer=ISSUER.rstrip("/")))

    assert isinstance(verdict, Broken)
    assert Near.TRAILING_SLASH is verdict.near
    assert Refused(Link.ISSUER, ISSUER.rstrip("/"), (ISSUER,), Near.TRAILING_SLASH, ISSUER) == verdict.cause


def test_only_a_comparison_has_a_near_miss() -> None:
    """A missing role is not nearly there."""
    verdict = walk(BREAKS[Link.GRANT])

    assert isinstance(verdict, Broken)
    assert verdict.near is None


def test_absent_is_broken_where_unknown_is_skipped() -> None:
    """Two different answers to the same question."""
    assert isinstance(walk(replace(WHOLE, client_id=ABSENT)), Broken)
    assert isinstance(walk(replace(WHOLE, client_id=UNKNOWN)), Whole)
