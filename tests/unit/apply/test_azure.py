"""Azure over HTTP as a service principal: what the client waits for, and what ends the wait."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from aksess.apply import ApplyFailed, Azure, Principal
from aksess.apply.azure import ARM
from aksess.clock import FakeClock
from aksess.testing import LocalAzure
from aksess.testing.server import ServerThread
from tests.unit.apply.conftest import WHOLE

GROUPS = "2023-07-01"


@pytest.fixture
def clock() -> FakeClock:
    """The clock of the local Azure and of its clients, so that no test waits for seconds."""
    return FakeClock()


@pytest.fixture
def local_azure(aksess_server: ServerThread, clock: FakeClock) -> Iterator[LocalAzure]:
    """A local Azure whose time moves only while a client sleeps."""
    with LocalAzure(aksess_server, clock=clock) as azure:
        yield azure


@pytest.fixture
def azure(local_azure: LocalAzure, clock: FakeClock) -> Iterator[Azure]:
    """A client with the operator's credentials."""
    azure = Azure(principal(local_azure), local_azure.proxy, local_azure.root_certificate, clock)
    yield azure
    azure.close()


def principal(azure: LocalAzure, secret: str = "") -> Principal:
    me = azure.operator
    return Principal(me.tenant, me.subscription, me.client_id, secret or me.client_secret)


def test_a_refusal_carries_azures_code_and_words(azure: Azure) -> None:
    path = f"/subscriptions/{azure.principal.subscription}/resourcegroups/none"
    with pytest.raises(ApplyFailed, match="could not be found") as failed:
        azure.arm("GET", path, GROUPS)

    assert (404, "ResourceGroupNotFound") == (failed.value.status, failed.value.code)


def test_a_refusal_that_was_allowed_is_an_answer(azure: Azure) -> None:
    path = f"/subscriptions/{azure.principal.subscription}/resourcegroups/none"

    assert 404 == azure.arm("GET", path, GROUPS, allowed=(404,)).status_code


def test_a_wrong_secret_is_entras_error(local_azure: LocalAzure) -> None:
    azure = Azure(principal(local_azure, "wrong"), local_azure.proxy, local_azure.root_certificate)
    with pytest.raises(ApplyFailed, match="AADSTS7000215"):
        azure.arm("GET", "/subscriptions", "2022-12-01")
    azure.close()


def test_nobody_there_is_said_so(local_azure: LocalAzure) -> None:
    azure = Azure(principal(local_azure), "http://127.0.0.1:9", local_azure.root_certificate)
    with pytest.raises(ApplyFailed, match="no answer"):
        azure.arm("GET", "/subscriptions", "2022-12-01")
    azure.close()


def test_a_throttled_request_is_sent_again(azure: Azure, local_azure: LocalAzure, clock: FakeClock) -> None:
    """The client sleeps for the seconds of ``Retry-After`` and repeats the request."""
    local_azure.simulate(throttle=1)
    before = clock.now()
    for _ in range(3):
        assert 200 == azure.arm("GET", "/subscriptions", "2022-12-01").status_code

    assert 429 in {event.status for event in local_azure.events}
    assert before + 1 <= clock.now()


def test_a_write_beside_somebody_elses_is_sent_again(local_azure: LocalAzure) -> None:
    """Two who apply one file at once: Azure refuses concurrent writes of one identity's federated credentials."""
    local_azure.apply(WHOLE)
    with ThreadPoolExecutor(3) as pool:
        for applied in [pool.submit(local_azure.apply, WHOLE) for _ in range(3)]:
            applied.result()

    assert 409 in {event.status for event in local_azure.events}


def test_a_new_role_assignment_is_waited_for(local_azure: LocalAzure) -> None:
    """The secret is written with a role that was assigned a moment before."""
    local_azure.simulate(propagation_delay=1)
    local_azure.apply(WHOLE)

    refused = [event for event in local_azure.events if event.service == "keyvault" and event.status == 403]
    assert refused


def test_the_object_id_is_the_one_of_the_token(azure: Azure, local_azure: LocalAzure) -> None:
    assert local_azure.settings.operator_object_id == azure.object_id


def test_a_secret_is_in_no_repr(local_azure: LocalAzure) -> None:
    assert local_azure.operator.client_secret not in repr(principal(local_azure))


def test_a_long_operation_is_followed_to_its_end(azure: Azure, local_azure: LocalAzure) -> None:
    """The answer is the current resource, not the promise of one."""
    subscription = azure.principal.subscription
    group = f"/subscriptions/{subscription}/resourceGroups/long"
    azure.arm("PUT", group, GROUPS, {"location": "westeurope"})
    deleted = azure.arm("DELETE", group, GROUPS)

    assert deleted.status_code in (200, 202)
    assert 404 == azure.arm("GET", group, GROUPS, allowed=(404,)).status_code
    assert ARM.endswith(local_azure.events[-1].host)
