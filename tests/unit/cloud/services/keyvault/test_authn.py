"""Who calls: the challenge, and every token that is not one for this vault."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from aksess.cloud.pipeline.call import Call
from tests.cloud_fixtures import Reply
from tests.unit.cloud.services.keyvault.conftest import ADMIN, AUDIENCE, READER, Bench

URL = "https://widemo-kv.vault.azure.net/secrets/s?api-version=7.6"


def message(reply: Reply) -> str:
    """The text of a refusal that has the challenge and nothing else beside it."""
    assert (401, "Unauthorized") == (reply.status, reply.error)
    assert {"code", "message"} == set(reply.json()["error"])
    return str(reply.json()["error"]["message"])


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_without_a_token_there_is_one_challenge_and_nothing_happens(bench: Bench, method: str) -> None:
    """Azure's clients send every request twice, the first time with no token: it must change nothing."""
    bench.ok("PUT", "/secrets/s", {"value": "x"})
    reply = bench.ask(method, URL, content={"value": "y"})

    assert "AKV10000: Request is missing a Bearer or PoP token." == message(reply)
    assert (
        f'Bearer authorization="https://login.microsoftonline.com/{bench.cloud.settings.tenant}", '
        'resource="https://vault.azure.net"'
    ) == reply.headers["www-authenticate"]
    assert "x" == bench.ok("GET", "/secrets/s")["value"]


def test_the_body_of_an_unproven_request_is_not_read(bench: Bench) -> None:
    """The challenge is there before a byte of the body is asked for."""
    asked: list[str] = []

    async def read_body() -> bytes:
        asked.append("body")
        return b""

    call = Call(bench.cloud, bench.cloud.operator, "PUT", "widemo-kv.vault.azure.net", "/secrets/s", "", {})
    answer = asyncio.run(bench.ask.pipeline.handle(call, read_body))

    assert (401, []) == (answer.status, asked)


def test_a_vault_that_is_there_says_so_to_anybody(bench: Bench) -> None:
    """Terraform asks for ``/`` ten times until a vault answers."""
    assert 401 == bench.ask("GET", "https://widemo-kv.vault.azure.net/").status
    assert 404 == bench("GET", "/").status


def test_a_vault_that_is_not_there_says_that(bench: Bench) -> None:
    """On Azure the name would not resolve."""
    reply = bench.ask("GET", "https://nowhere.vault.azure.net/secrets/s?api-version=7.6")

    assert (404, "VaultNotFound") == (reply.status, reply.error)
    assert "no vault named 'nowhere'" in reply.json()["error"]["message"]


def test_a_path_that_is_not_there_is_challenged_first(bench: Bench) -> None:
    """And then named: 501, which no client repeats."""
    url = "https://widemo-kv.vault.azure.net/storage/x?api-version=7.6"
    known = bench("GET", "/storage/x")

    assert 401 == bench.ask("GET", url).status
    assert (501, "NotImplemented") == (known.status, known.error)
    assert "GET /storage/x" in known.json()["error"]["message"]


@pytest.mark.parametrize("scheme", ["Basic", "SharedKey", "PoP", "Bearer:", ""])
def test_another_scheme_is_no_token(bench: Bench, scheme: str) -> None:
    """Only a bearer is looked at."""
    token = bench.ask.token(ADMIN, AUDIENCE)
    reply = bench.ask("GET", URL, headers={"authorization": f"{scheme} {token}"})

    assert message(reply).startswith("AKV10000")


@pytest.mark.parametrize(
    "audience", ["https://vault.azure.net", "https://vault.azure.net/", "cfa8b339-82a2-471a-a3c9-0fc0be7a4093"]
)
def test_every_spelling_of_the_audience_is_taken(bench: Bench, audience: str) -> None:
    """With a slash, without one, and the application's id."""
    bench.ok("PUT", "/secrets/s", {"value": "x"})

    assert 200 == bench.ask("GET", URL, token=bench.ask.token(READER, audience)).status


@pytest.mark.parametrize(
    "audience",
    [
        "https://management.azure.com",
        "https://vault.azure.net//",
        "https://VAULT.azure.net",
        "https://widemo-kv.vault.azure.net",
        "https://managedhsm.azure.net",
        "",
    ],
)
def test_a_token_for_something_else_is_refused(bench: Bench, audience: str) -> None:
    """AKV10022 names both audiences."""
    reply = bench.ask("GET", URL, token=bench.ask.token(ADMIN, audience))

    assert f"AKV10022: Invalid audience. Expected https://vault.azure.net, found: {audience}." == message(reply)


def test_a_token_of_another_tenant_is_refused(bench: Bench) -> None:
    """AKV10032, though our own key signed it."""
    other = "https://sts.windows.net/99999999-9999-4999-8999-999999999999/"
    ours = f"https://sts.windows.net/{bench.cloud.settings.tenant}/"
    reply = bench.ask("GET", URL, token=bench.ask.token(ADMIN, AUDIENCE, iss=other))

    assert f"AKV10032: Invalid issuer. Expected one of {ours}, found {other}." == message(reply)


def test_a_vault_of_another_tenant_takes_that_tenants_tokens_alone(bench: Bench) -> None:
    """Its challenge sends the client there, and our tenant's tokens are refused."""
    other = "99999999-9999-4999-8999-999999999999"
    bench.change(tenantId=other)

    assert message(bench("GET", "/secrets/s")).startswith("AKV10032")
    assert f"/{other}" in bench.ask("GET", URL).headers["www-authenticate"]


@pytest.mark.parametrize(
    ("claims", "text"),
    [
        ({"exp": 1_000}, "IDX10223"),
        ({"nbf": 4_000_000_000}, "IDX10222"),
        ({"exp": 10**30}, "'exp'"),
        ({"nbf": 10**30}, "'nbf'"),
        ({"ver": "3.0"}, "'ver'"),
        ({"oid": None}, "'oid'"),
        ({"exp": "tomorrow"}, "'exp'"),
        ({"tid": "99999999-9999-4999-8999-999999999999"}, "AKV10032"),
    ],
)
def test_a_token_whose_claims_are_wrong_is_refused(bench: Bench, claims: dict[str, Any], text: str) -> None:
    """Out of its time, or with a claim missing."""
    reply = bench.ask("GET", URL, token=bench.ask.token(ADMIN, AUDIENCE, **claims))

    assert text in message(reply)


def test_a_token_that_is_not_entras_is_refused(bench: Bench) -> None:
    """A changed one, one of an unknown key, and what is no token at all."""
    token = bench.ask.token(ADMIN, AUDIENCE)
    head, claims, signature = token.split(".")
    forged = f"{head}.{claims}.{'A' * len(signature)}"

    assert "IDX10511" in message(bench.ask("GET", URL, token=forged))
    for nothing in ("x", "a.b.c", f"{head}.{claims}.", f"{head}.{claims}"):
        assert 401 == bench.ask("GET", URL, token=nothing).status


def test_no_event_holds_a_token_or_a_secret(bench: Bench) -> None:
    """Nor does one hold a body or a query."""
    token = bench.ask.token(ADMIN, AUDIENCE)
    bench.ask("PUT", URL, content={"value": "very-hidden"}, token=token)
    bench.ask("GET", URL, token=token)
    bench.ask("GET", URL, token=token[:-4] + "AAAA")
    told = repr(bench.cloud.activity_log.recent)

    assert "very-hidden" not in told
    assert token[:40] not in told
