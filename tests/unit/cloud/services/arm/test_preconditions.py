"""Writes on a condition."""

import pytest

from tests.arm_scene import Arm

NETWORK = "Microsoft.Network/virtualNetworks/net"
BODY = {"location": "westeurope", "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/8"]}}}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"if-none-match": "*"}, 412),
        ({"if-match": "*"}, 200),
        ({"if-match": '"other"'}, 412),
        ({"if-none-match": '"other"'}, 200),
        ({}, 200),
    ],
)
def test_what_is_there_is_weighed(arm: Arm, headers: dict[str, str], status: int) -> None:
    """Against the caller's condition."""
    arm.ok("PUT", NETWORK, BODY)

    assert status == arm("PUT", NETWORK, BODY, headers=headers).status


def test_the_entity_tag_that_was_shown_is_the_one_that_matches(arm: Arm) -> None:
    """Until the next write."""
    tag = arm.ok("PUT", NETWORK, BODY)["etag"]

    assert 200 == arm("PUT", NETWORK, BODY, headers={"if-match": tag}).status
    assert (412, "PreconditionFailed") == arm.code("PUT", NETWORK, BODY, headers={"if-match": tag})


def test_what_is_not_there_matches_nothing(arm: Arm) -> None:
    """And may be made where it must be new."""
    assert 412 == arm("PUT", NETWORK, BODY, headers={"if-match": "*"}).status
    assert 201 == arm("PUT", NETWORK, BODY, headers={"if-none-match": "*"}).status


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_whoever_changes_or_deletes_may_say_what_they_saw(arm: Arm, method: str) -> None:
    """What changed meanwhile stays."""
    seen = arm.ok("PUT", NETWORK, BODY)["etag"]
    now = arm.ok("PUT", NETWORK, BODY)["etag"]
    sent = {"tags": {"a": "b"}} if method == "PATCH" else None

    assert (412, "PreconditionFailed") == arm.code(method, NETWORK, sent, headers={"if-match": seen})
    assert now == arm.ok("GET", NETWORK)["etag"]
    assert arm(method, NETWORK, sent, headers={"if-match": now}).status < 300
