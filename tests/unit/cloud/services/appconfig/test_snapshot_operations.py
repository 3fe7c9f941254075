from __future__ import annotations

from typing import Any

import pytest

from tests.unit.cloud.services.appconfig.conftest import Conf

ALL = {"filters": [{"key": "*"}]}


def test_a_snapshot_stays_as_it_was(conf: Conf) -> None:
    conf.put("a", "1")
    conf.put("b", "1")
    made = conf("PUT", "/snapshots/one", ALL)
    conf.put("a", "2")
    conf("DELETE", "/kv/b")

    assert (201, "provisioning", 2) == (made.status, made.json()["status"], made.json()["items_count"])
    assert [("a", "1"), ("b", "1")] == [(each["key"], each["value"]) for each in conf.items("/kv?snapshot=one")]
    assert "ready" == conf("GET", "/snapshots/one").json()["status"]
    operation = conf("GET", made.headers["operation-location"].removeprefix("https://conf.azconfig.io"))
    assert "Succeeded" == operation.json()["status"]


def test_a_key_is_once_in_a_snapshot_by_key(conf: Conf) -> None:
    """The last filter that has it wins; by key and label both are in."""
    conf.put("a", "shared", "shared")
    conf.put("a", "own", "own")
    filters = [{"key": "*", "label": "shared"}, {"key": "*", "label": "own"}]
    conf("PUT", "/snapshots/by-key", {"filters": filters})
    conf("PUT", "/snapshots/by-both", {"filters": filters, "composition_type": "key_label"})

    assert ["own"] == [each["value"] for each in conf.items("/kv?snapshot=by-key")]
    assert ["own", "shared"] == [each["value"] for each in conf.items("/kv?snapshot=by-both")]


def test_tags_can_narrow_a_snapshot(conf: Conf) -> None:
    conf.put("a", tags={"team": "x"})
    conf.put("b", tags={"team": "y"})
    conf("PUT", "/snapshots/one", {"filters": [{"key": "*", "tags": ["team=x"]}]})

    assert ["a"] == conf.keys("/kv?snapshot=one")


def test_a_snapshot_is_archived_recovered_and_at_last_gone(conf: Conf) -> None:
    conf.put("a")
    conf("PUT", "/snapshots/one", {**ALL, "retention_period": 3600})
    archived = conf("PATCH", "/snapshots/one", {"status": "archived"}).json()
    again = conf("PATCH", "/snapshots/one", {"status": "archived"}).json()

    assert ("archived", archived) == (archived["status"], again)
    assert ["a"] == conf.keys("/kv?snapshot=one")
    assert "expires" not in conf("PATCH", "/snapshots/one", {"status": "ready"}).json()
    conf("PATCH", "/snapshots/one", {"status": "archived"})
    conf.wait(3601)
    assert 404 == conf("GET", "/snapshots/one").status
    assert [] == conf.items("/snapshots")
    assert 201 == conf("PUT", "/snapshots/one", ALL).status


def test_a_name_is_given_once(conf: Conf) -> None:
    conf("PUT", "/snapshots/one", ALL)
    reply = conf("PUT", "/snapshots/one", ALL)

    assert (409, "https://azconfig.io/errors/already-exists") == (reply.status, reply.json()["type"])


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({}, "body"),
        ({"filters": []}, "filters"),
        ({"filters": [{"key": "a"}] * 4}, "filters"),
        ({**ALL, "composition_type": "all"}, "composition_type"),
        ({"filters": [{"key": "*", "label": "*"}]}, "label"),
        ({**ALL, "retention_period": 60}, "retention_period"),
        ({**ALL, "retention_period": 100 * 24 * 3600}, "retention_period"),
        ({"filters": [{"key": "a*b"}]}, "key"),
    ],
)
def test_what_cannot_be_a_snapshot_is_refused(conf: Conf, asked: dict[str, Any], name: str) -> None:
    reply = conf("PUT", "/snapshots/one", asked)

    assert (400, name) == (reply.status, reply.json()["name"])


def test_snapshots_are_listed_by_name_and_status(conf: Conf) -> None:
    for name in ("prod-1", "prod-2", "test"):
        conf("PUT", f"/snapshots/{name}", ALL)
    conf("PATCH", "/snapshots/prod-2", {"status": "archived"})

    assert ["prod-1", "prod-2"] == [each["name"] for each in conf.items("/snapshots?name=prod*")]
    assert ["prod-2"] == [each["name"] for each in conf.items("/snapshots?status=archived")]
    assert [{"name": "test"}] == conf.items("/snapshots?name=test&$select=name")


def test_changes_and_reads_have_conditions(conf: Conf) -> None:
    conf("PUT", "/snapshots/one", ALL)
    etag = conf("GET", "/snapshots/one").headers["etag"]

    assert 304 == conf("GET", "/snapshots/one", if_none_match=etag).status
    assert 412 == conf("PATCH", "/snapshots/one", {"status": "archived"}, if_match='"other"').status
    assert 200 == conf("PATCH", "/snapshots/one", {"status": "archived"}, if_match=etag).status


def test_what_is_not_there_is_not_found(conf: Conf) -> None:
    assert 404 == conf("GET", "/snapshots/none").status
    assert 404 == conf("PATCH", "/snapshots/none", {"status": "archived"}).status
    assert 404 == conf("GET", "/operations?snapshot=none").status
    assert [] == conf.items("/kv?snapshot=none")
    conf("PUT", "/snapshots/one", ALL)
    assert 400 == conf("PATCH", "/snapshots/one", {"status": "burnt"}).status
    assert 400 == conf("PATCH", "/snapshots/one", []).status
