"""Rotation policies."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.cloud.services.keyvault.conftest import Bench

PATH = "/keys/k/rotationpolicy"


@pytest.fixture(autouse=True)
def key(bench: Bench) -> None:
    """A key to rotate."""
    bench.ok("POST", "/keys/k/create", {"kty": "EC"})


def test_a_key_without_a_policy_shows_the_usual_one(bench: Bench) -> None:
    """As Azure does: told 30 days before the end."""
    assert {
        "id": "https://widemo-kv.vault.azure.net/keys/k/rotationpolicy",
        "lifetimeActions": [{"trigger": {"timeBeforeExpiry": "P30D"}, "action": {"type": "Notify"}}],
        "attributes": {},
    } == bench.ok("GET", PATH)


def test_a_policy_is_shown_as_it_was_set(bench: Bench) -> None:
    """Actions in Azure's spelling, whatever the client's."""
    sent = {
        "lifetimeActions": [
            {"trigger": {"timeAfterCreate": "P60D"}, "action": {"type": "rotate"}},
            {"trigger": {"timeBeforeExpiry": "P30D"}, "action": {"type": "Notify"}},
        ],
        "attributes": {"expiryTime": "P90D"},
    }
    shown = bench.ok("PUT", PATH, sent)

    assert shown == bench.ok("GET", PATH)
    assert ["Rotate", "Notify"] == [each["action"]["type"] for each in shown["lifetimeActions"]]
    assert {"expiryTime", "created", "updated"} == set(shown["attributes"])


def test_a_rotated_key_ends_when_the_policy_says(bench: Bench) -> None:
    """And lives for ever without one."""
    assert "exp" not in bench.ok("POST", "/keys/k/rotate")["attributes"]
    bench.ok("PUT", PATH, {"attributes": {"expiryTime": "P1Y"}})
    rotated = bench.ok("POST", "/keys/k/rotate")["attributes"]

    assert rotated["created"] + 365 * 86_400 == rotated["exp"]


@pytest.mark.parametrize(
    "sent",
    [
        {"attributes": {"expiryTime": "90 days"}},
        {"attributes": {"expiryTime": "P27D"}},
        {"attributes": {"expiryTime": "P0D"}},
        {"lifetimeActions": [{"trigger": {}, "action": {"type": "Rotate"}}]},
        {"lifetimeActions": [{"trigger": {"timeAfterCreate": "x"}, "action": {"type": "Rotate"}}]},
        {"lifetimeActions": [{"trigger": {"timeAfterCreate": "P9D"}, "action": {"type": "Dance"}}]},
        {"lifetimeActions": [{"trigger": {"timeBeforeExpiry": "P9D"}, "action": {"type": "Rotate"}}]},
        {"lifetimeActions": [{"action": {"type": "Rotate"}}]},
    ],
)
def test_a_policy_that_cannot_be_is_refused(bench: Bench, sent: dict[str, Any]) -> None:
    """BadParameter, and the policy stays as it was."""
    reply = bench("PUT", PATH, sent)

    assert (400, "BadParameter") == (reply.status, reply.error)
    assert {} == bench.ok("GET", PATH)["attributes"]


def test_a_key_that_is_not_there_has_no_policy(bench: Bench) -> None:
    """KeyNotFound."""
    assert "KeyNotFound" == bench("GET", "/keys/none/rotationpolicy").error
