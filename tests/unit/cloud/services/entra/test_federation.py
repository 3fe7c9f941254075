"""Proof by a federated assertion: what is allowed, and what fault injection changes.

Hostile assertions have a table of their own: tests/hostile/test_assertions.py.
"""

import json
from typing import Any

import pytest

from aksess.clock import FakeClock
from aksess.cloud.identity.directory import Vouched
from aksess.cloud.oidc.signing_keys import make_pem, public_jwk
from aksess.cloud.state.simulation import SimulationSettings
from tests.federation_scene import AUDIENCE, SUBJECT, Scene, new_application, number
from tests.https_site import Page, Site


def test_an_application_federates_as_an_identity_does(scene: Scene) -> None:
    scene.identity = new_application(scene.cloud, Vouched("f", "wi", scene.issuer.url, SUBJECT, [AUDIENCE]))

    assert scene.exchange(scene.assertion()).status == 200


def test_an_assertion_may_be_presented_again(scene: Scene) -> None:
    """SDKs do, for every scope: Entra checks no ``jti`` here."""
    assertion = scene.assertion()

    assert [200, 200] == [scene.exchange(assertion).status, scene.exchange(assertion).status]


def test_an_assertion_needs_no_jti_and_may_say_its_type(scene: Scene) -> None:
    typed = scene.assertion(scene.header(typ="JWT"), jti=...)

    assert scene.exchange(typed).status == 200


def test_an_audience_may_be_a_text(scene: Scene) -> None:
    """Of one value, as in the tokens of other issuers."""
    assert scene.exchange(scene.assertion(aud=AUDIENCE)).status == 200


@pytest.mark.parametrize(("issued", "ends"), [(0, 25 * 3600), (-3600, 1), (-3600, -300), (300, 3600)])
def test_the_limits_of_the_times_are_good(scene: Scene, issued: int, ends: int) -> None:
    """25 hours, a second to go, five minutes over, five minutes early."""
    now = int(scene.cloud.clock.now())

    assert scene.exchange(scene.assertion(iat=now + issued, nbf=now + issued, exp=now + ends)).status == 200


def test_one_credential_of_several_is_enough(scene: Scene) -> None:
    scene.trust("a", subject="system:serviceaccount:widemo:a")
    scene.trust("z", issuer="https://oidc.test/")

    assert scene.exchange(scene.assertion()).status == 200


def test_the_event_says_which_link_broke_and_what_was_wanted(scene: Scene) -> None:
    scene.exchange(scene.assertion(sub="system:serviceaccount:widemo:default"))
    event = scene.cloud.activity_log.recent[-1]
    decision = event.decision

    assert decision is not None
    assert ("subject", "system:serviceaccount:widemo:default", (SUBJECT,), "AADSTS700213", "WI305") == (
        decision.link,
        decision.found,
        decision.wanted,
        event.code,
        decision.finding,
    )


def test_a_new_credential_counts_after_the_propagation_delay(scene: Scene, clock: FakeClock) -> None:
    """Until then the identity has none, and then it does."""
    scene.cloud.simulation.settings = SimulationSettings(propagation_delay=30.0)
    assert number(scene.exchange(scene.assertion())) == 70025
    clock.advance(30)

    assert number(scene.exchange(scene.assertion())) == 0


def test_a_kept_key_set_does_not_know_a_rotated_key_until_it_expires(scene: Scene, clock: FakeClock) -> None:
    scene.cloud.simulation.settings = SimulationSettings(jwks_cache=600.0)
    assert scene.exchange(scene.assertion()).status == 200
    with scene.cloud.store.transaction():
        scene.cloud.cluster_issuers.rotate(scene.issuer)

    assert number(scene.exchange(scene.assertion())) == 7000272
    clock.advance(600)
    assert number(scene.exchange(scene.assertion())) == 0


def test_the_key_before_a_rotation_is_good_for_a_day(scene: Scene, clock: FakeClock) -> None:
    assertion = scene.assertion(exp=int(clock.now()) + 25 * 3600)
    with scene.cloud.store.transaction():
        scene.cloud.cluster_issuers.rotate(scene.issuer)
    clock.advance(24 * 3600 - 1)
    assert number(scene.exchange(assertion)) == 0
    clock.advance(1)

    assert number(scene.exchange(assertion)) == 7000272


def published(site: Site, pem: str, **changed: Any) -> str:
    document = {"issuer": site.url, "jwks_uri": f"{site.url}/keys", **changed}
    site.pages["/.well-known/openid-configuration"] = Page(json.dumps(document).encode())
    site.pages["/keys"] = Page(json.dumps({"keys": [public_jwk(pem, "k")]}).encode())
    return site.url


def test_an_issuer_of_the_outside_world_is_asked(scene: Scene, trusted_site: Site) -> None:
    pem = make_pem()
    url = published(trusted_site, pem)
    scene.trust(issuer=url, subject="repo:octo/hello:ref:refs/heads/main")
    token = scene.assertion(scene.header(kid="k"), key=pem, iss=url, sub="repo:octo/hello:ref:refs/heads/main")

    assert scene.exchange(token).status == 200


def test_an_issuer_that_is_not_trusted_is_not_reached(scene: Scene, site: Site) -> None:
    pem = make_pem()
    url = published(site, pem)
    scene.trust(issuer=url)

    assert number(scene.exchange(scene.assertion(scene.header(kid="k"), key=pem, iss=url))) == 501661


def test_keys_that_cannot_be_read_are_said_to_be_so(scene: Scene, trusted_site: Site) -> None:
    url = published(trusted_site, make_pem())
    trusted_site.pages["/keys"] = Page(b"<html>")
    scene.trust(issuer=url)

    assert number(scene.exchange(scene.assertion(iss=url))) == 900612
