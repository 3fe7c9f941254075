"""``$(VARIABLE)`` in a container's command, arguments and variables.

Kubernetes API reference, Container: an unknown name stays as it is written, and ``$$`` is a dollar sign.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

_REFERENCE: Final = re.compile(r"\$(?:(\$)|\(([^)]*)\))")


def expand(text: str, variables: Mapping[str, str]) -> str:
    """The text with every reference to a known variable replaced by its value."""
    return _REFERENCE.sub(lambda found: _replacement(found, variables), text)


def expand_all(texts: Sequence[str], variables: Mapping[str, str]) -> tuple[str, ...]:
    """Each text expanded."""
    return tuple(expand(each, variables) for each in texts)


def _replacement(found: re.Match[str], variables: Mapping[str, str]) -> str:
    if found[1]:
        return "$"
    return variables.get(found[2], found[0])
