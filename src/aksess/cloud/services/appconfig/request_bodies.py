"""Key-values on the wire: read from a body, shown in an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.appconfig.errors import invalid_argument, invalid_parameter, too_large
from aksess.cloud.services.appconfig.response_headers import http_date, iso_date, sync_token
from aksess.cloud.services.appconfig.settings import Setting, Settings

KIND = "application/vnd.microsoft.appconfig"
FIELDS = ("etag", "key", "label", "content_type", "value", "last_modified", "tags", "locked", "description")
# Microsoft Learn, "Azure App Configuration FAQ": 10 KB for a key-value, all in all.
LARGEST = 10_000


class Body(msgspec.Struct):
    """What Set Key-Value reads of its body; the key and the label are those of the URL."""

    value: str | None = None
    content_type: str | None = None
    tags: dict[str, str | None] | None = None
    description: str | None = None


def read_setting(call: Call, key: str, label: str) -> Setting:
    """The key-value of a request. Raises Fault: 400 for a body of another shape, 413 for too large a one."""
    try:
        body = msgspec.json.decode(call.body or b"{}", type=Body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise invalid_argument("body", "Invalid request body", f"The key-value cannot be read: {error}") from error
    tags = body.tags or {}
    texts = [key, label, body.value, body.content_type, body.description, *tags, *tags.values()]
    if sum(len(text.encode()) for text in texts if text) > LARGEST:
        raise too_large("A key-value has at most 10,000 bytes, its key, label, content type and tags counted.")
    return Setting(
        key=key,
        label=label,
        value=body.value,
        content_type=body.content_type,
        tags=tags,
        locked=False,
        etag="",
        changed=0.0,
        description=body.description,
    )


def shown(setting: Setting) -> dict[str, Any]:
    """A key-value with every field."""
    found = {
        "etag": setting.etag,
        "key": setting.key,
        "label": setting.label or None,
        "content_type": setting.content_type,
        "value": setting.value,
        "last_modified": iso_date(setting.changed),
        "tags": setting.tags,
        "locked": setting.locked,
    }
    # Only where there is one: versions before 2026-04-01 know no descriptions.
    return found if setting.description is None else {**found, "description": setting.description}


def selected(call: Call, fields: Sequence[str]) -> list[str]:
    """The fields that ``$select`` names, all of them without it. Raises Fault(400): there is no such field."""
    text = call.query.get("$select", "")
    wanted = [name.strip() for name in text.split(",") if name.strip()]
    for name in wanted:
        if name not in fields:
            raise invalid_parameter("$select", f"{name!r} is none of {', '.join(fields)}")
    return wanted or list(fields)


def narrowed(found: Mapping[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    """An object with these fields only."""
    return {name: value for name, value in found.items() if name in fields}


def setting_answer(call: Call, settings: Settings, setting: Setting) -> Answer:
    """One key-value, as an answer."""
    body = narrowed(shown(setting), selected(call, FIELDS))
    headers = (
        ("content-type", f"{KIND}.kv+json; charset=utf-8"),
        ("etag", f'"{setting.etag}"'),
        ("last-modified", http_date(setting.changed)),
        sync_token(settings.number),
    )
    return Answer(200, msgspec.json.encode(body), headers)
