"""Tags: read and checked. Microsoft Learn, "Use tags to organize your Azure resources" (limitations)."""

from __future__ import annotations

from typing import Any, Final

from aksess.cloud.services.arm.body import BodyReader
from aksess.cloud.services.arm.errors import bad_request, invalid_content

MOST: Final = 50
LONGEST_NAME: Final = 512
LONGEST_VALUE: Final = 256
FORBIDDEN: Final = frozenset("<>%&\\?/")


def read_tags(sent: dict[str, Any]) -> dict[str, str]:
    """The tags of a body. Raises Fault 400 where they break a rule."""
    tags: dict[str, str] = {}
    for name, value in BodyReader(sent).object("tags").content.items():
        if value is not None and not isinstance(value, str):
            raise invalid_content(f"Error converting value at path 'tags.{name}': a string is expected")
        _check_tag(name, value or "")
        tags[name] = value or ""
    if len(tags) > MOST:
        raise bad_request(
            "InvalidTags", f"The number of tags {len(tags)} exceeds the maximum number of allowed tags {MOST}."
        )
    if len({name.lower() for name in tags}) < len(tags):
        raise bad_request("InvalidTags", "Tag names are case-insensitive, and two of these differ by case alone.")
    return tags


def _check_tag(name: str, value: str) -> None:
    if not name or len(name) > LONGEST_NAME:
        raise bad_request(
            "InvalidTagNameLength",
            f"Tag name '{name[:80]}' must have 1 to {LONGEST_NAME} characters; it has {len(name)}.",
        )
    stray = FORBIDDEN.intersection(name)
    if stray:
        raise bad_request(
            "InvalidTagNameCharacters",
            f"The tag names '{name}' have reserved characters '<,>,%,&,\\,?,/' or control characters.",
        )
    if len(value) > LONGEST_VALUE:
        raise bad_request(
            "InvalidTagValueLength",
            f"Tag value of '{name}' must have at most {LONGEST_VALUE} characters; it has {len(value)}.",
        )
