"""Entra's own tokens as assertions: a managed identity that vouches for an application, and nobody else."""

from typing import Any

import pytest

from aksess.cloud.identity.audiences import EXCHANGE, EXCHANGE_ID
from aksess.cloud.identity.directory import Principal, Vouched
from aksess.cloud.oidc import jws
from aksess.cloud.oidc.jws import UnverifiedToken
from aksess.cloud.resources.origin import Origin
from tests.cloud_fixtures import Ask
from tests.federation_scene import Scene, new_application, new_identity, number

ARM = "https://management.azure.com"


def claims_of(token: str) -> dict[str, Any]:
    parts = jws.read(UnverifiedToken(token))
    assert parts is not None
    return parts.claims


def identity_token(ask: Ask, identity: Principal, resource: str = EXCHANGE) -> str:
    """A token that an identity gets from the metadata service."""
    node = Origin("node", "10.0.0.4", identities=(identity.object_id,))
    url = f"http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource={resource}"
    return str(ask("GET", url, headers={"Metadata": "true"}, origin=node).json()["access_token"])


def trusting_identity(scene: Scene, **changed: Any) -> Principal:
    """An application that trusts an identity of the same tenant, and the identity."""
    identity = new_identity(scene.cloud, "trusted")
    usual: dict[str, Any] = {"issuer": scene.cloud.tokens.issuer_v2, "subject": identity.object_id}
    credential = Vouched("f", "mi", **{"audiences": [EXCHANGE], **usual, **changed})
    scene.identity = new_application(scene.cloud, credential)
    return identity


def test_an_application_may_trust_a_managed_identity(scene: Scene) -> None:
    identity = trusting_identity(scene)

    assert scene.exchange(identity_token(scene.ask, identity)).status == 200


def test_the_subject_of_an_identity_is_its_principal_id(scene: Scene) -> None:
    """Not its client id."""
    identity = trusting_identity(scene, subject="11111111-1111-1111-1111-111111111111")

    assert number(scene.exchange(identity_token(scene.ask, identity))) == 7002203


@pytest.mark.parametrize("name", [EXCHANGE, EXCHANGE_ID])
def test_the_exchange_is_asked_for_by_either_name(scene: Scene, name: str) -> None:
    """The token says the client id of the service, the credential its URI."""
    token = identity_token(scene.ask, trusting_identity(scene), name)

    assert EXCHANGE_ID == claims_of(token)["aud"]
    assert scene.exchange(token).status == 200


@pytest.mark.parametrize("audience", [EXCHANGE_ID, "api://custom"])
def test_a_credential_names_the_exchange_by_its_uri_alone(scene: Scene, audience: str) -> None:
    token = identity_token(scene.ask, trusting_identity(scene, audiences=[audience]))

    assert number(scene.exchange(token)) == 700214
    decision = scene.cloud.activity_log.recent[-1].decision
    assert decision is not None
    assert ("audience", audience, (EXCHANGE,)) == (decision.link, decision.found, decision.wanted)


def test_an_identitys_token_for_another_audience_is_no_assertion(scene: Scene) -> None:
    """Whether the credential wants the exchange, or what the token is for."""
    for audience, expected in ((EXCHANGE, 7002121), (ARM, 700227)):
        identity = trusting_identity(scene, issuer=scene.cloud.tokens.issuer_v1, audiences=[audience])

        assert expected == number(scene.exchange(identity_token(scene.ask, identity, ARM)))


def test_one_credential_alone_may_trust_an_identity(scene: Scene) -> None:
    """One for each form of the issuer is one too many, as those found who hedged."""
    identity = trusting_identity(scene)
    mine = scene.cloud.tokens
    scene.identity = new_application(
        scene.cloud,
        Vouched("1", "v1", mine.issuer_v1, identity.object_id, [EXCHANGE]),
        Vouched("2", "v2", mine.issuer_v2, identity.object_id, [EXCHANGE]),
        Vouched("3", "other", mine.issuer_v2, "another identity", [EXCHANGE]),
    )

    assert number(scene.exchange(identity_token(scene.ask, identity))) == 700263


def test_a_token_that_came_of_a_federated_credential_is_no_assertion(scene: Scene) -> None:
    """A service account of an identity of an application: one step too many."""
    chained = scene.exchange(scene.assertion(), scope=f"{EXCHANGE}/.default").json()["access_token"]
    identity = scene.identity
    credential = Vouched("f", "mi", scene.cloud.tokens.issuer_v2, identity.object_id, [EXCHANGE])
    scene.identity = new_application(scene.cloud, credential)

    assert number(scene.exchange(chained)) == 700231


def test_an_applications_token_is_no_assertion(scene: Scene) -> None:
    settings = scene.cloud.settings
    form = {
        "grant_type": "client_credentials",
        "client_id": settings.operator_client_id,
        "client_secret": settings.operator_secret,
        "scope": f"{EXCHANGE}/.default",
    }
    token = scene.ask("POST", scene.token_url, form=form).json()["access_token"]
    trusting_identity(scene, subject=settings.operator_object_id)

    assert number(scene.exchange(token)) == 700226


def test_the_v1_issuer_and_other_tenants_are_no_issuers_for_an_application(scene: Scene) -> None:
    for issuer in (scene.cloud.tokens.issuer_v1, "https://login.microsoftonline.com/other/v2.0"):
        trusting_identity(scene, issuer=issuer)
        token = scene.assertion(iss=issuer, sub=scene.cloud.directory.credentials_of(scene.identity)[0].subject)

        assert number(scene.exchange(token)) == 700236


def test_a_managed_identity_trusts_no_token_of_entras(scene: Scene) -> None:
    other = new_identity(scene.cloud, "other")
    scene.trust(issuer=scene.cloud.tokens.issuer_v2, subject=other.object_id)

    assert number(scene.exchange(identity_token(scene.ask, other))) == 700222
