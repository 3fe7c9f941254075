"""Entra's hosts and paths."""

import pytest

from aksess.cloud.services.entra.routes import SERVICES
from tests.cloud_fixtures import Ask


@pytest.mark.parametrize("host", ["login.microsoftonline.us", "login.chinacloudapi.cn", "a.b.login.microsoft.com"])
def test_other_clouds_are_not_this_one(ask: Ask, host: str) -> None:
    assert ask.pipeline.find_service(host) is None


def test_it_is_served_over_tls_alone() -> None:
    assert [(True, False)] == [(service.tls, service.also_plain) for service in SERVICES]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/{tenant}/oauth2/v2.0/devicecode"),
        ("GET", "/common/UserRealm/user@contoso.test"),
        ("GET", "/"),
        ("GET", "/{tenant}"),
        ("POST", "/{tenant}/v2.0/.well-known/openid-configuration"),
    ],
)
def test_what_is_not_there_says_so_by_name(ask: Ask, method: str, path: str) -> None:
    """501: Azure's Go clients retry any other 5xx for half an hour."""
    path = path.replace("{tenant}", ask.cloud.settings.tenant)
    reply = ask(method, f"https://login.microsoftonline.com{path}")

    assert (501, True) == (reply.status, path in reply.json()["error_description"])
