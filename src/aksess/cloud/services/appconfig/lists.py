"""List key-values, revisions, keys and labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.appconfig.errors import invalid_parameter
from aksess.cloud.services.appconfig.filters import Filter, read_filter, read_label_filter, read_tag_filter
from aksess.cloud.services.appconfig.paging import Row, page_answer, position
from aksess.cloud.services.appconfig.request_bodies import FIELDS, narrowed, selected, shown
from aksess.cloud.services.appconfig.settings import Setting, Settings
from aksess.cloud.services.appconfig.snapshots import items_of
from aksess.cloud.services.appconfig.stores import store_of
from aksess.cloud.services.appconfig.timestamps import moment_of, settings_at


def list_settings(call: Call) -> Answer:
    """List key-values: those that pass ``key``, ``label`` and ``tags``, or those of a ``snapshot``."""
    settings = Settings(call, store_of(call))
    if "snapshot" in call.query:
        if any(name in call.query for name in ("key", "label", "tags")):
            raise invalid_parameter("snapshot", "a snapshot is listed whole")
        found = items_of(call, call.query["snapshot"])
    else:
        found = passing(
            settings_at(call, settings),
            read_filter("key", call.query.get("key")),
            read_label_filter(call.query.get("label")),
            tags_of(call),
        )
    fields = selected(call, FIELDS)
    rows = [Row(position(each.key, each.label), narrowed(shown(each), fields), each.etag) for each in found]
    return page_answer(call, rows, "kvset", settings.number)


def list_revisions(call: Call) -> Answer:
    """List revisions, the newest first."""
    settings = Settings(call, store_of(call))
    found = passing(
        settings.revisions(moment_of(call)),
        read_filter("key", call.query.get("key"), anywhere=True),
        read_label_filter(call.query.get("label"), anywhere=True),
        tags_of(call),
    )
    fields = selected(call, FIELDS)
    rows = [Row(f"{at:012d}", narrowed(shown(each), fields), each.etag) for at, each in enumerate(found)]
    return page_answer(call, rows, "kvset", settings.number)


def list_keys(call: Call) -> Answer:
    """List keys."""
    settings = Settings(call, store_of(call))
    wanted = read_filter("name", call.query.get("name"))
    fields = selected(call, ("name",))
    keys = sorted({each.key for each in settings_at(call, settings) if wanted.matches(each.key)})
    return page_answer(call, [Row(key, narrowed({"name": key}, fields)) for key in keys], "keyset", settings.number)


def list_labels(call: Call) -> Answer:
    """List labels; the null label is one of them where a key-value has it."""
    settings = Settings(call, store_of(call))
    wanted = read_label_filter(call.query["name"]) if "name" in call.query else Filter()
    fields = selected(call, ("name",))
    labels = sorted({each.label for each in settings_at(call, settings) if wanted.matches(each.label)})
    rows = [Row(position("label", label), narrowed({"name": label or None}, fields)) for label in labels]
    return page_answer(call, rows, "labelset", settings.number)


def passing(settings: Iterable[Setting], keys: Filter, labels: Filter, tags: Mapping[str, str | None]) -> list[Setting]:
    """The key-values that pass all three filters, in their order."""
    return [
        each
        for each in settings
        if keys.matches(each.key)
        and labels.matches(each.label)
        and all(name in each.tags and each.tags[name] == value for name, value in tags.items())
    ]


def tags_of(call: Call) -> Mapping[str, str | None]:
    """The tags that a request filters by."""
    given = parse_qsl(call.query_string, keep_blank_values=True)
    return read_tag_filter(value for name, value in given if name.lower() == "tags")
