"""Checks of properties that are enums or booleans: any other value is refused, not kept without effect."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from aksess.cloud.services.arm.body import BodyReader
from aksess.cloud.services.arm.errors import bad_request

AllowedValues = Mapping[str, Collection[str]]
"""Allowed values by path, ``"networkProfile.networkPlugin"``. They are compared without case."""


def check_enums(holder: dict[str, Any], words: AllowedValues, code: str) -> None:
    """Check every property of a table that is set.

    Raises:
        Fault: 400 with ``code``, a value is not one of those allowed; 400 InvalidRequestContent, it is not a string.
    """
    for path, known in words.items():
        inner, name = _inner(holder, path)
        said = inner.text(name)
        if said and said.lower() not in {each.lower() for each in known}:
            raise bad_request(
                code, f"The value '{said}' is not allowed for property {path}. Allowed: {', '.join(known)}."
            )


def check_flags(holder: dict[str, Any], paths: Iterable[str]) -> None:
    """Check that every property of a list that is set is a boolean.

    Raises:
        Fault: 400 InvalidRequestContent.
    """
    for path in paths:
        inner, name = _inner(holder, path)
        inner.flag(name)


def _inner(holder: dict[str, Any], path: str) -> tuple[BodyReader, str]:
    *above, name = path.split(".")
    inner = BodyReader(holder, "properties")
    for each in above:
        inner = inner.object(each)
    return inner, name
