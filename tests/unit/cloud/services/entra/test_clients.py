"""The client: who it is, and its secrets."""

import hashlib

import pytest

from aksess.clock import FakeClock
from aksess.cloud.cloud import Cloud
from aksess.cloud.identity.directory import Application, Kind, Principal, Secret
from tests.cloud_fixtures import Ask, Reply
from tests.federation_scene import number

CLIENT = "aaaaaaaa-0000-0000-0000-000000000001"


def secret(text: str, starts: float = 0.0, ends: float = 0.0) -> Secret:
    return Secret(text, hashlib.sha256(text.encode()).hexdigest(), starts=starts, ends=ends)


def registered(cloud: Cloud, *secrets: Secret, principal: bool = True, enabled: bool = True) -> None:
    with cloud.store.transaction():
        cloud.directory.put_application(Application("o", CLIENT, "app", secrets=list(secrets)))
        if principal:
            cloud.directory.put(Principal("p", Kind.APPLICATION, "app", CLIENT, enabled, application_id="o"))


def asked(ask: Ask, client: str = CLIENT, text: str = "right") -> Reply:
    form = {
        "grant_type": "client_credentials",
        "client_id": client,
        "client_secret": text,
        "scope": "https://vault.azure.net/.default",
    }
    return ask("POST", f"https://login.microsoftonline.com/{ask.cloud.settings.tenant}/oauth2/v2.0/token", form=form)


def test_an_application_signs_in_with_its_secret(ask: Ask, cloud: Cloud) -> None:
    registered(cloud, secret("right"))

    assert asked(ask).status == 200


def test_the_client_id_may_be_in_capitals(ask: Ask, cloud: Cloud) -> None:
    registered(cloud, secret("right"))

    assert asked(ask, CLIENT.upper()).status == 200


def test_an_application_without_service_principal_is_said_to_lack_one(ask: Ask, cloud: Cloud) -> None:
    registered(cloud, secret("right"), principal=False)

    assert (401, 7000229) == (asked(ask).status, number(asked(ask)))


def test_a_disabled_application_is_said_to_be_disabled(ask: Ask, cloud: Cloud) -> None:
    registered(cloud, secret("right"), enabled=False)

    assert (400, 7000112) == (asked(ask).status, number(asked(ask)))


def test_an_object_id_in_place_of_the_client_id_is_not_found_and_noted(ask: Ask, cloud: Cloud) -> None:
    """The usual mistake: the event says which client id was wanted."""
    registered(cloud, secret("right"))
    cloud_settings = cloud.settings

    assert number(asked(ask, cloud_settings.operator_object_id)) == 700016
    decision = cloud.activity_log.recent[-1].decision
    assert decision is not None
    assert ((cloud_settings.operator_client_id,), "WI202") == (decision.wanted, decision.finding)


@pytest.mark.parametrize("text", ["wrong", "righ", "right ", "Right", "right\x00", "o", "x" * 10_000])
def test_another_secret_is_refused(ask: Ask, cloud: Cloud, text: str) -> None:
    """The id of a secret is no secret."""
    registered(cloud, secret("right"))

    assert (401, 7000215) == (asked(ask, text=text).status, number(asked(ask, text=text)))


def test_an_application_without_secrets_has_none_to_present(ask: Ask, cloud: Cloud) -> None:
    registered(cloud)

    assert number(asked(ask)) == 7000215


def test_an_expired_secret_is_said_to_be_expired(ask: Ask, cloud: Cloud, clock: FakeClock) -> None:
    registered(cloud, secret("right", ends=clock.now() + 60))
    assert asked(ask).status == 200
    clock.advance(60)

    assert number(asked(ask)) == 7000222


def test_a_secret_does_not_count_before_it_starts(ask: Ask, cloud: Cloud, clock: FakeClock) -> None:
    registered(cloud, secret("right", starts=clock.now() + 60))

    assert number(asked(ask)) == 7000222


def test_one_of_several_secrets_is_enough(ask: Ask, cloud: Cloud, clock: FakeClock) -> None:
    """Rotation: the old one has expired, the new one has not."""
    registered(cloud, secret("old", ends=clock.now() - 1), secret("right"))

    assert asked(ask).status == 200


def test_a_service_principal_may_have_secrets_of_its_own(ask: Ask, cloud: Cloud) -> None:
    with cloud.store.transaction():
        cloud.directory.put(Principal("p", Kind.APPLICATION, "app", CLIENT, secrets=[secret("right")]))

    assert asked(ask).status == 200


def test_a_managed_identity_has_no_secret(ask: Ask, cloud: Cloud) -> None:
    with cloud.store.transaction():
        cloud.directory.put(Principal("p", Kind.MANAGED_IDENTITY, "mi", CLIENT, resource_id="/x"))

    assert number(asked(ask)) == 7000232


def test_no_secret_is_told_to_anybody(ask: Ask, cloud: Cloud) -> None:
    """Not in the answer, not in the event, not in what the objects print."""
    registered(cloud, secret("right"))
    reply = asked(ask, text="a-wrong-but-secret-value")

    assert "a-wrong-but-secret-value" not in reply.body.decode() + repr(cloud.activity_log.recent)
    assert "sha256" not in repr(cloud.directory.application("o"))
