"""A request as operations see it."""

import msgspec
import pytest

from aksess.cloud.cloud import Cloud
from aksess.cloud.pipeline.call import Call, json_answer
from aksess.cloud.pipeline.fault import Fault


def call(cloud: Cloud, path: str = "/", query: str = "", body: bytes = b"") -> Call:
    made = Call(cloud, cloud.operator, "GET", "example.test", path, query, {})
    made.body = body
    return made


def test_query_names_have_no_case_and_the_first_of_each_counts(cloud: Cloud) -> None:
    asked = call(cloud, query="API-Version=1&api-version=2&empty=&x=a%20b")

    assert {"api-version": "1", "empty": "", "x": "a b"} == asked.query


def test_segments_are_decoded_and_never_empty(cloud: Cloud) -> None:
    assert ["metadata", "a b"] == call(cloud, "//metadata/a%20b/").segments


@pytest.mark.parametrize(
    ("said", "kind"),
    [({}, ""), ({"content-type": ""}, ""), ({"content-type": " Text/XML ; charset=utf-8"}, "Text/XML")],
)
def test_a_media_type_has_no_parameters(cloud: Cloud, said: dict[str, str], kind: str) -> None:
    assert kind == Call(cloud, cloud.operator, "PUT", "example.test", "/", "", said).media_type


def test_a_body_that_is_no_json_is_said_to_be_none(cloud: Cloud) -> None:
    assert {"a": 1} == call(cloud, body=b'{"a": 1}').json()
    with pytest.raises(msgspec.DecodeError):
        call(cloud, body=b"{").json()


def test_reading_the_caller_of_an_unauthenticated_call_is_a_defect(cloud: Cloud) -> None:
    with pytest.raises(RuntimeError, match="was not authenticated"):
        _ = call(cloud).caller


def test_an_answer_says_that_it_is_json() -> None:
    answer = json_answer(201, {"a": [1]}, (("x-more", "y"),))

    assert (201, b'{"a":[1]}') == (answer.status, answer.body)
    assert {"content-type": "application/json; charset=utf-8", "x-more": "y"} == dict(answer.headers)


def test_a_fault_shows_what_it_refuses_in_a_traceback() -> None:
    assert "403 Forbidden: no" == str(Fault(403, "Forbidden", "no"))
