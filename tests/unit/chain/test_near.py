"""Near misses: named when one edit would fix them."""

from __future__ import annotations

import pytest

from aksess.chain import Near, near_miss


@pytest.mark.parametrize(
    ("found", "wanted", "near"),
    [
        ("https://oidc.test/a", "https://oidc.test/a/", Near.TRAILING_SLASH),
        ("https://oidc.test/a//", "https://oidc.test/a/", Near.TRAILING_SLASH),
        ("system:serviceaccount:Shop:web", "system:serviceaccount:shop:web", Near.CASE),
        ("api://AzureADTokenExchange\n", "api://AzureADTokenExchange", Near.WHITE_SPACE),
    ],
)
def test_one_edit_is_a_near_miss(found: str, wanted: str, near: Near) -> None:
    """And the candidate is the value as it should be."""
    assert (near, wanted) == near_miss((found,), ("something else", wanted))


def test_two_edits_are_none() -> None:
    """Only the case differs, or it does not: AADSTS7002138 says so to users."""
    assert (None, "") == near_miss(("HTTPS://OIDC.TEST/A",), ("https://oidc.test/a/",))


@pytest.mark.parametrize("found", ["\u017fystem:a", "\uff53ystem:a", "\u0455ystem:a"])
def test_a_letter_that_looks_the_same_is_none(found: str) -> None:
    """A long s, a wide one and a Cyrillic one are no s in another case."""
    assert (None, "") == near_miss((found,), ("system:a",))


def test_an_equal_value_is_no_near_miss() -> None:
    """There is nothing to fix."""
    assert (None, "") == near_miss(("a",), ("a",))


def test_the_nearest_kind_wins_over_the_first_candidate() -> None:
    """White space is looked for before case, whatever the order of the candidates."""
    assert (Near.WHITE_SPACE, "a") == near_miss(("a ",), ("A ", "a"))
