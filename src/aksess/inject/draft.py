"""The answer while it is being written."""

from __future__ import annotations

from aksess.inject.outcome import Caution, Matter, Operation


class Draft:
    """Operations and cautions gathered for one pod. strict: the reference's behaviour, which never warns."""

    __slots__ = ("cautions", "patch", "strict")

    def __init__(self, strict: bool) -> None:
        self.patch: list[Operation] = []
        self.cautions: list[Caution] = []
        self.strict = strict

    def caution(self, matter: Matter, text: str) -> None:
        """Remember something that a person should know; one matter is told once for the same words."""
        if not self.strict:
            told = Caution(matter, text)
            if told not in self.cautions:
                self.cautions.append(told)
