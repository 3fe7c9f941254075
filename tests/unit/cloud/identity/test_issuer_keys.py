"""Keys of providers, as Entra gets them: local issuers, sites of the outside world, and what is kept for how long."""

import asyncio
import json
from typing import Any

import pytest

from aksess.clock import FakeClock
from aksess.cloud.cloud import Cloud
from aksess.cloud.identity.issuer_keys import Unparsable
from aksess.cloud.oidc.discovery_documents import KeySet, NotServedHere, Unreachable
from aksess.cloud.oidc.signing_keys import make_pem, public_jwk
from aksess.cloud.state.simulation import SimulationSettings
from tests.federation_scene import Scene
from tests.https_site import Page, Site


def keys(cloud: Cloud, issuer: str, key_id: str = "any") -> KeySet | Unreachable | Unparsable:
    return asyncio.run(cloud.issuer_keys.keys_of(issuer, key_id, _nowhere))


async def _nowhere(_url: str) -> NotServedHere:
    return NotServedHere.ELSEWHERE


def ids(cloud: Cloud, issuer: str, key_id: str = "any") -> list[str]:
    found = keys(cloud, issuer, key_id)
    assert isinstance(found, KeySet), found
    return sorted(found.of_id)


def publish(site: Site, *key_ids: str, **changed: Any) -> str:
    """Serve an issuer at a site. Its URL."""
    issuer = f"{site.url}/tenant"
    document = {"issuer": issuer, "jwks_uri": f"{site.url}/elsewhere/keys", **changed}
    site.pages["/tenant/.well-known/openid-configuration"] = Page(json.dumps(document).encode())
    jwks = {"keys": [public_jwk(make_pem(), each) for each in key_ids]}
    site.pages["/elsewhere/keys"] = Page(json.dumps(jwks).encode())
    return issuer


def test_a_local_cluster_publishes_its_key(scene: Scene) -> None:
    assert ids(scene.cloud, scene.issuer.url) == [scene.key.kid]


def test_a_local_issuer_is_always_fresh(scene: Scene) -> None:
    """Rotated a moment ago, known at once."""
    before = ids(scene.cloud, scene.issuer.url)
    with scene.cloud.store.transaction():
        scene.cloud.cluster_issuers.rotate(scene.issuer)

    assert ids(scene.cloud, scene.issuer.url) == sorted([*before, scene.key.kid])


def test_a_cache_that_was_switched_on_does_not_know_the_new_key_until_it_expires(
    scene: Scene, clock: FakeClock
) -> None:
    scene.cloud.simulation.settings = SimulationSettings(jwks_cache=600.0)
    before = ids(scene.cloud, scene.issuer.url)
    with scene.cloud.store.transaction():
        new = scene.cloud.cluster_issuers.rotate(scene.issuer)

    assert ids(scene.cloud, scene.issuer.url, new.kid) == before
    clock.advance(600)
    assert new.kid in ids(scene.cloud, scene.issuer.url, new.kid)


def test_the_keys_are_where_the_document_says(cloud: Cloud, trusted_site: Site) -> None:
    issuer = publish(trusted_site, "a", "b")

    assert ids(cloud, issuer) == ["a", "b"]
    assert trusted_site.asked == ["/tenant/.well-known/openid-configuration", "/elsewhere/keys"]


def test_an_issuer_with_a_slash_at_its_end_is_not_asked_with_two(cloud: Cloud, trusted_site: Site) -> None:
    issuer = publish(trusted_site, "a", issuer=f"{trusted_site.url}/tenant/") + "/"

    assert ids(cloud, issuer) == ["a"]


@pytest.mark.parametrize(
    "changed",
    [
        {"issuer": "https://oidc.test/other"},
        {"issuer": "HTTPS://127.0.0.1/tenant"},
        {"jwks_uri": "http://127.0.0.1/keys"},
        {"jwks_uri": "https://nowhere.invalid/keys"},
        {"jwks_uri": "https://127.0.0.1:bad/keys"},
        {"jwks_uri": "/elsewhere/keys"},
        {"authorization_endpoint": ""},
    ],
)
def test_a_document_that_is_not_the_issuers_own_leads_nowhere(
    cloud: Cloud, trusted_site: Site, changed: dict[str, Any]
) -> None:
    assert isinstance(keys(cloud, publish(trusted_site, "a", **changed)), Unreachable)


def test_an_issuer_that_answers_an_error_is_unreachable(cloud: Cloud, trusted_site: Site) -> None:
    assert isinstance(keys(cloud, trusted_site.url), Unreachable)


def test_keys_that_are_none_cannot_be_parsed(cloud: Cloud, trusted_site: Site) -> None:
    issuer = publish(trusted_site)
    trusted_site.pages["/elsewhere/keys"] = Page(b"<html>")

    assert isinstance(keys(cloud, issuer), Unparsable)


def test_an_issuer_on_this_machine_is_fresh_at_every_use(cloud: Cloud, trusted_site: Site) -> None:
    issuer = publish(trusted_site, "a")
    ids(cloud, issuer, "a")
    publish(trusted_site, "b")

    assert ids(cloud, issuer, "a") == ["b"]


def test_a_failure_is_not_remembered(cloud: Cloud, trusted_site: Site) -> None:
    """An issuer that comes up is seen at once."""
    assert isinstance(keys(cloud, f"{trusted_site.url}/tenant"), Unreachable)

    assert ids(cloud, publish(trusted_site, "a")) == ["a"]


@pytest.mark.parametrize(
    "issuer",
    [
        "",
        "x",
        "http://oidc.test/",
        "https://",
        "https://user@oidc.test/",
        "https://oidc.test/#a",
        "https://oidc.test/?a",
        "https://oidc.test\\@evil.test/",
        "https://oidc.test/\n",
        "https://oidc.test:x/",
        "ftp://oidc.test/",
        "//oidc.test/",
    ],
)
def test_what_is_no_issuer_is_never_asked(cloud: Cloud, issuer: str) -> None:
    assert isinstance(keys(cloud, issuer), Unreachable)
