"""Secrets: what is set is what is got."""

from __future__ import annotations

import pytest

from aksess.cloud.services.keyvault.secrets import LARGEST, SetBody
from tests.unit.cloud.services.keyvault.conftest import READER, Bench


def test_a_secret_that_was_set_is_got_in_the_same_words(bench: Bench) -> None:
    """Value, content type, tags, attributes and id come back as they were sent."""
    sent = {
        "value": "s3cret \u2713",
        "contentType": "text/plain",
        "tags": {"team": "web"},
        "attributes": {"enabled": True, "nbf": 1, "exp": 4_000_000_000},
    }
    made = bench.ok("PUT", "/secrets/my-secret", sent)
    now = int(bench.cloud.clock.now())

    assert bench.ok("GET", "/secrets/my-secret/", who=READER) == made
    assert made == {
        "value": "s3cret \u2713",
        "contentType": "text/plain",
        "id": f"https://widemo-kv.vault.azure.net/secrets/my-secret/{made['id'][-32:]}",
        "attributes": {
            "enabled": True,
            "nbf": 1,
            "exp": 4_000_000_000,
            "created": now,
            "updated": now,
            "recoveryLevel": "Recoverable+Purgeable",
            "recoverableDays": 90,
        },
        "tags": {"team": "web"},
    }


def test_a_new_value_is_a_new_version_and_the_old_one_stays(bench: Bench) -> None:
    """Without a version the newest is read."""
    first = bench.ok("PUT", "/secrets/s", {"value": "one"})["id"][-32:]
    second = bench.ok("PUT", "/secrets/s", {"value": "two"})["id"][-32:]

    assert "two" == bench.ok("GET", "/secrets/s")["value"]
    assert "one" == bench.ok("GET", f"/secrets/s/{first}")["value"]
    assert {first, second} == {each["id"][-32:] for each in bench.ok("GET", "/secrets/s/versions")["value"]}


def test_names_compare_without_case(bench: Bench) -> None:
    """And are shown as they were first written."""
    bench.ok("PUT", "/secrets/MySecret", {"value": "x"})

    assert "/secrets/MySecret/" in bench.ok("GET", "/secrets/mysecret")["id"]


def test_a_disabled_secret_is_refused(bench: Bench) -> None:
    """403 SecretDisabled; the list still shows it."""
    bench.ok("PUT", "/secrets/off", {"value": "x", "attributes": {"enabled": False}})
    reply = bench("GET", "/secrets/off")

    assert 403 == reply.status
    assert {
        "code": "Forbidden",
        "message": "Operation get is not allowed on a disabled secret.",
        "innererror": {"code": "SecretDisabled"},
    } == reply.json()["error"]
    assert bench.ok("GET", "/secrets")["value"][0]["attributes"]["enabled"] is False


@pytest.mark.parametrize("times", [{"exp": 1}, {"nbf": 4_000_000_000}])
def test_an_expired_or_early_secret_is_still_read(bench: Bench, times: dict[str, int]) -> None:
    """nbf and exp of a secret are information: Azure's get works outside of them."""
    bench.ok("PUT", "/secrets/s", {"value": "x", "attributes": times})

    assert "x" == bench.ok("GET", "/secrets/s")["value"]


def test_an_update_changes_what_it_names_and_nothing_else(bench: Bench) -> None:
    """With and without a version; the value is not shown."""
    made = bench.ok("PUT", "/secrets/s", {"value": "x", "contentType": "a", "tags": {"k": "v"}})
    bench.ok("PATCH", f"/secrets/s/{made['id'][-32:]}", {"attributes": {"exp": 4_000_000_000}})
    updated = bench.ok("PATCH", "/secrets/s/", {"contentType": "b"})

    assert "value" not in updated
    assert ("b", {"k": "v"}, 4_000_000_000) == (
        updated["contentType"],
        updated["tags"],
        updated["attributes"]["exp"],
    )
    assert "x" == bench.ok("GET", "/secrets/s")["value"]


def test_what_is_not_there_is_a_404_that_says_so(bench: Bench) -> None:
    """By name and by version."""
    bench.ok("PUT", "/secrets/s", {"value": "x"})
    by_name, by_version = bench("GET", "/secrets/none"), bench("GET", "/secrets/s/" + "0" * 32)

    assert (404, "SecretNotFound") == (by_name.status, by_name.error)
    assert by_name.json()["error"]["message"].startswith(
        "A secret with (name/id) none was not found in this key vault. If you recently deleted this secret"
    )
    assert (404, "SecretNotFound") == (by_version.status, by_version.error)


@pytest.mark.parametrize("name", ["my_secret", "my.secret", "a" * 128, "caf%C3%A9", "a%20b", "a%2Fb"])
def test_a_name_that_no_secret_can_have_is_refused(bench: Bench, name: str) -> None:
    """Letters, digits and hyphens, 127 at most."""
    reply = bench("PUT", f"/secrets/{name}", {"value": "x"})

    assert (400, "BadParameter") == (reply.status, reply.error)
    assert "invalid name" in reply.json()["error"]["message"]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"value": None},
        {"value": 5},
        {"value": "x" * (LARGEST + 1)},
        {"value": "\u00e9" * LARGEST},
        {"value": "x", "tags": {str(number): "" for number in range(16)}},
        {"value": "x", "tags": {"a" * 257: ""}},
        {"value": "x", "tags": {"a": 5}},
        {"value": "x", "contentType": "a" * 256},
        {"value": "x", "attributes": {"exp": -1}},
        {"value": "x", "attributes": {"exp": 10**12}},
        {"value": "x", "attributes": {"nbf": 10, "exp": 10}},
        {"value": "x", "attributes": {"exp": "tomorrow"}},
        ["value"],
    ],
)
def test_a_body_that_is_wrong_is_a_400_and_nothing_is_written(bench: Bench, sent: object) -> None:
    """BadParameter, and the secret is not there afterwards."""
    reply = bench("PUT", "/secrets/s", sent)

    assert (400, "BadParameter") == (reply.status, reply.error)
    assert 404 == bench("GET", "/secrets/s").status


def test_the_largest_secret_fits(bench: Bench) -> None:
    """25 KB, and 15 tags."""
    bench.ok("PUT", "/secrets/s", {"value": "x" * LARGEST, "tags": {str(number): "" for number in range(15)}})

    assert LARGEST == len(bench.ok("GET", "/secrets/s")["value"])


def test_a_get_sees_what_was_written_a_moment_ago(bench: Bench) -> None:
    """Answers are remembered, and forgotten with every write: of the secret, and of the vault."""
    bench.ok("PUT", "/secrets/s", {"value": "one"})
    bench.ok("GET", "/secrets/s")
    bench.ok("PUT", "/secrets/s", {"value": "two"})
    assert "two" == bench.ok("GET", "/secrets/s")["value"]

    bench.make(enablePurgeProtection=True)
    assert 404 == bench("GET", "/secrets/s").status  # another vault of the same name has another uid


def test_a_secret_is_in_no_repr() -> None:
    """Not even where a body is printed."""
    assert "hidden" not in repr(SetBody("hidden"))
