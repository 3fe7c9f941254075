"""Near misses: two values that a person would read as the same, and Entra does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Final


class Near(StrEnum):
    """How a value nearly was one of those wanted."""

    WHITE_SPACE = "white space"
    TRAILING_SLASH = "trailing slash"
    CASE = "case"
    PRINCIPAL_ID = "principal id"  # of the right identity, where its client id is wanted
    RESOURCE_ID = "resource id"  # of the right identity, where its client id is wanted


def _without_slash(text: str) -> str:
    return text.rstrip("/")


def _without_case(text: str) -> bytes:
    # The letters of ASCII alone: a lookalike from another alphabet is another letter to Entra, in either case.
    return text.encode(errors="surrogatepass").lower()


# Each is one way to differ, alone: AADSTS7002138 means "the case and nothing else", and a remedy names one edit.
_FOLDS: Final[tuple[tuple[Near, Callable[[str], str | bytes]], ...]] = (
    (Near.WHITE_SPACE, str.strip),
    (Near.TRAILING_SLASH, _without_slash),
    (Near.CASE, _without_case),
)


def near_miss(found: Iterable[str], wanted: Iterable[str]) -> tuple[Near | None, str]:
    """How one of ``found`` nearly is one of ``wanted``, and which one; (None, "") where none is near."""
    pairs = [(one, other) for one in found for other in wanted if one != other]
    for near, fold in _FOLDS:
        for one, other in pairs:
            if fold(one) == fold(other):
                return near, other
    return None, ""
