"""Every request and decision as a structured event."""

import json
from pathlib import Path

import pytest

from aksess.cloud.cloud import Cloud
from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.request_pipeline import event_of
from aksess.cloud.state.activity_log import KEPT, ActivityLog
from tests.cloud_fixtures import Ask


@pytest.fixture
def call(cloud: Cloud) -> Call:
    """A request with secrets wherever a request can have them."""
    headers = {"authorization": "Bearer SECRET", "cookie": "SECRET"}
    call = Call(cloud, cloud.operator, "PUT", "v.vault.azure.net", "/secrets/one", "sig=SECRET", headers)
    call.body = b'{"value": "SECRET"}'
    call.request_id = "an id"
    return call


def test_an_event_holds_no_header_query_or_body(tmp_path: Path, call: Call) -> None:
    """Neither in memory nor in the file."""
    events = ActivityLog(tmp_path / "events.jsonl")
    events.record(event_of(call, Answer(200, b"SECRET")))
    events.flush()

    assert "SECRET" not in repr(events.recent)
    assert "SECRET" not in (tmp_path / "events.jsonl").read_text()


def test_a_line_of_the_file_is_one_event(tmp_path: Path, call: Call) -> None:
    events = ActivityLog(tmp_path / "events.jsonl")
    for status in (200, 403):
        events.record(event_of(call, Answer(status)))
    events.flush()
    events.flush()

    lines = [json.loads(line) for line in (tmp_path / "events.jsonl").read_text().splitlines()]
    assert [200, 403] == [line["status"] for line in lines]
    assert ("PUT", "/secrets/one", "operator") == tuple(lines[0][name] for name in ("method", "path", "client"))


def test_events_that_a_full_disk_does_not_take_wait_for_room(tmp_path: Path, call: Call) -> None:
    """The newest of them, and nobody is refused an answer for it."""
    full = tmp_path / "events.jsonl"
    full.symlink_to("/dev/full")
    events = ActivityLog(full)
    for status in range(KEPT + 5):
        events.record(event_of(call, Answer(status)))
    events.flush()

    full.unlink()
    events.flush()

    assert list(range(5, KEPT + 5)) == [json.loads(line)["status"] for line in full.read_text().splitlines()]


def test_memory_holds_the_newest(call: Call) -> None:
    events = ActivityLog()
    for status in range(KEPT + 5):
        events.record(event_of(call, Answer(status)))

    assert (KEPT, 5, KEPT + 5) == (len(events.recent), events.recent[0].status, events.count)


def test_what_was_decided_is_noted(ask: Ask) -> None:
    """A refused token request names the link, what was found, what was wanted."""
    tenant = ask.cloud.settings.tenant
    form = {"grant_type": "client_credentials", "client_id": "x", "client_secret": "SECRET", "scope": "y/.default"}
    ask("POST", f"https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token", form=form)

    event = ask.cloud.activity_log.recent[-1]
    assert event.code.startswith("AADSTS")
    assert "SECRET" not in repr(event)
