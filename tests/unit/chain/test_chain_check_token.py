"""The links of the token itself."""

from __future__ import annotations

from dataclasses import replace

from aksess.chain import KeyUse, Link, OutOfTime, Refused, SignatureCheck
from aksess.chain.chain_check_token import check_key, check_lifetime, check_signature
from tests.unit.chain.chains import TIMES, WHOLE


def test_a_key_that_is_not_published_is_told_with_those_that_are() -> None:
    """What rotation leaves behind."""
    assert Refused(Link.KEY, "k3", ("k1",)) == check_key(replace(WHOLE, key=KeyUse("k3", ("k1",))))
    assert "k2" == check_key(WHOLE)


def test_a_signature_of_another_key_is_refused() -> None:
    """The same kid, another key."""
    expected = Refused(Link.SIGNATURE, "another signature", ("a signature by key k2",))

    assert expected == check_signature(replace(WHOLE, signature=SignatureCheck("k2", good=False)))
    assert "a signature by key k2" == check_signature(WHOLE)


def test_a_lifetime_is_judged_as_everywhere() -> None:
    """By ``judge_lifetime``."""
    assert "3500 s left" == check_lifetime(WHOLE)
    assert isinstance(check_lifetime(replace(WHOLE, lifetime=replace(TIMES, now=9e9))), OutOfTime)
