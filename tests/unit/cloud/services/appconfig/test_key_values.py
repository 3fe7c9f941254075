from __future__ import annotations

from urllib.parse import quote

import pytest

from aksess.cloud.services.appconfig.request_bodies import LARGEST
from tests.unit.cloud.services.appconfig.conftest import Conf

REFERENCE = "application/vnd.microsoft.appconfig.keyvaultref+json;charset=utf-8"


def test_a_key_value_is_read_as_it_was_set(conf: Conf) -> None:
    made = conf.put("color", "red", "prod", content_type="text/plain", tags={"a": "b"})
    reply = conf("GET", "/kv/color?label=prod")

    assert made == reply.json()
    assert ("color", "prod", "red", "text/plain", {"a": "b"}, False) == tuple(
        made[name] for name in ("key", "label", "value", "content_type", "tags", "locked")
    )
    assert f'"{made["etag"]}"' == reply.headers["etag"]
    assert "application/vnd.microsoft.appconfig.kv+json; charset=utf-8" == reply.headers["content-type"]
    assert reply.headers["sync-token"].endswith(";sn=1")


@pytest.mark.parametrize("key", ["app/color", "a b+c", "é", "a:b", ".appconfig.featureflag/beta", "/a//b/", "a\\b,*"])
def test_a_key_is_kept_to_the_character(conf: Conf, key: str) -> None:
    conf.put(key)

    assert key == conf("GET", f"/kv/{quote(key, safe='')}").json()["key"]
    assert [key] == conf.keys("/kv")


@pytest.mark.parametrize("key", [".", "..", "a%b", "a\0b"])
def test_a_key_that_none_can_have_is_refused(conf: Conf, key: str) -> None:
    reply = conf("PUT", f"/kv/{quote(key, safe='')}", {"value": "1"})

    assert (400, "https://azconfig.io/errors/invalid-argument") == (reply.status, reply.json()["type"])


def test_a_key_that_is_no_utf8_is_refused(conf: Conf) -> None:
    assert 400 == conf("GET", "/kv/%ff").status


def test_no_label_has_three_spellings(conf: Conf) -> None:
    """And is null, not the empty text, when it is shown."""
    assert conf.put("a", "none")["label"] is None
    conf.put("a", "some", "x")

    for path in ("/kv/a", "/kv/a?label=", "/kv/a?label=%00"):
        assert "none" == conf("GET", path).json()["value"]
    assert "some" == conf("GET", "/kv/a?label=x").json()["value"]


def test_a_vault_reference_is_kept_to_the_byte(conf: Conf) -> None:
    value = '{"uri":"https://v.vault.azure.net/secrets/x"}'
    made = conf.put("secret", value, content_type=REFERENCE)

    assert (value, REFERENCE) == (made["value"], made["content_type"])


def test_setting_replaces_all_of_it(conf: Conf) -> None:
    first = conf.put("a", "1", content_type="text/plain", tags={"x": "y"})
    second = conf.put("a", "2")

    assert (None, {}) == (second["content_type"], second["tags"])
    assert first["etag"] != second["etag"]


def test_the_url_names_the_key_and_the_label(conf: Conf) -> None:
    """Terraform's provider sends both in the body too, the label empty."""
    made = conf("PUT", "/kv/a?label=x", {"key": "other", "label": "", "value": "1", "locked": True}).json()

    assert ("a", "x", False) == (made["key"], made["label"], made["locked"])


def test_what_is_deleted_is_answered_once(conf: Conf) -> None:
    conf.put("a", "1")

    assert (200, "1") == (conf("GET", "/kv/a").status, conf("DELETE", "/kv/a").json()["value"])
    assert (404, 204) == (conf("GET", "/kv/a").status, conf("DELETE", "/kv/a").status)


def test_a_locked_key_value_is_neither_set_nor_deleted(conf: Conf) -> None:
    conf.put("a", "1")
    assert conf("PUT", "/locks/a").json()["locked"] is True

    for method, content in (("PUT", {"value": "2"}), ("DELETE", None)):
        reply = conf(method, "/kv/a", content)
        assert (409, "https://azconfig.io/errors/key-locked") == (reply.status, reply.json()["type"])
    assert "1" == conf("GET", "/kv/a").json()["value"]
    assert conf("DELETE", "/locks/a").json()["locked"] is False
    assert 200 == conf("DELETE", "/kv/a").status


def test_unlocking_what_is_not_locked_changes_nothing(conf: Conf) -> None:
    """Terraform's provider does so before every deletion, and wants the key-value back."""
    made = conf.put("a", "1")

    assert (200, made) == (conf("DELETE", "/locks/a").status, conf("GET", "/kv/a").json())
    assert 404 == conf("DELETE", "/locks/none").status
    assert 404 == conf("PUT", "/locks/none").status


def test_writes_have_conditions(conf: Conf) -> None:
    """On the tag of what is there, and on there being anything."""
    etag = conf.put("a", "1")["etag"]

    assert 412 == conf("PUT", "/kv/a", {"value": "2"}, if_none_match="*").status
    assert 412 == conf("PUT", "/kv/a", {"value": "2"}, if_match='"other"').status
    assert 412 == conf("DELETE", "/kv/a", if_match='"other"').status
    assert 412 == conf("PUT", "/locks/a", if_match='"other"').status
    assert 412 == conf("PUT", "/kv/b", {"value": "2"}, if_match="*").status
    assert 200 == conf("PUT", "/kv/b", {"value": "2"}, if_none_match="*").status
    assert 200 == conf("PUT", "/kv/a", {"value": "2"}, if_match=f'"{etag}"').status


def test_reads_have_conditions(conf: Conf) -> None:
    """304 for what the client has already."""
    etag = f'"{conf.put("a")["etag"]}"'
    reply = conf("GET", "/kv/a", if_none_match=etag)

    assert (304, etag, b"") == (reply.status, reply.headers["etag"], reply.body)
    assert 200 == conf("GET", "/kv/a", if_match=etag).status
    assert 412 == conf("GET", "/kv/a", if_match='"other"').status


def test_fields_can_be_selected(conf: Conf) -> None:
    conf.put("a", "1")

    assert {"key": "a", "value": "1"} == conf("GET", "/kv/a?$Select=key,value").json()
    assert 400 == conf("GET", "/kv/a?$select=secret").status


@pytest.mark.parametrize("content", [[], "text", {"value": 1}, {"tags": {"a": 1}}, {"content_type": True}], ids=repr)
def test_a_body_of_another_shape_is_refused(conf: Conf, content: object) -> None:
    assert (400, "body") == (
        conf("PUT", "/kv/a", content).status,
        conf("PUT", "/kv/a", content).json()["name"],
    )


def test_a_key_value_has_at_most_ten_thousand_bytes(conf: Conf) -> None:
    conf.put("a", "x" * (LARGEST - 1))

    assert 413 == conf("PUT", "/kv/a", {"value": "x" * LARGEST}).status


@pytest.mark.parametrize("label", ["a*", "a,b", "a%00b"])
def test_a_label_is_one_label(conf: Conf, label: str) -> None:
    assert 400 == conf("GET", f"/kv/a?label={label}").status


def test_a_description_is_shown_where_there_is_one(conf: Conf) -> None:
    assert "why" == conf.put("a", description="why")["description"]
    assert "description" not in conf.put("b")
