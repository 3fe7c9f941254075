"""Who is let in to Resource Manager, and in which words the others are turned away."""

from typing import Any

import pytest

from aksess.cloud.services.arm.authn import AUDIENCES
from tests.cloud_fixtures import Ask

URL = "https://management.azure.com/subscriptions?api-version=2022-12-01"


@pytest.mark.parametrize("audience", [*AUDIENCES, "797f4846-ba00-4fd7-ba43-dac1f8f63013"])
def test_every_name_of_resource_manager_is_an_audience(ask: Ask, audience: str) -> None:
    """With and without a slash, old and new, by client id."""
    assert 200 == ask("GET", URL, token=ask.operator(audience)).status


@pytest.mark.parametrize(
    "audience",
    ["https://vault.azure.net", "https://management.azure.com.evil.example", "https://management.azure.com//"],
)
def test_a_token_for_something_else_is_refused(ask: Ask, audience: str) -> None:
    """The audience is compared whole."""
    reply = ask("GET", URL, token=ask.operator(audience))

    assert (401, "InvalidAuthenticationTokenAudience") == (reply.status, reply.error)
    assert audience in reply.json()["error"]["message"]


def test_no_token_is_answered_with_the_tenant_to_ask(ask: Ask) -> None:
    """Clients discover a subscription's tenant by this challenge."""
    reply = ask("GET", URL)
    challenge = reply.headers["www-authenticate"]

    assert (401, "AuthenticationFailed") == (reply.status, reply.error)
    assert challenge.startswith(f'Bearer authorization_uri="https://login.windows.net/{ask.cloud.settings.tenant}"')
    assert 'error="invalid_token"' in challenge


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("Basic abc", "AuthenticationFailedInvalidHeader"),
        ("Bearer", "AuthenticationFailedInvalidHeader"),
        ("Bearer ", "AuthenticationFailedInvalidHeader"),
        ("Bearer x", "InvalidAuthenticationToken"),
        ("Bearer a.b.c", "InvalidAuthenticationToken"),
        ("SharedKey account:key", "AuthenticationFailedInvalidHeader"),
    ],
)
def test_what_is_no_token_is_refused(ask: Ask, header: str, code: str) -> None:
    """Before anything else is looked at."""
    reply = ask("GET", URL, headers={"authorization": header})

    assert (401, code) == (reply.status, reply.error)
    assert "www-authenticate" in reply.headers


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"exp": 1_000_000_000}, "ExpiredAuthenticationToken"),
        ({"nbf": 9_000_000_000}, "InvalidAuthenticationToken"),
        ({"iss": "https://sts.windows.net/0f0f0f0f-0000-0000-0000-000000000000/"}, "InvalidAuthenticationTokenTenant"),
        ({"tid": "0f0f0f0f-0000-0000-0000-000000000000"}, "InvalidAuthenticationTokenTenant"),
        ({"oid": 5}, "InvalidAuthenticationToken"),
    ],
)
def test_a_token_that_is_not_good_here_and_now_is_refused(ask: Ask, claims: dict[str, Any], code: str) -> None:
    """Times, tenant and claims, each with its code."""
    reply = ask("GET", URL, token=ask.operator(**claims))

    assert (401, code) == (reply.status, reply.error)


def test_a_changed_token_is_refused(ask: Ask) -> None:
    """One letter of the claims is enough."""
    head, claims, signature = ask.operator().split(".")
    forged = f"{head}.{claims[:-2]}{'A' if claims[-2] != 'A' else 'B'}{claims[-1]}.{signature}"

    assert 401 == ask("GET", URL, token=forged).status


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "MissingApiVersionParameter"),
        ("?api-version=", "MissingApiVersionParameter"),
        ("?api-version=latest", "InvalidApiVersionParameter"),
        ("?api-version=2022-12-01%0a", "InvalidApiVersionParameter"),
        ("?api-version=2022-1-1", "InvalidApiVersionParameter"),
        ("?api-version=2022-13-45", "InvalidApiVersionParameter"),
        ("?api-version=2022-12-01-draft", "InvalidApiVersionParameter"),
        ("?api-version=\u0662022-12-01", "InvalidApiVersionParameter"),
    ],
)
def test_a_request_says_its_api_version(ask: Ask, query: str, code: str) -> None:
    """Before the caller is asked for."""
    reply = ask("GET", f"https://management.azure.com/subscriptions{query}", token=ask.operator())

    assert (400, code) == (reply.status, reply.error)


def test_preview_versions_are_versions(ask: Ask) -> None:
    """As clients send them."""
    url = "https://management.azure.com/subscriptions?api-version=2022-12-01-preview"

    assert 200 == ask("GET", url, token=ask.operator()).status
