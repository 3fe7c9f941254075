"""Cautions while an answer is written."""

from __future__ import annotations

from aksess.inject.outcome import AdmissionWarning, WarningCode
from aksess.inject.patch_builder import PatchBuilder


def test_the_same_words_are_told_once() -> None:
    """Two containers can run into one thing."""
    builder = PatchBuilder(strict=False)
    builder.warn(WarningCode.PATH_TAKEN, "x")
    builder.warn(WarningCode.PATH_TAKEN, "x")

    assert [AdmissionWarning(WarningCode.PATH_TAKEN, "x")] == builder.warnings


def test_a_strict_draft_tells_nothing() -> None:
    """The reference never warns."""
    builder = PatchBuilder(strict=True)
    builder.warn(WarningCode.PATH_TAKEN, "x")

    assert [] == builder.warnings
