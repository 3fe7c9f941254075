"""Cautions while an answer is written."""

from __future__ import annotations

from aksess.inject.draft import Draft
from aksess.inject.outcome import Caution, Matter


def test_the_same_words_are_told_once() -> None:
    """Two containers can run into one thing."""
    draft = Draft(strict=False)
    draft.caution(Matter.PLACE_TAKEN, "x")
    draft.caution(Matter.PLACE_TAKEN, "x")

    assert [Caution(Matter.PLACE_TAKEN, "x")] == draft.cautions


def test_a_strict_draft_tells_nothing() -> None:
    """The reference never warns."""
    draft = Draft(strict=True)
    draft.caution(Matter.PLACE_TAKEN, "x")

    assert [] == draft.cautions
