"""Kubernetes versions: reading them, and choosing the nearest to one that is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

_VERSION: Final = re.compile(r"v?(\d+)\.(\d+)(?:\.(\d+))?")


class Version(NamedTuple):
    """Major, minor and patch; compared in that order."""

    major: int
    minor: int
    patch: int = 0

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    @classmethod
    def found_in(cls, text: str) -> Version | None:
        """The first version in a text such as ``Kubernetes v1.37.2``; None where there is none."""
        found = _VERSION.search(text)
        return None if found is None else cls(int(found[1]), int(found[2]), int(found[3] or 0))


def nearest(asked: Version, there: Iterable[Version]) -> Version | None:
    """The version to take in place of ``asked``: the same, else of the same minor, else the next newer minor.

    An older minor is taken where nothing newer is there: objects of the newer version may be unknown to it.
    """
    every = sorted(set(there))
    if asked in every:
        return asked
    same = [each for each in every if each[:2] == asked[:2]]
    if same:
        return same[-1]
    newer = [each for each in every if each[:2] > asked[:2]]
    if newer:
        return [each for each in newer if each[:2] == newer[0][:2]][-1]
    return every[-1] if every else None
