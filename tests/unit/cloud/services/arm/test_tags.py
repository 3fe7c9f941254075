"""Tags and their limits."""

import pytest

from tests.arm_scene import Arm


@pytest.mark.parametrize(
    ("tags", "code"),
    [
        ({"": "x"}, "InvalidTagNameLength"),
        ({"x" * 513: "x"}, "InvalidTagNameLength"),
        ({"a/b": "x"}, "InvalidTagNameCharacters"),
        ({"a": "x" * 257}, "InvalidTagValueLength"),
        ({str(number): "" for number in range(51)}, "InvalidTags"),
        ({"a": "1", "A": "2"}, "InvalidTags"),
        ({"a": 1}, "InvalidRequestContent"),
    ],
)
def test_tags_have_limits(arm: Arm, tags: dict[str, object], code: str) -> None:
    """Each with its code."""
    assert (400, code) == arm.code("PUT", "~/resourceGroups/other", {"location": "westeurope", "tags": tags})


def test_fifty_tags_are_kept_as_they_are(arm: Arm) -> None:
    """Empty and absent values alike."""
    tags = {f"name {number}": "v" * 256 for number in range(49)}
    made = arm.ok("PUT", "~/resourceGroups/other", {"location": "westeurope", "tags": {**tags, "none": None}})

    assert {**tags, "none": ""} == made["tags"]
