"""Federated credentials of applications, with Graph's rules."""

from typing import Any

import pytest

from aksess.chain import CREDENTIALS_PER_IDENTITY
from tests.federation_scene import AUDIENCE, SUBJECT, Scene
from tests.unit.cloud.services.graph.conftest import Graph

GOOD = {"name": "wi-one", "issuer": "https://oidc.test/", "subject": SUBJECT, "audiences": [AUDIENCE]}


@pytest.fixture
def path(graph: Graph) -> str:
    """The credentials of a new application."""
    return f"/applications/{graph.application()['id']}/federatedIdentityCredentials"


def test_a_credential_is_kept_byte_for_byte(graph: Graph, path: str) -> None:
    made = graph.made(path, **GOOD)

    assert GOOD == {name: graph("GET", f"{path}/{made['id']}").json()[name] for name in GOOD}
    assert graph("GET", f"{path}/wi-one").json()["id"] == made["id"]
    assert graph("GET", f"{path}(name='wi-one')").json()["id"] == made["id"]


def test_a_credential_lets_its_service_account_in(graph: Graph, scene: Scene) -> None:
    application = graph.application()
    graph.made("/servicePrincipals", appId=application["appId"])
    path = f"/applications/{application['id']}/federatedIdentityCredentials"
    graph.made(path, **{**GOOD, "issuer": scene.issuer.url})

    assert scene.exchange(scene.assertion(), client_id=application["appId"]).status == 200


@pytest.mark.parametrize("name", ["", "ab", "a" * 121, "-abc", "a b c", "a.b.c", "äbc", "abc\n", None, 7])
def test_a_name_has_three_to_120_letters_figures_hyphens_and_underscores(graph: Graph, path: str, name: object) -> None:
    assert graph("POST", path, {**GOOD, "name": name}).status == 400


@pytest.mark.parametrize("name", ["abc", "a" * 120, "0-_"])
def test_the_limits_of_a_name_are_good(graph: Graph, path: str, name: str) -> None:
    assert graph("POST", path, {**GOOD, "name": name}).status == 201


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"issuer": ""}, "InvalidFederatedIdentityCredentialValue"),
        ({"issuer": None}, "Request_BadRequest"),
        ({"subject": ""}, "InvalidFederatedIdentityCredentialValue"),
        ({"audiences": []}, "InvalidFederatedIdentityCredentialsAudienceLength"),
        ({"audiences": [""]}, "InvalidFederatedIdentityCredentialValue"),
        ({"issuer": "http://oidc.test/"}, "InvalidFederatedIdentityCredentialValue"),
        ({"audiences": ["a", "b"]}, "InvalidFederatedIdentityCredentialsAudienceLength"),
        ({"audiences": "a"}, "Request_BadRequest"),
        ({"audiences": [1]}, "Request_BadRequest"),
        ({"issuer": "https://" + "x" * 600}, "InvalidFederatedIdentityCredentialValue"),
        ({"subject": "x" * 601}, "InvalidFederatedIdentityCredentialValue"),
        ({"audiences": ["x" * 601]}, "InvalidFederatedIdentityCredentialValue"),
        ({"description": "x" * 601}, "InvalidFederatedIdentityCredentialValue"),
        ({"description": 7}, "InvalidFederatedIdentityCredentialValue"),
    ],
)
def test_every_rule_has_its_refusal(graph: Graph, path: str, changed: dict[str, Any], code: str) -> None:
    reply = graph("POST", path, {**GOOD, **changed})

    assert (400, code) == (reply.status, reply.error)
    assert graph.listed(path) == []


def test_issuer_and_subject_are_unique_for_an_application(graph: Graph, path: str) -> None:
    graph.made(path, **GOOD)
    reply = graph("POST", path, {**GOOD, "name": "wi-two", "audiences": ["other"]})

    assert (400, "InvalidFederatedIdentityCredentialValue") == (reply.status, reply.error)
    assert "combination of issuer and subject must be unique" in reply.json()["error"]["message"]


def test_a_name_is_taken_once(graph: Graph, path: str) -> None:
    graph.made(path, **GOOD)

    assert graph("POST", path, {**GOOD, "subject": "other"}).status == 409


def test_the_twenty_first_is_one_too_many(graph: Graph, path: str) -> None:
    for number in range(CREDENTIALS_PER_IDENTITY):
        graph.made(path, **{**GOOD, "name": f"wi-{number}", "subject": f"s{number}"})

    assert graph("POST", path, {**GOOD, "name": "wi-more", "subject": "more"}).status == 400


def test_everything_but_the_name_can_be_changed(graph: Graph, path: str) -> None:
    made = graph.made(path, **GOOD)
    one = f"{path}/{made['id']}"

    assert graph("PATCH", one, {**GOOD, "subject": "other", "description": "d"}).status == 204
    assert ("other", "d") == tuple(graph("GET", one).json()[name] for name in ("subject", "description"))
    assert graph("PATCH", one, {"name": "other"}).status == 400


def test_a_credential_that_was_deleted_is_gone(graph: Graph, path: str) -> None:
    one = f"{path}/{graph.made(path, **GOOD)['id']}"

    assert [204, 404, 404] == [graph("DELETE", one).status, graph("GET", one).status, graph("DELETE", one).status]
