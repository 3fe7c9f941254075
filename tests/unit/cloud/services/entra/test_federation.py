"""Proof by a federated assertion: what is allowed, what day two changes, and Entra's own tokens as assertions.

Hostile assertions have a table of their own: tests/hostile/test_assertions.py.
"""

import json
from typing import Any

import pytest

from aksess.clock import FakeClock
from aksess.cloud.call import Origin
from aksess.cloud.directory import Application, Kind, Principal, Vouched
from aksess.cloud.keyring import make_pem, public_jwk
from aksess.cloud.local import Cloud
from aksess.cloud.weather import Switches
from tests.cloud_fixtures import Ask
from tests.federation_scene import AUDIENCE, SUBJECT, Scene, new_identity, number
from tests.https_site import Page, Site

APP = "aaaaaaaa-0000-0000-0000-000000000001"


def new_application(cloud: Cloud, *credentials: Vouched) -> Principal:
    principal = Principal("p", Kind.APPLICATION, "app", APP, application_id="o")
    with cloud.world.change():
        cloud.directory.put_application(Application("o", APP, "app", federated=list(credentials)))
        cloud.directory.put(principal)
    return principal


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
    note = scene.cloud.events.recent[-1].note

    assert ("subject", "system:serviceaccount:widemo:default", [SUBJECT], "AADSTS700213") == (
        note["link"],
        note["found"],
        note["wanted"],
        note["code"],
    )


def test_a_new_credential_counts_after_the_propagation_delay(scene: Scene, clock: FakeClock) -> None:
    """Until then the identity has none, and then it does."""
    scene.cloud.weather.switches = Switches(propagation_delay=30.0)
    assert number(scene.exchange(scene.assertion())) == 70025
    clock.advance(30)

    assert number(scene.exchange(scene.assertion())) == 0


def test_a_kept_key_set_does_not_know_a_rotated_key_until_it_expires(scene: Scene, clock: FakeClock) -> None:
    scene.cloud.weather.switches = Switches(jwks_cache=600.0)
    assert scene.exchange(scene.assertion()).status == 200
    with scene.cloud.world.change():
        scene.cloud.issuers.rotate(scene.issuer)

    assert number(scene.exchange(scene.assertion())) == 7000272
    clock.advance(600)
    assert number(scene.exchange(scene.assertion())) == 0


def test_the_key_before_a_rotation_is_good_for_a_day(scene: Scene, clock: FakeClock) -> None:
    assertion = scene.assertion(exp=int(clock.now()) + 25 * 3600)
    with scene.cloud.world.change():
        scene.cloud.issuers.rotate(scene.issuer)
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


def identity_token(ask: Ask, identity: Principal, resource: str = AUDIENCE) -> str:
    """A token that an identity gets from the metadata service."""
    node = Origin("node", "10.0.0.4", identities=(identity.object_id,))
    url = f"http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource={resource}"
    return str(ask("GET", url, headers={"Metadata": "true"}, origin=node).json()["access_token"])


def trusting_identity(scene: Scene, **changed: Any) -> Principal:
    """An application that trusts an identity of the same tenant, and the identity."""
    identity = new_identity(scene.cloud, "trusted")
    usual: dict[str, Any] = {"issuer": scene.cloud.tokens.issuer_v2, "subject": identity.object_id}
    credential = Vouched("f", "mi", **{"audiences": [AUDIENCE], **usual, **changed})
    scene.identity = new_application(scene.cloud, credential)
    return identity


def test_an_application_may_trust_a_managed_identity(scene: Scene) -> None:
    identity = trusting_identity(scene)

    assert scene.exchange(identity_token(scene.ask, identity)).status == 200


def test_the_subject_of_an_identity_is_its_principal_id(scene: Scene) -> None:
    """Not its client id."""
    identity = trusting_identity(scene, subject="11111111-1111-1111-1111-111111111111")

    assert number(scene.exchange(identity_token(scene.ask, identity))) == 7002203


def test_an_identitys_token_for_another_audience_is_no_assertion(scene: Scene) -> None:
    identity = trusting_identity(scene)
    resource = "fb60f99c-7a34-4190-8149-302f77469936"

    assert number(scene.exchange(identity_token(scene.ask, identity, resource))) == 7002121


def test_a_token_that_came_of_a_federated_credential_is_no_assertion(scene: Scene) -> None:
    """A service account of an identity of an application: one step too many."""
    chained = scene.exchange(scene.assertion(), scope=f"{AUDIENCE}/.default").json()["access_token"]
    identity = scene.identity
    credential = Vouched("f", "mi", scene.cloud.tokens.issuer_v2, identity.object_id, [AUDIENCE])
    scene.identity = new_application(scene.cloud, credential)

    assert number(scene.exchange(chained)) == 700231


def test_an_applications_token_is_no_assertion(scene: Scene) -> None:
    settings = scene.cloud.settings
    form = {
        "grant_type": "client_credentials",
        "client_id": settings.operator_client_id,
        "client_secret": settings.operator_secret,
        "scope": f"{AUDIENCE}/.default",
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
