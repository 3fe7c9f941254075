from __future__ import annotations

import pytest

from aksess.cloud.services.appconfig.authn import RESOURCE_APP
from tests.unit.cloud.services.appconfig.conftest import OWNER, READER, Conf

GUID = "99999999-9999-4999-8999-999999999999"


@pytest.mark.parametrize(
    "audience",
    [
        "https://azconfig.io",
        "https://azconfig.io/",
        "https://conf.azconfig.io",
        "https://conf.azconfig.io/",
        "https://appconfig.azure.com",
        "https://appconfig.azure.com/",
        RESOURCE_APP,
    ],
)
def test_every_audience_that_clients_ask_for_is_taken(conf: Conf, audience: str) -> None:
    conf.grant("App Configuration Data Reader", READER)

    assert 200 == conf.by(READER, "GET", "/kv", audience).status


@pytest.mark.parametrize(
    "audience", ["https://other.azconfig.io", "https://vault.azure.net", "https://azconfig.io.evil.example", ""]
)
def test_a_token_for_something_else_is_refused(conf: Conf, audience: str) -> None:
    conf.grant("App Configuration Data Reader", READER)
    reply = conf.by(READER, "GET", "/kv", audience)

    assert 401 == reply.status
    assert (
        'HMAC-SHA256, Bearer error="invalid_token", error_description="Authorization token failed validation"'
    ) == reply.headers["www-authenticate"]


def test_a_token_of_another_tenant_is_told_so(conf: Conf) -> None:
    token = conf.ask.token(READER, "https://azconfig.io", iss=f"https://sts.windows.net/{GUID}/")
    reply = conf.bare("GET", "/kv", token=token)

    assert 401 == reply.status
    assert "wrong issuer" in reply.headers["www-authenticate"]


@pytest.mark.parametrize("header", [{}, {"authorization": "Basic YTpi"}, {"authorization": "Bearer"}])
def test_no_proof_is_challenged_with_both_schemes(conf: Conf, header: dict[str, str]) -> None:
    reply = conf.bare("GET", "/kv", header)

    assert 401 == reply.status
    assert reply.headers["www-authenticate"].startswith("HMAC-SHA256, Bearer")


@pytest.mark.parametrize(
    ("role", "reads", "writes", "deletes"),
    [
        ("App Configuration Data Reader", 200, 403, 403),
        ("App Configuration Data Owner", 200, 200, 200),
        ("Owner", 403, 403, 403),
        ("Contributor", 403, 403, 403),
        ("Reader", 403, 403, 403),
    ],
)
def test_each_role_gives_what_its_data_actions_say(
    conf: Conf, role: str, reads: int, writes: int, deletes: int
) -> None:
    """Control-plane roles give no data."""
    conf.put("a")
    conf.grant(role, OWNER)

    assert reads == conf.by(OWNER, "GET", "/kv/a").status
    assert reads == conf.by(OWNER, "GET", "/labels").status
    assert writes == conf.by(OWNER, "PUT", "/kv/a", content={"value": "1"}).status
    assert writes == conf.by(OWNER, "PUT", "/locks/a").status
    assert writes == conf.by(OWNER, "DELETE", "/locks/a").status
    assert deletes == conf.by(OWNER, "DELETE", "/kv/a").status


def test_a_refusal_says_which_action_is_missing(conf: Conf) -> None:
    reply = conf.by(READER, "GET", "/kv/a")

    assert "application/problem+json; charset=utf-8" == reply.headers["content-type"]
    assert "configurationStores/keyValues/read" in reply.json()["detail"]
    decision = conf.ask.cloud.activity_log.recent[-1].decision
    assert decision is not None
    assert "grant" == decision.link


def test_a_store_whose_public_network_is_off_is_closed(conf: Conf) -> None:
    conf.change(publicNetworkAccess="Disabled")

    assert 403 == conf("GET", "/kv").status
    decision = conf.ask.cloud.activity_log.recent[-1].decision
    assert decision is not None
    assert "network" == decision.link


def test_a_store_that_is_not_there_is_not_found(conf: Conf) -> None:
    assert 404 == conf.ask("GET", "https://nobody.azconfig.io/kv?api-version=1.0").status
