"""The issuers of clusters: one each, with keys that rotate and tokens that they sign."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pytest

from aksess.chain import Subject
from aksess.clock import FakeClock
from aksess.cloud.cloud import Cloud
from aksess.cloud.oidc import jws
from aksess.cloud.oidc.cluster_issuers import OVERLAP, ClusterIssuers, Issuer, Projection
from aksess.cloud.oidc.jws import UnverifiedToken
from aksess.cloud.oidc.signing_keys import public_of
from aksess.cloud.state.store import Store, Table
from tests.federation_scene import AUDIENCE, Scene

ASK = Projection(Subject("widemo", "wi-demo-sa"), AUDIENCE, 3600, "pod-1", "pod-uid", "sa-uid", "node-1", "node-uid")


def test_an_issuers_url_names_region_and_tenant_and_ends_with_a_slash(scene: Scene) -> None:
    start = f"https://westeurope.oic.prod-aks.azure.com/{scene.cloud.settings.tenant}/"

    assert scene.issuer.url.startswith(start)
    assert scene.issuer.url.endswith("/")


def test_a_cluster_that_is_made_again_has_another_issuer(cloud: Cloud) -> None:
    with cloud.store.transaction():
        first, second = (cloud.cluster_issuers.create("westeurope", "/c") for _ in range(2))

    assert first.url != second.url
    assert first.keys[0].kid != second.keys[0].kid


def test_an_issuer_is_found_by_its_exact_url_and_by_its_cluster_in_any_case(scene: Scene) -> None:
    assert scene.cloud.cluster_issuers.get(scene.issuer.url) == scene.issuer
    assert scene.cloud.cluster_issuers.get(scene.issuer.url[:-1]) is None
    assert scene.cloud.cluster_issuers.of_cluster(scene.issuer.cluster.upper()) == scene.issuer


class Walked(Table[Issuer]):
    """Counts how often documents are read one after the other."""

    walks = 0

    def items(self, prefix: str = "") -> Iterator[tuple[str, Issuer]]:
        self.walks += 1
        return super().items(prefix)


class WalkedStore(Store):
    """A store that has such a table."""

    @cached_property
    def issuers(self) -> Walked:
        return Walked(self, "issuer", Issuer)

    def table(self, name: str, kind: type[Any]) -> Table[Any]:
        return self.issuers if kind is Issuer else super().table(name, kind)


def test_a_clusters_issuer_is_found_without_reading_those_of_others(scene: Scene) -> None:
    """After a deletion, an undo of one, and where the state is opened again, too."""
    cloud, store = scene.cloud, WalkedStore()
    parts = (cloud.clock, cloud.random_source, cloud.key_pool, store, cloud.settings.tenant)
    issuers = ClusterIssuers(*parts)
    with store.transaction():
        kept, gone = (issuers.create("westeurope", name) for name in ("/c", "/d"))
    with pytest.raises(RuntimeError), store.transaction():
        issuers.delete(kept.url)
        raise RuntimeError
    with store.transaction():
        issuers.delete(gone.url)

    for each in (issuers, ClusterIssuers(*parts)):
        assert kept == each.of_cluster("/C")
        assert each.of_cluster("/d") is None
    assert 0 == store.issuers.walks
    store.close()


def test_a_projected_token_has_the_claims_that_the_api_server_gives_it(scene: Scene, clock: FakeClock) -> None:
    token = UnverifiedToken(scene.cloud.cluster_issuers.sign(scene.issuer, ASK))
    parts, now = jws.read(token), int(clock.now())
    assert parts is not None

    assert {"alg": "RS256", "kid": scene.key.kid} == parts.header
    assert (now, now, now + 3600, [AUDIENCE], str(ASK.subject), scene.issuer.url) == tuple(
        parts.claims[name] for name in ("iat", "nbf", "exp", "aud", "sub", "iss")
    )
    assert parts.claims["kubernetes.io"] == {
        "namespace": "widemo",
        "node": {"name": "node-1", "uid": "node-uid"},
        "pod": {"name": "pod-1", "uid": "pod-uid"},
        "serviceaccount": {"name": "wi-demo-sa", "uid": "sa-uid"},
    }
    assert jws.verified(token, public_of(scene.key.pem))


def test_after_a_rotation_the_new_key_signs_and_the_old_one_stands_for_a_day(scene: Scene, clock: FakeClock) -> None:
    old = scene.key.kid
    with scene.cloud.store.transaction():
        new = scene.cloud.cluster_issuers.rotate(scene.issuer)
    parts = jws.read(UnverifiedToken(scene.cloud.cluster_issuers.sign(scene.issuer, ASK)))
    assert parts is not None

    assert parts.header["kid"] == new.kid
    assert {old, new.kid} == {key["kid"] for key in scene.cloud.cluster_issuers.published(scene.issuer)}
    clock.advance(OVERLAP)
    assert {new.kid} == {key["kid"] for key in scene.cloud.cluster_issuers.published(scene.issuer)}


def test_an_issuer_is_not_printed_with_its_private_keys(scene: Scene) -> None:
    assert "PRIVATE" not in repr(scene.issuer)


@pytest.mark.parametrize("url", ["", "openid/v1/jwks", "https://x/openid/v1/jwks", ".well-known/openid-configuration"])
def test_no_other_url_has_a_document(cloud: Cloud, url: str) -> None:
    assert cloud.cluster_issuers.document(url) is None
