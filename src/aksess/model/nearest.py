"""The name that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that is most like this one; None where none is like it."""
    candidates = list(known)
    for candidate in candidates:
        if candidate.lower() == name.lower() or candidate.endswith(f"/{name}"):
            return candidate
    found = get_close_matches(name[:128], candidates, n=1, cutoff=0.6)
    return found[0] if found else None


def suggestion(name: str, known: Iterable[str], none: str) -> str:
    """What to do about an unknown name. none: the advice where nothing at all is known."""
    candidates = list(known)
    near = nearest(name, candidates)
    if near is not None:
        return f"did you mean `{near}`?"
    return f"known: {', '.join(candidates[:12])}" if candidates else none
