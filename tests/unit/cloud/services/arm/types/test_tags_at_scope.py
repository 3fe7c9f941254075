"""Tags, without the rest of what they hang on."""

import pytest

from tests.arm_scene import Arm

TAGS = "providers/Microsoft.Resources/tags/default"


@pytest.mark.parametrize(
    ("word", "sent", "wanted"),
    [
        ("Merge", {"A": "2", "c": "3"}, {"A": "2", "b": "1", "c": "3"}),
        ("Replace", {"c": "3"}, {"c": "3"}),
        ("Delete", {"a": "1", "b": "2"}, {"b": "1"}),
    ],
)
def test_tags_are_changed(arm: Arm, word: str, sent: dict[str, str], wanted: dict[str, str]) -> None:
    """Names without case, values with it."""
    arm.ok("PUT", f"{arm.group}/{TAGS}", {"properties": {"tags": {"a": "1", "b": "1"}}})
    shown = arm.ok("PATCH", f"{arm.group}/{TAGS}", {"operation": word, "properties": {"tags": sent}})

    assert wanted == shown["properties"]["tags"] == arm.ok("GET", arm.group)["tags"]


def test_tags_are_read_and_deleted(arm: Arm) -> None:
    """On resources as on groups; where nothing is, nothing can be tagged."""
    path = arm.id(arm.identity())
    arm.ok("PUT", path, {"location": "westeurope", "tags": {"a": "b"}})
    shown = arm.ok("GET", f"{path}/{TAGS}")
    arm.ok("DELETE", f"{path}/{TAGS}")

    assert {"a": "b"} == shown["properties"]["tags"]
    assert {} == arm.ok("GET", path)["tags"]
    assert (404, "ResourceNotFound") == arm.code("GET", f"{path}x/{TAGS}")
    assert (400, "InvalidTagOperation") == arm.code("PATCH", f"{path}/{TAGS}", {"operation": "Flip"})


def test_a_subscription_has_tags_on_azure_and_none_here(arm: Arm) -> None:
    """It is there, so that it is not said to be missing."""
    subscription = f"/subscriptions/{arm.cloud.settings.subscription}"

    assert (501, "NotImplemented") == arm.code("GET", f"{subscription}/{TAGS}")
    assert (404, "ResourceNotFound") == arm.code("GET", f"{subscription}/{TAGS.replace('default', 'mine')}")
