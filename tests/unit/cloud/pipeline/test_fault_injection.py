"""Fault injection: delays, throttling and outages."""

from typing import Any

import pytest

from aksess.clock import FakeClock
from aksess.cloud.state.simulation import SimulationSettings
from tests.cloud_fixtures import Ask

ARM = "https://management.azure.com/subscriptions?api-version=2022-12-01"


def switched(ask: Ask, **changes: Any) -> None:
    ask.cloud.simulation.settings = SimulationSettings(**changes)


def test_nothing_is_switched_on_by_itself() -> None:
    assert not any(
        [
            SimulationSettings().propagation_delay,
            SimulationSettings().throttle,
            SimulationSettings().entra_outage,
            SimulationSettings().clock_ahead,
        ]
    )


def test_in_an_outage_entra_says_so_and_others_go_on(ask: Ask) -> None:
    """Tokens that were issued before are still good."""
    token = ask.operator()
    switched(ask, entra_outage=True)
    url = f"https://login.microsoftonline.com/{ask.cloud.settings.tenant}/oauth2/v2.0/token"

    assert 503 == ask("POST", url, form={"grant_type": "client_credentials"}).status
    assert 200 == ask("GET", ARM, token=token).status


def test_more_than_allowed_in_a_second_is_429_until_the_next(ask: Ask, clock: FakeClock) -> None:
    """With how long to wait, as Azure says it."""
    switched(ask, throttle=2)
    token = ask.operator()
    answers = [ask("GET", ARM, token=token) for _ in range(3)]
    clock.advance(1)
    later = ask("GET", ARM, token=token)

    assert [200, 200, 429] == [answer.status for answer in answers]
    assert "1" == answers[-1].headers["retry-after"]
    assert 200 == later.status


def test_our_own_control_host_knows_no_weather(ask: Ask) -> None:
    """Whoever switched it on must be able to switch it off."""
    switched(ask, throttle=1)
    status = [
        ask("GET", "http://control.aksess.internal/status", token=ask.cloud.administration.key).status for _ in range(3)
    ]

    assert [200, 200, 200] == status


@pytest.mark.parametrize("seconds", [60, 86_400])
def test_a_token_lives_as_long_as_the_switch_says(ask: Ask, seconds: int) -> None:
    switched(ask, token_lifetime=seconds)
    me = ask.cloud.settings
    form = {
        "grant_type": "client_credentials",
        "client_id": me.operator_client_id,
        "client_secret": me.operator_secret,
        "scope": "https://vault.azure.net/.default",
    }
    answer = ask("POST", f"https://login.microsoftonline.com/{me.tenant}/oauth2/v2.0/token", form=form)

    assert abs(seconds - answer.json()["expires_in"]) <= 1
