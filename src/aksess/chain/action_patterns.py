"""Action patterns: ``*`` stands for any text, slashes included, and case is nothing.

Microsoft Learn, "Understand Azure role definitions", wildcards.
"""

from __future__ import annotations

from collections.abc import Iterable


class ActionPatterns:
    """A list of action patterns, ready to be asked. Splits once, so that asking compiles nothing."""

    __slots__ = ("_exact", "_globs")

    def __init__(self, patterns: Iterable[str]) -> None:
        folded = [pattern.lower() for pattern in patterns]
        self._exact = frozenset(pattern for pattern in folded if "*" not in pattern)
        self._globs = tuple(tuple(pattern.split("*")) for pattern in folded if "*" in pattern)

    def contain(self, action: str) -> bool:
        """Whether one of them is the action or stands for it. action: in lower case."""
        return action in self._exact or any(_glob_holds(parts, action) for parts in self._globs)


def _glob_holds(parts: tuple[str, ...], text: str) -> bool:
    first, last = parts[0], parts[-1]
    if len(text) < len(first) + len(last) or not (text.startswith(first) and text.endswith(last)):
        return False
    at, end = len(first), len(text) - len(last)
    for part in parts[1:-1]:
        found = text.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True
