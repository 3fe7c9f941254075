"""Create, get, list, archive and recover snapshots."""

from __future__ import annotations

from urllib.parse import quote

import msgspec

from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.services.appconfig.conditions import check_read, check_write
from aksess.cloud.services.appconfig.errors import (
    already_exists,
    invalid_argument,
    invalid_parameter,
    not_found,
)
from aksess.cloud.services.appconfig.filters import read_filter
from aksess.cloud.services.appconfig.paging import Row, page_answer
from aksess.cloud.services.appconfig.request_bodies import KIND, narrowed, selected
from aksess.cloud.services.appconfig.response_headers import http_date, sync_token
from aksess.cloud.services.appconfig.settings import Settings
from aksess.cloud.services.appconfig.snapshots import (
    ARCHIVED,
    FIELDS,
    PROVISIONING,
    READY,
    Asked,
    Snapshot,
    check_asked,
    composed,
    find_snapshot,
    prefix_of,
    shown_snapshot,
    table_of,
)
from aksess.cloud.services.appconfig.stores import store_of

LONGEST_NAME = 256


class Status(msgspec.Struct):
    """What Archive and Recover read of their body."""

    status: str


def create_snapshot(call: Call) -> Answer:
    """Create Snapshot: 201. Raises Fault: 409 where there is one of that name, 400."""
    name = call.params["name"]
    if not 1 <= len(name) <= LONGEST_NAME:
        raise invalid_parameter("name", f"1 to {LONGEST_NAME} characters are wanted")
    if find_snapshot(call, name) is not None:
        raise already_exists()
    try:
        asked = msgspec.json.decode(call.body, type=Asked)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise invalid_argument("body", "Invalid request body", f"The snapshot cannot be read: {error}") from error
    retention = check_asked(call, asked)
    etag = call.cloud.random_source.urlsafe(32)
    made = Snapshot(name, READY, etag, asked, retention, call.now, call.now, items=composed(call, asked))
    table_of(call).put(prefix_of(call) + name, made)
    version = call.query.get("api-version", "")
    operation = (
        "operation-location",
        f"https://{call.host}/operations?snapshot={quote(name, safe='')}&api-version={version}",
    )
    said = _answer(call, msgspec.structs.replace(made, status=PROVISIONING), 201)
    return Answer(said.status, said.body, (*said.headers, operation))


def get_snapshot(call: Call) -> Answer:
    """Get Snapshot."""
    found = find_snapshot(call, call.params["name"])
    if found is None:
        raise not_found()
    check_read(call, found.etag)
    return _answer(call, found, 200)


def get_operation(call: Call) -> Answer:
    """The making of a snapshot: it is done when it is answered."""
    found = find_snapshot(call, call.query.get("snapshot", ""))
    if found is None:
        raise not_found()
    return json_answer(200, {"id": found.name, "status": "Succeeded", "error": None})


def update_snapshot(call: Call) -> Answer:
    """Archive or recover a snapshot: what is so already stays so."""
    found = find_snapshot(call, call.params["name"])
    if found is None:
        raise not_found()
    check_write(call, found.etag)
    try:
        wanted = msgspec.json.decode(call.body, type=Status).status
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise invalid_argument("body", "Invalid request body", f"The status cannot be read: {error}") from error
    if wanted not in (READY, ARCHIVED):
        raise invalid_argument("status", "Invalid snapshot status", f"{wanted!r} is neither ready nor archived.")
    if found.status != wanted:
        found.status, found.etag, found.changed = wanted, call.cloud.random_source.urlsafe(32), call.now
        found.expires = call.now + found.retention if wanted == ARCHIVED else 0.0
        table_of(call).put(prefix_of(call) + found.name, found)
    return _answer(call, found, 200)


def list_snapshots(call: Call) -> Answer:
    """List Snapshots: those that pass ``name`` and ``status``, by name."""
    names, states = read_filter("name", call.query.get("name")), read_filter("status", call.query.get("status"))
    fields = selected(call, FIELDS)
    found = [
        each
        for each in table_of(call).values(prefix_of(call))
        if find_snapshot(call, each.name) and names.matches(each.name) and states.matches(each.status)
    ]
    rows = [Row(each.name, narrowed(shown_snapshot(each), fields), each.etag) for each in found]
    return page_answer(call, rows, "snapshotset", Settings(call, store_of(call)).number)


def _answer(call: Call, snapshot: Snapshot, status: int) -> Answer:
    version = call.query.get("api-version", "")
    headers = (
        ("content-type", f"{KIND}.snapshot+json; charset=utf-8"),
        ("etag", f'"{snapshot.etag}"'),
        ("last-modified", http_date(snapshot.changed)),
        ("link", f'</kv?snapshot={quote(snapshot.name, safe="")}&api-version={version}>; rel="items"'),
        sync_token(Settings(call, store_of(call)).number),
    )
    body = narrowed(shown_snapshot(snapshot), selected(call, FIELDS))
    return Answer(status, msgspec.json.encode(body), headers)
