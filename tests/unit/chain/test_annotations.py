"""The token lifetime that an annotation asks for."""

from __future__ import annotations

import pytest

from aksess.chain.annotations import BadExpiration, token_expiration


@pytest.mark.parametrize(("text", "seconds"), [("3600", 3600), ("86400", 86_400), ("007200", 7200), ("+3600", 3600)])
def test_a_lifetime_in_range_is_read(text: str, seconds: int) -> None:
    """An hour to a day, both included."""
    assert seconds == token_expiration(text)


@pytest.mark.parametrize(
    "text", ["", "3599", "86401", "-3600", "3600.0", "1h", " 3600", "3600\n", "٣٦٠٠", "9" * 10_000, "++3600", "0x1000"]
)
def test_anything_else_is_refused_as_it_was_written(text: str) -> None:
    """The webhook denies the pod, and names the text."""
    assert BadExpiration(text) == token_expiration(text)
