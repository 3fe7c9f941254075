"""The token endpoint as its clients see it: what is asked for, in which order it is looked at, what comes back."""

import base64
from typing import Any

import pytest

from aksess.cloud.cloud import Cloud
from aksess.cloud.identity.access_tokens import BadToken
from aksess.cloud.identity.directory import Application, Kind, Principal
from aksess.cloud.state.simulation import SimulationSettings
from tests.cloud_fixtures import Ask, Reply
from tests.federation_scene import Scene, number

GRAPH = "https://graph.microsoft.com"


def url(cloud: Cloud, version: str = "v2.0/", tenant: str = "", host: str = "login.microsoftonline.com") -> str:
    return f"https://{host}/{tenant or cloud.settings.tenant}/oauth2/{version}token"


def form(cloud: Cloud, **changed: Any) -> dict[str, str]:
    """The operator's own request; ... leaves a parameter out."""
    usual = {
        "grant_type": "client_credentials",
        "client_id": cloud.settings.operator_client_id,
        "client_secret": cloud.settings.operator_secret,
        "scope": f"{GRAPH}/.default",
    }
    return {name: value for name, value in {**usual, **changed}.items() if value is not ...}


def post(ask: Ask, **changed: Any) -> Reply:
    return ask("POST", url(ask.cloud), form=form(ask.cloud, **changed))


def post_v1(ask: Ask, **changed: Any) -> Reply:
    return ask("POST", url(ask.cloud, ""), form=form(ask.cloud, scope=..., resource=GRAPH, **changed))


def claims(ask: Ask, reply: Reply) -> dict[str, Any]:
    found = ask.cloud.tokens.verify(reply.json()["access_token"])
    assert not isinstance(found, BadToken), found
    return found


def test_a_v2_answer_writes_numbers_as_numbers(ask: Ask) -> None:
    body = post(ask).json()

    assert ["Bearer", 3599, 3599] == [body[name] for name in ("token_type", "expires_in", "ext_expires_in")]
    assert set(body) == {"token_type", "expires_in", "ext_expires_in", "access_token"}


def test_a_v1_answer_writes_numbers_as_texts(ask: Ask) -> None:
    body, now = post_v1(ask).json(), int(ask.cloud.clock.now())

    assert ("3599", str(now + 3600), str(now - 300), GRAPH) == (
        body["expires_in"],
        body["expires_on"],
        body["not_before"],
        body["resource"],
    )


def test_an_applications_token_lives_an_hour_and_is_dated_back(ask: Ask) -> None:
    found, now = claims(ask, post(ask)), int(ask.cloud.clock.now())

    assert (now - 300, now - 300, now + 3600) == (found["iat"], found["nbf"], found["exp"])


def test_a_managed_identitys_token_lives_a_day_and_names_its_resource(scene: Scene) -> None:
    reply = scene.exchange(scene.assertion())
    found = claims(scene.ask, reply)

    assert (86_700, 86_399, 43_199) == (
        found["exp"] - found["iat"],
        reply.json()["expires_in"],
        reply.json()["refresh_in"],
    )
    assert found["xms_mirid"].startswith(f"/subscriptions/{scene.cloud.settings.subscription}/resourcegroups/widemo/")


def test_a_v1_token_has_the_claims_of_entras_own(scene: Scene) -> None:
    """Those that decoded samples of AKS workloads have."""
    found = claims(scene.ask, scene.exchange(scene.assertion()))

    assert set(found) == {
        "aud", "iss", "iat", "nbf", "exp", "aio", "appid", "appidacr", "idp", "idtyp", "oid", "rh", "sub", "tid",
        "uti", "ver", "xms_idrel", "xms_mirid", "xms_tcdt",
    }  # fmt: skip
    assert (found["iss"], "app") == (found["idp"], found["idtyp"])


def test_the_claims_say_who_it_is_and_how_it_was_proven(ask: Ask, scene: Scene) -> None:
    """``appidacr``: 1 for a secret, 2 for an assertion. An application's token has no resource id."""
    operator, identity = claims(ask, post(ask)), claims(ask, scene.exchange(scene.assertion()))

    assert ("1", "2") == (operator["appidacr"], identity["appidacr"])
    assert (scene.identity.object_id, scene.identity.object_id, scene.identity.app_id) == (
        identity["oid"],
        identity["sub"],
        identity["appid"],
    )
    assert "xms_mirid" not in operator


def test_the_lifetime_can_be_switched(ask: Ask) -> None:
    ask.cloud.simulation.settings = SimulationSettings(token_lifetime=60)
    reply = post(ask)

    assert (59, 360) == (reply.json()["expires_in"], claims(ask, reply)["exp"] - claims(ask, reply)["iat"])


def test_two_tokens_are_never_the_same(ask: Ask) -> None:
    assert claims(ask, post(ask))["uti"] != claims(ask, post(ask))["uti"]


@pytest.mark.parametrize(
    "host", ["login.windows.net", "login.microsoft.com", "sts.windows.net", "westeurope.login.microsoft.com"]
)
def test_every_name_of_the_public_cloud_is_the_same_service(ask: Ask, host: str) -> None:
    assert ask("POST", url(ask.cloud, host=host), form=form(ask.cloud)).status == 200


def test_the_tenant_has_a_domain_too(ask: Ask) -> None:
    assert ask("POST", url(ask.cloud, tenant="AKSESS.onmicrosoft.com"), form=form(ask.cloud)).status == 200


def test_client_id_and_secret_may_come_in_the_header(ask: Ask) -> None:
    """RFC 6749, 2.3.1."""
    pair = f"{ask.cloud.settings.operator_client_id}:{ask.cloud.settings.operator_secret}"
    sent = form(ask.cloud, client_id=..., client_secret=...)
    headers = {"authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}

    assert ask("POST", url(ask.cloud), form=sent, headers=headers).status == 200


@pytest.mark.parametrize("value", ["Basic", "Basic !", "Basic AA==", "Basic //79", "Bearer x"])
def test_a_header_that_says_nothing_is_passed_over(ask: Ask, value: str) -> None:
    assert (
        number(ask("POST", url(ask.cloud), form=form(ask.cloud, client_id=...), headers={"authorization": value}))
        == 900144
    )


def test_the_claims_parameter_is_taken(ask: Ask) -> None:
    """Key Vault's clients always send it."""
    assert post(ask, claims='{"access_token":{"xms_cc":{"values":["CP1"]}}}', client_info="1").status == 200


def test_a_double_slash_asks_for_an_audience_with_a_slash(ask: Ask) -> None:
    assert claims(ask, post(ask, scope="https://vault.azure.net//.default"))["aud"] == "https://vault.azure.net/"


def test_a_v2_application_gets_tokens_of_its_version(ask: Ask) -> None:
    cloud = ask.cloud
    with cloud.store.transaction():
        cloud.directory.put_application(
            Application("o", "aaaaaaaa-0000-0000-0000-000000000001", "api", ["api://api"], token_version=2)
        )
        cloud.directory.put(
            Principal("p", Kind.APPLICATION, "api", "aaaaaaaa-0000-0000-0000-000000000001", application_id="o")
        )
    found = claims(ask, post(ask, scope="api://api/.default"))

    assert ("2.0", "aaaaaaaa-0000-0000-0000-000000000001", cloud.tokens.issuer_v2) == (
        found["ver"],
        found["aud"],
        found["iss"],
    )
    assert (cloud.settings.operator_client_id, False, False) == (found["azp"], "appid" in found, "idp" in found)


ORDER: list[tuple[int, str, dict[str, Any]]] = [
    (900144, "grant_type", {"grant_type": ...}),
    (900144, "grant_type", {"grant_type": ""}),
    (70003, "password", {"grant_type": "password"}),
    (70003, "urn:x", {"grant_type": "urn:x"}),
    (900144, "client_id", {"client_id": ...}),
    (700016, "not found in the directory", {"client_id": "11111111-1111-1111-1111-111111111111"}),
    (700016, "not a guid", {"client_id": "not a guid"}),
    (901002, "resource", {"resource": GRAPH}),
    (900144, "scope", {"scope": ...}),
    (1002012, "/.default", {"scope": GRAPH}),
    (1002012, "/.default", {"scope": ".default"}),
    (1002012, "/.default", {"scope": f"{GRAPH}/.default/.default/User.Read"}),
    (70011, "scope", {"scope": "openid profile"}),
    (70011, "scope", {"scope": " "}),
    (700022, "more than one", {"scope": f"{GRAPH}/.default https://vault.azure.net/.default"}),
    (500011, "https://nothing.test", {"scope": "https://nothing.test/.default"}),
    (7000218, "client_assertion", {"client_secret": ...}),
    (7000218, "client_assertion", {"client_secret": "", "client_assertion": ""}),
    (7000215, "Invalid client secret", {"client_secret": "wrong"}),
    (900144, "client_assertion_type", {"client_assertion": "x"}),
    (90011, "assertion type", {"client_assertion": "x", "client_assertion_type": "urn:saml"}),
]


@pytest.mark.parametrize(("expected", "said", "changed"), ORDER)
def test_what_is_wrong_with_a_request_has_its_number(
    ask: Ask, expected: int, said: str, changed: dict[str, Any]
) -> None:
    """One thing wrong at a time."""
    reply = post(ask, **changed)

    assert (expected, True) == (number(reply), said in reply.json()["error_description"])


def test_the_first_thing_wrong_is_named(ask: Ask) -> None:
    """Each step alone, all later ones wrong too."""
    later = {"client_id": "x", "scope": "x", "client_secret": "x"}
    elsewhere = url(ask.cloud, tenant="nowhere.test")
    unasked = ask("POST", elsewhere, form=form(ask.cloud, **{**later, "scope": ...}))
    wrong_tenant = ask("POST", elsewhere, form=form(ask.cloud, **later))

    assert (900144, 70003) == (number(unasked), number(post(ask, grant_type="x", **later)))
    assert 90002 == number(wrong_tenant)
    assert (700016, 1002012) == (number(post(ask, **later)), number(post(ask, scope="x", client_secret="x")))


@pytest.mark.parametrize(("version", "parameter"), [("v2.0/", "scope"), ("", "resource")])
def test_each_version_asks_for_its_parameter(ask: Ask, version: str, parameter: str) -> None:
    reply = ask("POST", url(ask.cloud, version), form=form(ask.cloud, scope=...))

    assert f"'{parameter}'" in reply.json()["error_description"]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_tokens_are_posted_for(ask: Ask, method: str) -> None:
    assert number(ask(method, url(ask.cloud))) == 900561


@pytest.mark.parametrize("path", ["/oauth2/v2.0/token", "//oauth2/v2.0/token", "//oauth2/token"])
def test_an_empty_tenant_is_said_to_be_missing(ask: Ask, path: str) -> None:
    """Somebody's variable is empty."""
    assert number(ask("POST", f"https://login.microsoftonline.com{path}", form=form(ask.cloud))) == 50059


def test_another_endpoint_is_not_there_and_says_so(ask: Ask) -> None:
    reply = ask("GET", f"https://login.microsoftonline.com/{ask.cloud.settings.tenant}/oauth2/v2.0/authorize")

    assert (501, True) == (reply.status, "oauth2/v2.0/authorize" in reply.json()["error_description"])


def test_an_outage_is_entras_own_answer(ask: Ask) -> None:
    ask.cloud.simulation.settings = SimulationSettings(entra_outage=True)
    reply = post(ask)

    assert (503, "temporarily_unavailable", [90033]) == (reply.status, reply.error, reply.json()["error_codes"])


def test_too_many_requests_are_entras_own_answer(ask: Ask) -> None:
    ask.cloud.simulation.settings = SimulationSettings(throttle=1)
    post(ask)
    reply = post(ask)

    assert (429, 90055, "1") == (reply.status, number(reply), reply.headers["retry-after"])
