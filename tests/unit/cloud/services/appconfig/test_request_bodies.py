from __future__ import annotations

from aksess.cloud.services.appconfig.request_bodies import FIELDS, narrowed, shown
from aksess.cloud.services.appconfig.settings import Setting

SETTING = Setting("a", "", "1", None, {}, False, "tag", 1_795_470_467.9)


def test_a_key_value_is_shown_with_every_field() -> None:
    found = shown(SETTING)

    assert set(FIELDS) - {"description"} == set(found)
    assert (None, "2026-11-23T21:47:47+00:00") == (found["label"], found["last_modified"])


def test_a_narrowed_object_has_only_what_was_asked_for() -> None:
    assert {"key": "a", "value": "1"} == narrowed(shown(SETTING), ["key", "value"])
