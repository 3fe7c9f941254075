"""What Entra publishes about itself, so that MSAL in every language works with nothing switched off."""

import base64

import pytest

from aksess.cloud.oidc import jws
from aksess.cloud.oidc.jws import UnverifiedToken
from tests.cloud_fixtures import Ask
from tests.federation_scene import number

LOGIN = "https://login.microsoftonline.com"


def discovery(ask: Ask, endpoint: str) -> tuple[int, dict[str, object]]:
    reply = ask("GET", f"{LOGIN}/common/discovery/instance?api-version=1.1&authorization_endpoint={endpoint}")
    return number(reply), reply.json()


def test_the_v2_configuration_names_the_tenant_by_its_id(ask: Ask) -> None:
    """Also where it was asked for by its domain."""
    settings = ask.cloud.settings
    by_id, by_domain = (
        ask("GET", f"{LOGIN}/{tenant}/v2.0/.well-known/openid-configuration").json()
        for tenant in (settings.tenant, settings.tenant_domain)
    )

    assert by_id == by_domain
    assert (f"{LOGIN}/{settings.tenant}/v2.0", f"{LOGIN}/{settings.tenant}/oauth2/v2.0/token") == (
        by_id["issuer"],
        by_id["token_endpoint"],
    )


def test_the_v1_configuration_has_the_issuer_of_v1_tokens(ask: Ask) -> None:
    found = ask("GET", f"{LOGIN}/{ask.cloud.settings.tenant}/.well-known/openid-configuration").json()

    assert (ask.cloud.tokens.issuer_v1, f"{LOGIN}/{ask.cloud.settings.tenant}/oauth2/token") == (
        found["issuer"],
        found["token_endpoint"],
    )


@pytest.mark.parametrize("tenant", ["common", "organizations", "consumers"])
def test_the_open_endpoints_leave_the_tenant_open(ask: Ask, tenant: str) -> None:
    found = ask("GET", f"{LOGIN}/{tenant}/v2.0/.well-known/openid-configuration").json()

    assert found["issuer"] == f"{LOGIN}/{{tenantid}}/v2.0"
    assert found["token_endpoint"] == f"{LOGIN}/{tenant}/oauth2/v2.0/token"


def test_endpoints_are_on_the_host_that_was_asked(ask: Ask) -> None:
    """The issuer is not: it has one name."""
    found = ask(
        "GET", f"https://login.windows.net/{ask.cloud.settings.tenant}/v2.0/.well-known/openid-configuration"
    ).json()

    assert str(found["token_endpoint"]).startswith("https://login.windows.net/")
    assert str(found["issuer"]).startswith(LOGIN)


def test_the_configuration_of_an_unknown_tenant_is_refused(ask: Ask) -> None:
    """Where MSAL's users meet 90002."""
    assert number(ask("GET", f"{LOGIN}/contoso.test/v2.0/.well-known/openid-configuration")) == 90002


@pytest.mark.parametrize("path", ["discovery/v2.0/keys", "discovery/keys"])
@pytest.mark.parametrize("tenant", ["common", "own"])
def test_the_published_keys_verify_a_token(ask: Ask, tenant: str, path: str) -> None:
    """As a resource server of the user's own would."""
    token = UnverifiedToken(ask.operator())
    parts = jws.read(token)
    keys = ask("GET", f"{LOGIN}/{tenant if tenant != 'own' else ask.cloud.settings.tenant}/{path}").json()["keys"]
    assert parts is not None
    jwk = next(key for key in keys if key["kid"] == parts.header["kid"])
    key = jws.public_key(jwk["n"], jwk["e"])

    assert key is not None
    assert jws.verified(token, key)
    assert not {"d", "p", "q"} & set(jwk)
    # Go's reader of key sets takes no thumbprint of another length than SHA-1's.
    assert 20 == len(base64.urlsafe_b64decode(jwk["x5t"] + "="))
    assert jwk["x5t"] == parts.header["x5t"]


@pytest.mark.parametrize(
    "host", ["login.microsoftonline.com", "login.windows.net", "sts.windows.net", "login.microsoft.com"]
)
def test_the_public_clouds_names_are_one_cloud(ask: Ask, host: str) -> None:
    code, body = discovery(ask, f"https://{host}/{ask.cloud.settings.tenant}/oauth2/v2.0/authorize")
    clouds = body["metadata"]
    assert isinstance(clouds, list)

    assert code == 0
    assert {"login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"} == set(
        clouds[0]["aliases"]
    )
    assert body["tenant_discovery_endpoint"] == (
        f"https://{host}/{ask.cloud.settings.tenant}/v2.0/.well-known/openid-configuration"
    )


@pytest.mark.parametrize(
    ("endpoint", "document"),
    [
        ("https://LOGIN.microsoftonline.com/t.test/oauth2/v2.0/authorize", "/t.test/v2.0/"),
        ("https://login.microsoftonline.com/t.test/oauth2/authorize", "/t.test/"),
        ("https://login.microsoftonline.com", "/common/v2.0/"),
    ],
)
def test_the_document_is_that_of_the_endpoints_tenant_and_version(ask: Ask, endpoint: str, document: str) -> None:
    found = discovery(ask, endpoint)[1]["tenant_discovery_endpoint"]

    assert f"{LOGIN}{document}.well-known/openid-configuration" == found


def test_other_clouds_are_known_and_apart(ask: Ask) -> None:
    code, body = discovery(ask, "https://login.microsoftonline.us/common/oauth2/v2.0/authorize")
    clouds = body["metadata"]
    assert isinstance(clouds, list)

    assert code == 0
    assert ["login.microsoftonline.us", "login.usgovcloudapi.net"] in [each["aliases"] for each in clouds]


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "x",
        "https://",
        "https://evil.test/common",
        "https://login.microsoftonline.com.evil.test/",
        "https://[::1/",
        "%00",
    ],
)
def test_an_unknown_instance_is_refused(ask: Ask, endpoint: str) -> None:
    code, body = discovery(ask, endpoint)

    assert (50049, "invalid_instance") == (code, body["error"])
