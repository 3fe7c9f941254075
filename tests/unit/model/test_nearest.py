"""The name that was meant."""

from __future__ import annotations

import pytest

from aksess.model.nearest import nearest, suggestion

KNOWN = ["vaults", "network", "clusters"]


@pytest.mark.parametrize(
    ("name", "near"), [("vault", "vaults"), ("VAULTS", "vaults"), ("netwrok", "network"), ("x", None)]
)
def test_the_likeliest_name_is_found(name: str, near: str | None) -> None:
    """Case first, then likeness, and nothing where nothing is like it."""
    assert near == nearest(name, KNOWN)


def test_a_suggestion_is_a_next_step() -> None:
    """The name that was meant, else all of them, else what to do where there are none."""
    assert "did you mean `vaults`?" == suggestion("vauls", KNOWN, "none")
    assert "known: vaults, network, clusters" == suggestion("zzz", KNOWN, "none")
    assert "none" == suggestion("zzz", [], "none")


def test_a_huge_name_is_compared_in_time() -> None:
    """Likeness is only looked for in the beginning."""
    assert nearest("x" * 1_000_000, KNOWN * 100) is None
