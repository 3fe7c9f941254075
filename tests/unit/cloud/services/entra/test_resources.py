"""What a token is asked for: every way in which a resource may be named."""

import pytest

from aksess.cloud.identity.directory import Application, Kind, Principal
from tests.cloud_fixtures import Ask
from tests.federation_scene import Scene, number


def audience(scene: Scene, scope: str) -> str:
    reply = scene.exchange(scene.assertion(), scope=scope)
    claims = scene.cloud.tokens.verify(reply.json()["access_token"])
    assert isinstance(claims, dict), claims
    return str(claims["aud"])


@pytest.mark.parametrize(
    "resource",
    [
        "https://management.azure.com",
        "https://management.azure.com/",
        "https://management.core.windows.net/",
        "https://vault.azure.net",
        "https://graph.microsoft.com",
        "https://storage.azure.com",
        "https://azconfig.io",
        "https://appconfig.azure.com",
        "https://mystore.azconfig.io",
        "https://myaccount.blob.core.windows.net",
        "https://myaccount.queue.core.windows.net/",
        "https://myaccount-secondary.table.core.windows.net",
        "https://ossrdbms-aad.database.windows.net",
        "https://database.windows.net/",
        "https://servicebus.azure.net",
        "6dae42f8-4368-4678-94ff-3960e28e3630",
        "cfa8b339-82a2-471a-a3c9-0fc0be7a4093",
        "00000003-0000-0000-c000-000000000000",
    ],
)
def test_the_audience_is_what_was_asked_for(scene: Scene, resource: str) -> None:
    assert audience(scene, f"{resource}/.default") == resource


def test_sign_in_scopes_are_passed_over(scene: Scene) -> None:
    """Some libraries add them to everything."""
    assert (
        audience(scene, "openid https://vault.azure.net/.default profile offline_access") == "https://vault.azure.net"
    )


def test_a_name_in_capitals_is_written_small(scene: Scene) -> None:
    assert audience(scene, "HTTPS://Vault.Azure.Net/.default") == "https://vault.azure.net"


@pytest.mark.parametrize(
    "resource",
    [
        "https://vault.azure.net//",
        "http://vault.azure.net",
        "https://myvault.vault.azure.net",
        "https://vault.azure.net.evil.test",
        "https://a.b.blob.core.windows.net",
        "https://MY_ACCOUNT.blob.core.windows.net/x",
        "11111111-1111-1111-1111-111111111111",
        "api://nobody",
    ],
)
def test_what_is_not_in_the_tenant_is_not_found(scene: Scene, resource: str) -> None:
    assert number(scene.exchange(scene.assertion(), scope=f"{resource}/.default")) == 500011


@pytest.mark.parametrize("resource", ["vault.azure.net", "User.Read", "//vault.azure.net", "<resource>", "1111-1111"])
def test_what_is_neither_uri_nor_client_id_is_no_scope(scene: Scene, resource: str) -> None:
    """Recorded for ``user.read`` (AzureAD/microsoft-authentication-library-for-dotnet, MockHelpers.cs)."""
    assert number(scene.exchange(scene.assertion(), scope=f"{resource}/.default")) == 70011


def test_an_application_of_the_tenant_is_a_resource_by_each_of_its_names(ask: Ask, scene: Scene) -> None:
    app_id = "aaaaaaaa-0000-0000-0000-000000000001"
    with ask.cloud.store.transaction():
        ask.cloud.directory.put_application(Application("o", app_id, "api", ["api://one", "https://api.test/Two"]))
        ask.cloud.directory.put(Principal("p", Kind.APPLICATION, "api", app_id, application_id="o"))

    assert ["api://one", "https://api.test/Two", app_id] == [
        audience(scene, f"{name}/.default") for name in ("api://one", "https://api.test/Two", app_id)
    ]


def test_an_application_without_service_principal_is_no_resource(scene: Scene) -> None:
    with scene.cloud.store.transaction():
        scene.cloud.directory.put_application(Application("o", "a", "api", ["api://one"]))

    assert number(scene.exchange(scene.assertion(), scope="api://one/.default")) == 500011


def test_a_disabled_resource_is_said_to_be_disabled(scene: Scene) -> None:
    with scene.cloud.store.transaction():
        scene.cloud.directory.put_application(Application("o", "a", "api", ["api://one"]))
        scene.cloud.directory.put(Principal("p", Kind.APPLICATION, "api", "a", enabled=False, application_id="o"))

    assert number(scene.exchange(scene.assertion(), scope="api://one/.default")) == 500014


def test_a_deleted_application_is_no_resource(scene: Scene) -> None:
    with scene.cloud.store.transaction():
        scene.cloud.directory.put_application(Application("o", "a", "api", ["api://one"], deleted=1.0))
        scene.cloud.directory.put(Principal("p", Kind.APPLICATION, "api", "a", application_id="o"))

    assert number(scene.exchange(scene.assertion(), scope="api://one/.default")) == 500011
