from __future__ import annotations

import pytest

from aksess.cloud.storage.dates import http_date
from tests.unit.cloud.services.appconfig.conftest import Conf


@pytest.fixture
def full(conf: Conf) -> Conf:
    """The store with key-values of three applications."""
    for key, label, tags in (
        ("app/a", "", {"team": "x"}),
        ("app/a", "prod", {"team": "x", "tier": "gold"}),
        ("app/b", "prod", {"team": "y"}),
        ("app/b", "test", {}),
        ("web", "", {"team": None}),
        ("comma,key", "", {}),
        ("star*", "", {}),
    ):
        conf.put(key, "v", label, tags=tags)
    return conf


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("", ["app/a", "app/a:prod", "app/b:prod", "app/b:test", "comma,key", "star*", "web"]),
        ("?key=*&label=*", ["app/a", "app/a:prod", "app/b:prod", "app/b:test", "comma,key", "star*", "web"]),
        ("?key=app/*", ["app/a", "app/a:prod", "app/b:prod", "app/b:test"]),
        ("?key=app/*&label=%00", ["app/a"]),
        ("?key=app/*&label=", ["app/a"]),
        ("?label=pr*", ["app/a:prod", "app/b:prod"]),
        ("?label=prod,test&key=app/b", ["app/b:prod", "app/b:test"]),
        ("?label=%00,test", ["app/a", "app/b:test", "comma,key", "star*", "web"]),
        ("?key=web,app/a&label=%00", ["app/a", "web"]),
        ("?key=comma%5C,key", ["comma,key"]),
        ("?key=star%5C*", ["star*"]),
        ("?key=st*", ["star*"]),
        ("?tags=team%3Dx", ["app/a", "app/a:prod"]),
        ("?tags=team%3Dx&tags=tier%3Dgold", ["app/a:prod"]),
        ("?tags=team%3D%00", ["web"]),
        ("?key=none", []),
    ],
)
def test_filters(full: Conf, query: str, keys: list[str]) -> None:
    """Prefixes, alternatives, escapes, no label, tags."""
    assert keys == full.keys(f"/kv{query}")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("key=a*b", "key"),
        ("key=*a", "key"),
        ("key=a,b,c,d,e,f", "key"),
        ("key=a%5C", "key"),
        ("label=*b", "label"),
        ("tags=team", "tags"),
        ("after=%21", "after"),
        ("$select=secret", "$select"),
        ("snapshot=s&key=a", "snapshot"),
    ],
)
def test_a_filter_that_cannot_be_read_is_refused(full: Conf, query: str, name: str) -> None:
    reply = full("GET", f"/kv?{query}")

    assert (400, name) == (reply.status, reply.json()["name"])


def test_pages_of_a_hundred_join_to_the_whole(conf: Conf) -> None:
    for number in range(250):
        conf.put(f"k{number:03d}")
    first = conf("GET", "/kv?key=k*")

    assert 100 == len(first.json()["items"])
    assert f'<{first.json()["@nextLink"]}>; rel="next"' == first.headers["link"]
    assert [f"k{number:03d}" for number in range(250)] == conf.keys("/kv?key=k*")


def test_a_page_has_an_entity_tag_of_its_own(conf: Conf) -> None:
    """It changes with what is on the page, and with nothing else."""
    for number in range(150):
        conf.put(f"k{number:03d}")
    first = conf("GET", "/kv")
    second = conf("GET", first.json()["@nextLink"])
    conf.put("k149", "new")

    unchanged = conf("GET", "/kv", if_none_match=first.headers["etag"])
    assert (304, first.headers["link"]) == (unchanged.status, unchanged.headers["link"])
    assert 200 == conf("GET", first.json()["@nextLink"], if_none_match=second.headers["etag"]).status
    assert 412 == conf("GET", first.json()["@nextLink"], if_match=second.headers["etag"]).status


def test_keys_and_labels_are_listed_once_each(full: Conf) -> None:
    assert ["app/a", "app/b", "comma,key", "star*", "web"] == [each["name"] for each in full.items("/keys")]
    assert ["app/a", "app/b"] == [each["name"] for each in full.items("/keys?name=app/*")]
    assert [None, "prod", "test"] == [each["name"] for each in full.items("/labels")]
    assert ["prod"] == [each["name"] for each in full.items("/labels?name=pr*")]


def test_revisions_are_listed_newest_first(conf: Conf) -> None:
    for value in ("1", "2", "3"):
        conf.put("app/a", value)
    conf.put("web", "x")
    conf("DELETE", "/kv/app%2Fa")

    assert ["3", "2", "1"] == [each["value"] for each in conf.items("/revisions?key=app/a")]
    assert ["x"] == [each["value"] for each in conf.items("/revisions?key=*eb")]
    assert 3 == len(conf.items("/revisions?key=*pp*"))


def test_revisions_are_listed_until_a_time(conf: Conf) -> None:
    conf.put("a", "1")
    then = conf.ask.cloud.clock.now()
    conf.wait(60)
    conf.put("a", "2")
    found = conf("GET", "/revisions?key=a", accept_datetime=http_date(then)).json()["items"]

    assert ["1"] == [each["value"] for each in found]


def test_revisions_are_kept_for_a_month(conf: Conf) -> None:
    conf.put("a", "1")
    conf.wait(30 * 24 * 3600 + 1)
    assert [] == conf.items("/revisions")
    conf.put("a", "2")

    assert ["2"] == [each["value"] for each in conf.items("/revisions")]
    assert 1 == len(conf.ask.cloud.store.load("configuration-revision"))


def test_the_past_can_be_asked_for(conf: Conf) -> None:
    """What was there, deletions included, to the second."""
    conf.put("a", "1")
    conf.put("gone", "1")
    conf.wait(60)
    before = "Thu, 09 Oct 2025 08:53:30 GMT"
    conf.put("a", "2")
    conf.put("new", "1")
    conf("DELETE", "/kv/gone")

    past = conf("GET", "/kv", accept_datetime=before)
    assert [("a", "1"), ("gone", "1")] == [(each["key"], each["value"]) for each in past.json()["items"]]
    assert (before, "<") == (past.headers["memento-datetime"], past.headers["link"][:1])
    assert "1" == conf("GET", "/kv/a", accept_datetime=before).json()["value"]
    assert 404 == conf("GET", "/kv/new", accept_datetime=before).status
    assert ["a", "gone"] == [each["name"] for each in conf("GET", "/keys", accept_datetime=before).json()["items"]]
    assert 400 == conf("GET", "/kv", accept_datetime="yesterday").status
