"""How a refusal looks: status, ``error``, text, ids and time, in the current form."""

import re

import pytest

from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.entra.errors import NUMBERS, correlation_id, refusal, shown
from tests.cloud_fixtures import Ask
from tests.federation_scene import Scene

ASKED = "7f0c2ad0-5f4f-4c2f-9d3a-6f5a1e2b3c4d"


def test_the_body_has_every_field_of_the_current_form(scene: Scene) -> None:
    body = scene.exchange(scene.assertion(sub="x")).json()

    assert list(body) == [
        "error",
        "error_description",
        "error_codes",
        "timestamp",
        "trace_id",
        "correlation_id",
        "error_uri",
    ]
    assert body["error_uri"] == "https://login.microsoftonline.com/error?code=700213"
    assert body["timestamp"] == "2025-10-09 08:53:20Z"


def test_the_text_ends_with_the_ids_on_one_line(scene: Scene) -> None:
    """Single spaces, since 2023; trace ids end in two zeros."""
    body = scene.exchange(scene.assertion(sub="x")).json()
    pattern = r"AADSTS700213: No .* Trace ID: ([0-9a-f-]{34}00) Correlation ID: ([0-9a-f-]{36}) Timestamp: (.*Z)"
    match = re.fullmatch(pattern, body["error_description"])

    assert match is not None
    assert match.groups() == (body["trace_id"], body["correlation_id"], body["timestamp"])


def test_the_callers_request_id_is_the_correlation_id(scene: Scene) -> None:
    form = scene.form(scene.assertion(sub="x"))
    reply = scene.ask("POST", scene.token_url, form=form, headers={"client-request-id": ASKED})

    assert (ASKED, ASKED) == (reply.json()["correlation_id"], reply.headers["client-request-id"])
    assert reply.headers["x-ms-request-id"] == reply.json()["trace_id"]


@pytest.mark.parametrize("value", ["no-guid", "a\r\nSet-Cookie: b", "<script>", "x" * 100_000, ASKED + "0"])
def test_a_request_id_that_is_no_guid_is_not_repeated(scene: Scene, value: str) -> None:
    form = scene.form(scene.assertion(sub="x"))
    reply = scene.ask("POST", scene.token_url, form=form, headers={"client-request-id": value})

    assert value not in str(reply.headers) + reply.body.decode()


def test_every_answer_forbids_to_keep_it(scene: Scene) -> None:
    for reply in (scene.exchange(scene.assertion()), scene.exchange("x")):
        assert (reply.headers["cache-control"], reply.headers["pragma"]) == ("no-store, no-cache", "no-cache")


@pytest.mark.parametrize("number", NUMBERS)
def test_every_number_has_a_status_and_an_error(number: int) -> None:
    fault = refusal(number, "text")

    assert fault.status in (400, 401, 429, 503)
    assert (f"AADSTS{number}", number) == (fault.code, fault.details["number"])


def test_a_number_that_nobody_registered_is_our_own_mistake() -> None:
    with pytest.raises(KeyError):
        refusal(1, "text")


def test_what_a_caller_sent_is_shown_short_and_printable() -> None:
    assert shown("a\x00b\u202e\nc") == "a?b??c"
    assert len(shown("x" * 10_000)) < 400


def test_a_request_without_an_id_gets_one(ask: Ask) -> None:
    call = Call(ask.cloud, ask.cloud.operator, "GET", "login.microsoftonline.com", "/", "", {})
    call.request_id = ASKED

    assert correlation_id(call) == ASKED
