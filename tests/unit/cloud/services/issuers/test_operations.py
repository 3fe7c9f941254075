"""An issuer's documents, as anybody on the internet reads them."""

import pytest

from tests.cloud_fixtures import Ask
from tests.federation_scene import Scene


def test_the_discovery_document_is_the_one_that_aks_serves(scene: Scene) -> None:
    reply = scene.ask("GET", f"{scene.issuer.url}.well-known/openid-configuration")

    assert reply.json() == {
        "issuer": scene.issuer.url,
        "jwks_uri": f"{scene.issuer.url}openid/v1/jwks",
        "response_types_supported": ["id_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    }


def test_the_keys_are_where_it_says_and_public(scene: Scene) -> None:
    document = scene.ask("GET", f"{scene.issuer.url}.well-known/openid-configuration").json()
    keys = scene.ask("GET", document["jwks_uri"]).json()["keys"]

    assert [("RSA", "sig", "RS256", "AQAB", scene.key.kid)] == [
        (key["kty"], key["use"], key["alg"], key["e"], key["kid"]) for key in keys
    ]
    assert not {"d", "p", "q"} & set(keys[0])


def test_a_rotation_shows_one_more_key_and_a_second_one_drops_the_first(scene: Scene) -> None:
    first = scene.key.kid
    with scene.cloud.store.transaction():
        second = scene.cloud.cluster_issuers.rotate(scene.issuer).kid
    after_one = {key["kid"] for key in scene.ask("GET", f"{scene.issuer.url}openid/v1/jwks").json()["keys"]}
    with scene.cloud.store.transaction():
        third = scene.cloud.cluster_issuers.rotate(scene.issuer).kid
    after_two = {key["kid"] for key in scene.ask("GET", f"{scene.issuer.url}openid/v1/jwks").json()["keys"]}

    assert ({first, second}, {second, third}) == (after_one, after_two)


@pytest.mark.parametrize(
    "path", ["", "openid/v1/jwks/", "openid/v1/JWKS", "../jwks", ".well-known/", "/openid/v1/jwks", "openid/v1/jwks%00"]
)
def test_every_other_path_is_not_found(scene: Scene, path: str) -> None:
    assert scene.ask("GET", scene.issuer.url + path).status == 404


def test_another_region_has_other_issuers(scene: Scene) -> None:
    url = scene.issuer.url.replace("westeurope", "eastus")

    assert scene.ask("GET", f"{url}.well-known/openid-configuration").status == 404


def test_a_deleted_cluster_publishes_nothing(scene: Scene) -> None:
    with scene.cloud.store.transaction():
        scene.cloud.cluster_issuers.delete(scene.issuer.url)

    assert scene.ask("GET", f"{scene.issuer.url}openid/v1/jwks").status == 404


def test_documents_are_read_and_not_written(ask: Ask) -> None:
    assert ask("PUT", "https://westeurope.oic.prod-aks.azure.com/a/b/openid/v1/jwks").status == 405
