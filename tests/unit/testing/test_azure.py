"""A local Azure in the process of a test."""

import os
from pathlib import Path

import pytest

from aksess.clock import FakeClock
from aksess.cloud.state.simulation import SimulationSettings
from aksess.testing import LocalAzure, ServerThread
from tests.cloud_objects import issuer_of, put_cluster, put_credential, put_identity

NOBODY = "9f9f9f9f-0000-4000-8000-000000000001"


def test_two_local_azures_at_one_server_do_not_meet(aksess_server: ServerThread) -> None:
    """Each has a subscription and a listener of its own."""
    with LocalAzure(aksess_server) as one, LocalAzure(aksess_server) as two:
        assert one.settings.subscription != two.settings.subscription
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


@pytest.mark.parametrize("changes", [{"nothing": 1}, {"throttle": -1}, {"token_lifetime": "x"}, {"clock_ahead": 1e300}])
def test_what_is_no_value_of_a_switch_is_refused(local_azure: LocalAzure, changes: dict[str, object]) -> None:
    """And the simulation stay as they were."""
    with pytest.raises(ValueError, match="to simulate"):
        local_azure.simulate(**changes)

    assert SimulationSettings() == local_azure.simulate()


def test_a_switch_is_changed_and_the_others_stay(local_azure: LocalAzure) -> None:
    local_azure.simulate(throttle=5)

    assert local_azure.simulate(entra_outage=True).throttle == 5


def test_an_answer_comes_from_the_real_host_name(local_azure: LocalAzure) -> None:
    """Through the proxy, with TLS under our root, and an event says so."""
    tenant = local_azure.settings.tenant
    with local_azure.http() as http:
        answer = http.get(f"https://login.microsoftonline.com/{tenant}/v2.0/.well-known/openid-configuration")

    assert 200 == answer.status_code
    assert tenant in answer.json()["issuer"]
    assert [("login.microsoftonline.com", 200)] == [(event.host, event.status) for event in local_azure.events]


def test_a_pod_sees_four_variables_and_nothing_of_the_operator(local_azure: LocalAzure) -> None:
    """The variables of the webhook, a token file that is there, and no secret of anybody."""
    cluster = local_azure.on_server(put_cluster)
    identity = local_azure.on_server(put_identity)
    issuer = issuer_of(local_azure.cloud, cluster)
    local_azure.on_server(lambda cloud: put_credential(cloud, identity, issuer, "system:serviceaccount:widemo:sa"))

    pod = local_azure.environment(as_="widemo/sa")

    injected = {"AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE", "AZURE_AUTHORITY_HOST"}
    assert injected == {name for name in pod if name.startswith(("AZURE_", "ARM_"))} - {"AZURE_CONFIG_DIR"}
    assert identity.app_id == pod["AZURE_CLIENT_ID"]
    assert 2 == Path(pod["AZURE_FEDERATED_TOKEN_FILE"]).read_text().count(".")
    assert local_azure.settings.operator_secret not in pod.values()


def test_a_pod_gets_a_new_token_when_four_fifths_of_its_life_are_spent(aksess_server: ServerThread) -> None:
    """As the kubelet does, and not before."""
    clock = FakeClock()
    with LocalAzure(aksess_server, clock=clock) as azure:
        azure.on_server(put_cluster)
        pod = azure.pod("widemo/sa", client_id=NOBODY)
        file = Path(pod.environment["AZURE_FEDERATED_TOKEN_FILE"])
        first = file.read_bytes()
        clock.advance(0.8 * 3600 - 1)
        early = pod.projection.refresh()
        clock.advance(1)

        assert (False, True) == (early, pod.projection.refresh())
        assert first != file.read_bytes()


def test_nothing_of_a_pod_is_left_behind(aksess_server: ServerThread) -> None:
    with LocalAzure(aksess_server) as azure:
        azure.on_server(put_cluster)
        pod = azure.environment("widemo/sa", client_id=NOBODY)
        file = Path(pod["AZURE_FEDERATED_TOKEN_FILE"])
        listeners = len(aksess_server.server.listeners)

    assert not file.parent.exists()
    assert listeners - 2 == len(aksess_server.server.listeners)
