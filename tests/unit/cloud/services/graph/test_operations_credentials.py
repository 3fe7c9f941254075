"""Secrets and certificates of applications and service principals."""

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from aksess.clock import FakeClock
from tests.cloud_fixtures import Ask
from tests.federation_scene import number
from tests.unit.cloud.services.entra.test_certificates import Signer
from tests.unit.cloud.services.graph.conftest import Graph


def signs_in(ask: Ask, app_id: str, secret: str) -> int:
    url = f"https://login.microsoftonline.com/{ask.cloud.settings.tenant}/oauth2/v2.0/token"
    form = {
        "grant_type": "client_credentials",
        "client_id": app_id,
        "client_secret": secret,
        "scope": "https://vault.azure.net/.default",
    }
    return number(ask("POST", url, form=form))


@pytest.mark.parametrize("collection", ["applications", "servicePrincipals"])
def test_a_secret_is_shown_once_and_signs_in_until_it_is_removed(graph: Graph, collection: str) -> None:
    application = graph.application()
    principal = graph.made("/servicePrincipals", appId=application["appId"])
    path = f"/{collection}/{application['id'] if collection == 'applications' else principal['id']}"
    added = graph("POST", f"{path}/addPassword", {"passwordCredential": {"displayName": "ci"}}).json()
    shown = graph("GET", path).json()["passwordCredentials"]

    assert signs_in(graph.ask, application["appId"], added["secretText"]) == 0
    assert [(added["keyId"], "ci", None, added["secretText"][:3])] == [
        (each["keyId"], each["displayName"], each["secretText"], each["hint"]) for each in shown
    ]
    assert graph("POST", f"{path}/removePassword", {"keyId": added["keyId"]}).status == 204
    assert signs_in(graph.ask, application["appId"], added["secretText"]) == 7000215


def test_a_secret_lives_two_years_unless_it_says_otherwise(graph: Graph, clock: FakeClock) -> None:
    path = f"/applications/{graph.application()['id']}/addPassword"
    usual = graph("POST", path, {}).json()
    short = graph("POST", path, {"passwordCredential": {"endDateTime": "2025-10-09T09:00:00Z"}}).json()

    assert ("2025-10-09T08:53:20Z", "2027-10-09T08:53:20Z") == (usual["startDateTime"], usual["endDateTime"])
    assert short["endDateTime"] == "2025-10-09T09:00:00Z"


def test_a_secret_of_the_last_day_ends_with_it(graph: Graph) -> None:
    """No calendar has a year 10001."""
    path = f"/applications/{graph.application()['id']}/addPassword"
    late = graph("POST", path, {"passwordCredential": {"startDateTime": "9999-01-01T00:00:00Z"}}).json()

    assert late["endDateTime"] == "9999-12-31T23:59:59Z"


@pytest.mark.parametrize(
    "wanted",
    [
        {"endDateTime": "2020-01-01T00:00:00Z"},
        {"endDateTime": "tomorrow"},
        {"endDateTime": 7},
        {"displayName": 7},
        [1],
        "x",
    ],
)
def test_a_secret_that_cannot_be_is_not_made(graph: Graph, wanted: object) -> None:
    path = f"/applications/{graph.application()['id']}/addPassword"

    assert graph("POST", path, {"passwordCredential": wanted}).status == 400


def test_a_secret_that_is_not_there_cannot_be_removed(graph: Graph) -> None:
    assert graph("POST", f"/applications/{graph.application()['id']}/removePassword", {"keyId": "x"}).status == 400


def test_an_application_may_be_registered_with_a_secret(graph: Graph) -> None:
    """The ``password`` block of azuread_application."""
    made = graph.application(passwordCredentials=[{"displayName": "first"}])
    graph.made("/servicePrincipals", appId=made["appId"])

    assert signs_in(graph.ask, made["appId"], made["passwordCredentials"][0]["secretText"]) == 0


def test_the_secret_itself_is_kept_nowhere(graph: Graph) -> None:
    made = graph.application(passwordCredentials=[{"displayName": "first"}])
    secret = made["passwordCredentials"][0]["secretText"]
    kept = graph.ask.cloud.store.load("application")

    assert not [raw for raw in kept.values() if secret.encode() in raw]
    assert [raw for raw in kept.values() if hashlib.sha256(secret.encode()).hexdigest().encode() in raw]


@pytest.mark.parametrize("form", [Encoding.PEM, Encoding.DER])
def test_a_certificate_that_graph_took_signs_in(graph: Graph, form: Encoding) -> None:
    """As PEM or as DER; named afterwards by its id alone, it stays."""
    signer = Signer(graph.ask)
    raw = signer.certificate.public_bytes(form)
    application = graph.ask.cloud.directory.application_of(graph.ask.cloud.settings.operator_client_id)
    assert application is not None
    path = f"/applications/{application.object_id}"
    key = {"type": "AsymmetricX509Cert", "usage": "Verify", "key": base64.b64encode(raw).decode()}
    assert graph("PATCH", path, {"keyCredentials": []}).status == 204
    assert signer.present(signer.assertion()) == 700027

    assert graph("PATCH", path, {"keyCredentials": [key]}).status == 204
    shown = graph("GET", path).json()["keyCredentials"]
    assert graph("PATCH", path, {"keyCredentials": [{"keyId": shown[0]["keyId"]}]}).status == 204
    assert (base64.b64encode(signer.sha1).decode(), None) == (shown[0]["customKeyIdentifier"], shown[0]["key"])
    assert signer.present(signer.assertion()) == 0


def test_a_certificate_counts_between_the_dates_that_it_was_given(graph: Graph, clock: FakeClock) -> None:
    """Its own dates are wider."""
    signer = Signer(graph.ask)
    application = graph.ask.cloud.directory.application_of(graph.ask.cloud.settings.operator_client_id)
    assert application is not None
    path = f"/applications/{application.object_id}"
    raw = base64.b64encode(signer.certificate.public_bytes(Encoding.DER)).decode()
    ends = "2025-10-10T00:00:00Z"
    graph("PATCH", path, {"keyCredentials": [{"key": raw, "endDateTime": ends}]})

    assert (ends, 0) == (
        graph("GET", path).json()["keyCredentials"][0]["endDateTime"],
        signer.present(signer.assertion()),
    )
    clock.advance(86_400)
    assert signer.present(signer.assertion()) == 700027
