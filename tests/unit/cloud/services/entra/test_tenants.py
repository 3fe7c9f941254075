"""The tenant in the path."""

import pytest

from tests.cloud_fixtures import Ask
from tests.federation_scene import number


def asked(ask: Ask, tenant: str) -> int:
    settings = ask.cloud.settings
    form = {
        "grant_type": "client_credentials",
        "client_id": settings.operator_client_id,
        "client_secret": settings.operator_secret,
        "scope": "https://vault.azure.net/.default",
    }
    return number(ask("POST", f"https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token", form=form))


def test_the_tenant_is_known_by_id_in_any_case_and_by_domain(ask: Ask) -> None:
    settings = ask.cloud.settings

    assert [0, 0, 0] == [
        asked(ask, each) for each in (settings.tenant, settings.tenant.upper(), settings.tenant_domain)
    ]


@pytest.mark.parametrize("tenant", ["common", "organizations", "consumers", "Common"])
def test_an_application_signs_in_to_one_tenant(ask: Ask, tenant: str) -> None:
    assert asked(ask, tenant) == 50059


@pytest.mark.parametrize(
    "tenant", ["11111111-1111-1111-1111-111111111111", "contoso.onmicrosoft.com", "a.b", "TENANT.test"]
)
def test_another_tenant_is_not_found(ask: Ask, tenant: str) -> None:
    assert asked(ask, tenant) == 90002


@pytest.mark.parametrize(
    "tenant",
    [
        "$%7Btenant_id%7D",
        "%3Ctenant%3E",
        "tenant",
        "secrets",
        "-.test",
        "a..b",
        ".test",
        "test.",
        "11111111-1111-1111-1111-11111111111g",
        "11111111111111111111111111111111",
        "a" * 300 + ".test",
        "%00",
        "%20",
        "a%2Fb",
        "t\u0435st.example",
    ],
)
def test_what_is_neither_an_id_nor_a_domain_is_said_to_be_neither(ask: Ask, tenant: str) -> None:
    """A template that was never filled in, usually."""
    assert asked(ask, tenant) == 900023
