from __future__ import annotations

from tests.unit.cloud.services.appconfig.conftest import Conf


def test_a_problem_says_what_it_is(conf: Conf) -> None:
    reply = conf("GET", "/kv?key=a*b")
    problem = reply.json()

    assert "application/problem+json; charset=utf-8" == reply.headers["content-type"]
    assert ("https://azconfig.io/errors/invalid-argument", "Invalid request parameter 'key'", 400) == tuple(
        problem[name] for name in ("type", "title", "status")
    )


def test_what_is_not_there_says_its_name(conf: Conf) -> None:
    """501 and never another 5xx: clients repeat those."""
    for method, path in (("POST", "/kv/a"), ("GET", "/replicas"), ("PATCH", "/kv/a"), ("DELETE", "/snapshots/a")):
        reply = conf(method, path)

        assert 501 == reply.status
        assert f"{method} {path}" in reply.json()["title"]


def test_every_answer_has_its_frame(conf: Conf) -> None:
    given = {"x_ms_client_request_id": "mine", "x_ms_return_client_request_id": "true"}
    for path in ("/kv", "/kv/none"):
        headers = conf("GET", path, **given).headers

        assert "mine" == headers["x-ms-client-request-id"]
        assert 36 == len(headers["x-ms-request-id"])
    assert "x-ms-client-request-id" not in conf("GET", "/kv", x_ms_client_request_id="mine").headers
