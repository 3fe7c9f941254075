"""Properties that know a few words, and those that are yes or no: another value is refused, not kept without effect."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from aksess.cloud.services.arm.body import flag_at, object_at, text_at
from aksess.cloud.services.arm.errors import bad_request

Words = Mapping[str, Collection[str]]
"""Path to the words that it knows: ``"networkProfile.networkPlugin"``. Case is nothing."""


def check_words(holder: dict[str, Any], words: Words, code: str) -> None:
    """Every property of a table that is there. code: of the Fault 400 that is raised."""
    for path, known in words.items():
        inner, name = _inner(holder, path)
        said = text_at(inner, name, f"properties.{path}")
        if said and said.lower() not in {each.lower() for each in known}:
            raise bad_request(
                code, f"The value '{said}' is not allowed for property {path}. Allowed: {', '.join(known)}."
            )


def check_flags(holder: dict[str, Any], paths: Iterable[str]) -> None:
    """Every property of a list that is there. Raises Fault 400 InvalidRequestContent."""
    for path in paths:
        inner, name = _inner(holder, path)
        flag_at(inner, name, f"properties.{path}")


def _inner(holder: dict[str, Any], path: str) -> tuple[dict[str, Any], str]:
    *above, name = path.split(".")
    for depth, each in enumerate(above, 1):
        holder = object_at(holder, each, f"properties.{'.'.join(above[:depth])}")
    return holder, name
