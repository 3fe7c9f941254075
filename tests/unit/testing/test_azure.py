"""A local Azure in the process of a test."""

import os
import time

import pytest

from aksess.clock import FakeClock
from aksess.testing import LocalAzure, ServerThread


def test_two_local_azures_at_one_server_do_not_meet(aksess_server: ServerThread) -> None:
    """Each has a tenant, a subscription and a door of its own."""
    with LocalAzure(aksess_server) as one, LocalAzure(aksess_server) as two:
        assert one.settings.tenant != two.settings.tenant
        assert one.proxy != two.proxy


def test_the_environment_is_put_back(local_azure: LocalAzure, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also what the operator's environment took away."""
    monkeypatch.setenv("AZURE_CLIENT_SECRET", "the user's own")
    before = dict(os.environ)
    with local_azure.inside():
        assert local_azure.settings.operator_secret == os.environ["AZURE_CLIENT_SECRET"]
        assert local_azure.proxy == os.environ["HTTPS_PROXY"]

    assert before == dict(os.environ)


def test_time_stands_still_until_the_test_moves_it(aksess_server: ServerThread) -> None:
    clock = FakeClock(1_700_000_000)
    with LocalAzure(aksess_server, clock=clock) as azure:
        clock.advance(60)

        assert 1_700_000_060 == azure.cloud.clock.now()


def test_a_switch_is_changed_and_the_others_stay(local_azure: LocalAzure) -> None:
    local_azure.switches(throttle=5)

    assert local_azure.switches(entra_outage=True).throttle == 5


def test_an_answer_comes_from_the_real_host_name(local_azure: LocalAzure) -> None:
    """Through the proxy, with TLS under our root, and an event says so."""
    tenant = local_azure.settings.tenant
    with local_azure.http() as http:
        answer = http.get(f"https://login.microsoftonline.com/{tenant}/v2.0/.well-known/openid-configuration")

    assert 200 == answer.status_code
    assert tenant in answer.json()["issuer"]
    assert [("login.microsoftonline.com", 200)] == [(event.host, event.status) for event in local_azure.events]


def test_one_more_local_azure_takes_milliseconds(aksess_server: ServerThread) -> None:
    """Ten of them in less than a second, on a busy machine too."""
    with LocalAzure(aksess_server):
        before = time.perf_counter()
    for _ in range(10):
        with LocalAzure(aksess_server):
            pass

    assert time.perf_counter() - before < 1.0
