"""The times of an assertion."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aksess.chain import InForce, Lifetime, LifetimeFailure, Link, OutOfTime, judge_lifetime

TOKEN = Lifetime(issued=1_000_000, not_before=1_000_000, expires=1_003_600, now=1_000_100)


def test_a_token_in_force_has_seconds_left() -> None:
    """An hour's token after a hundred seconds."""
    assert InForce(3500) == judge_lifetime(TOKEN)


@pytest.mark.parametrize(
    ("token", "how"),
    [
        (replace(TOKEN, expires=1_090_001), LifetimeFailure.TOO_LONG),
        (replace(TOKEN, not_before=1_000_401), LifetimeFailure.NOT_YET),
        (replace(TOKEN, issued=1_000_401, not_before=0), LifetimeFailure.NOT_YET),
        (replace(TOKEN, now=1_003_901), LifetimeFailure.EXPIRED),
        (replace(TOKEN, expires=float("inf")), LifetimeFailure.TOO_LONG),
        (replace(TOKEN, expires=float("nan")), LifetimeFailure.TOO_LONG),
        (replace(TOKEN, issued=float("-inf")), LifetimeFailure.TOO_LONG),
        (replace(TOKEN, not_before=float("nan")), LifetimeFailure.NOT_YET),
        (replace(TOKEN, expires=2_000_000, now=3_000_000), LifetimeFailure.TOO_LONG),
    ],
)
def test_a_token_out_of_time_is_refused(token: Lifetime, how: LifetimeFailure) -> None:
    """Too long a lifetime is told before its end: the wrong token, not an old one."""
    assert OutOfTime(how, token) == judge_lifetime(token)


@pytest.mark.parametrize(
    "token",
    [replace(TOKEN, expires=1_090_000), replace(TOKEN, not_before=1_000_400), replace(TOKEN, now=1_003_900)],
)
def test_the_limits_themselves_are_good(token: Lifetime) -> None:
    """25 hours, and five minutes of clocks."""
    assert isinstance(judge_lifetime(token), InForce)


def test_the_limits_can_be_others() -> None:
    """For a reader with its own clock."""
    assert OutOfTime(LifetimeFailure.EXPIRED, replace(TOKEN, now=1_003_601)) == judge_lifetime(
        replace(TOKEN, now=1_003_601), skew=0
    )


@pytest.mark.parametrize(
    ("how", "found", "wanted"),
    [
        (LifetimeFailure.TOO_LONG, "a lifetime of 3600 s", "a lifetime of at most 90000 s"),
        (LifetimeFailure.NOT_YET, "in force -100 s from now", "a token that is in force"),
        (LifetimeFailure.EXPIRED, "expired -3500 s ago", "a token that is in force"),
    ],
)
def test_a_refusal_says_what_was_found_and_wanted(how: LifetimeFailure, found: str, wanted: str) -> None:
    """For whoever words it."""
    refused = OutOfTime(how, TOKEN)

    assert (Link.LIFETIME, found, (wanted,)) == (refused.link, refused.found, refused.wanted)
