"""What clients send, and how it is refused."""

from __future__ import annotations

import pytest

from tests.unit.cloud.services.keyvault.conftest import ADMIN, AUDIENCE, Bench

URL = "https://widemo-kv.vault.azure.net/secrets/s?api-version=7.6"


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b'{"value": "\xff"}', b"[" * 100_000, b"null", b"7"])
def test_a_body_that_is_none_is_a_400(bench: Bench, body: bytes) -> None:
    """Never a 500, whatever is sent."""
    reply = bench.ask("PUT", URL, body=body, token=bench.ask.token(ADMIN, AUDIENCE))

    assert (400, "BadParameter") == (reply.status, reply.error)


def test_a_refusal_names_the_member_and_not_what_it_held(bench: Bench) -> None:
    """A secret in the wrong place is not echoed."""
    reply = bench("PUT", "/secrets/s", {"value": ["very-hidden"]})

    assert "$.value" in reply.json()["error"]["message"]
    assert b"very-hidden" not in reply.body


def test_members_that_nobody_knows_are_passed_over(bench: Bench) -> None:
    """Azure adds members with every version of the API."""
    attributes = {"enabled": True, "created": 5, "recoveryLevel": "Purgeable"}
    made = bench.ok("PUT", "/secrets/s", {"value": "x", "outContentType": "PEM", "attributes": attributes})

    assert int(bench.cloud.clock.now()) == made["attributes"]["created"]


def test_every_answer_carries_the_id_of_its_request(bench: Bench) -> None:
    """Good, refused and empty; it is the event's too."""
    bench.ok("PUT", "/secrets/s", {"value": "x"})
    bench.ok("DELETE", "/secrets/s")
    for reply in (bench("GET", "/secrets"), bench("GET", "/secrets/s"), bench("DELETE", "/deletedsecrets/s")):
        assert bench.cloud.activity_log.recent[-1].id == reply.headers["x-ms-request-id"] or reply.status != 204
        assert 36 == len(reply.headers["x-ms-request-id"])


def test_an_answer_names_the_vaults_region(bench: Bench) -> None:
    """As Azure's do, and what sort of content it is."""
    reply = bench("GET", "/secrets")

    assert ("westeurope", "application/json; charset=utf-8", "no-cache") == (
        reply.headers["x-ms-keyvault-region"],
        reply.headers["content-type"],
        reply.headers["cache-control"],
    )
