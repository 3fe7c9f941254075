"""What Azure does on a bad day, as the real SDKs meet it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from azure.core.exceptions import ClientAuthenticationError, HttpResponseError
from azure.identity import ClientSecretCredential, DefaultAzureCredential, WorkloadIdentityCredential
from azure.keyvault.secrets import SecretClient

from aksess.chain.annotations import EXPIRATION
from aksess.cloud.cloud import Cloud
from aksess.testing import LocalAzure
from tests.cloud_objects import issuer_of, put_credential, put_identity
from tests.sdk.tokens import claims_of
from tests.sdk.workload import ARM_SCOPE, POD, SUBJECT, VAULT_SCOPE, Workload

HOUR = 3600.0
DAY = 24 * HOUR


@pytest.fixture
def azure(local_azure: LocalAzure) -> LocalAzure:
    """A local Azure, by a short name."""
    return local_azure


def signed_in(azure: LocalAzure, **pod: Any) -> dict[str, Any]:
    """The claims of a new token for a pod."""
    with azure.inside(POD, **pod), WorkloadIdentityCredential() as credential:
        return claims_of(credential.get_token(VAULT_SCOPE).token)


def number_of(sign_in: Callable[[], object]) -> str:
    """The AADSTS number that azure-identity shows."""
    with pytest.raises(ClientAuthenticationError) as refused:
        sign_in()
    return str(refused.value).partition("AADSTS")[2].partition(":")[0]


def test_a_new_credential_takes_its_time(azure: LocalAzure, workload: Workload) -> None:
    """With a propagation delay, Entra does not know it yet; then it does."""
    azure.simulate(propagation_delay=120)

    def late(cloud: Cloud) -> str:
        identity = put_identity(cloud, "late")
        credential = put_credential(cloud, identity, issuer_of(cloud, workload.cluster), SUBJECT)
        credential.changed = cloud.clock.now()
        with cloud.store.transaction():
            cloud.inventory.put(credential)
        return identity.app_id

    client_id = azure.on_server(late)
    early = number_of(lambda: signed_in(azure, client_id=client_id))
    azure.simulate(clock_ahead=121)

    assert "70025" == early
    assert client_id == signed_in(azure, client_id=client_id)["appid"]


def test_an_outage_of_entras_is_told_and_passes(azure: LocalAzure, workload: Workload) -> None:
    """The SDK retries as long as it is let; who has a token does not notice."""
    with (
        azure.inside(POD),
        DefaultAzureCredential() as credential,
        SecretClient(workload.url, credential) as client,
    ):
        client.set_secret("s", "x")
        azure.simulate(entra_outage=True)
        kept = client.get_secret("s").value
        with WorkloadIdentityCredential(retry_total=1, retry_backoff_factor=0) as other:
            number = number_of(lambda: other.get_token(VAULT_SCOPE))
        azure.simulate(entra_outage=False)

        assert ("x", "90033") == (kept, number)
        assert [503, 503] == [event.status for event in azure.events if event.code][-2:]
        assert workload.identity.app_id == signed_in(azure)["appid"]


def test_a_throttled_client_waits_and_goes_on(azure: LocalAzure, workload: Workload) -> None:
    """429 with Retry-After: azure-core waits that second, and the program sees nothing of it."""
    with azure.inside(POD), DefaultAzureCredential() as credential, SecretClient(workload.url, credential) as client:
        client.set_secret("s", "x")
        azure.simulate(throttle=1)
        values = [client.get_secret("s").value for _ in range(3)]

    assert ["x"] * 3 == values
    assert 429 in {event.status for event in azure.events if event.service == "keyvault"}


def test_a_throttled_client_that_may_not_wait_is_told(azure: LocalAzure, workload: Workload) -> None:
    """The exception carries the status and the header."""
    with (
        azure.inside(POD),
        DefaultAzureCredential() as credential,
        SecretClient(workload.url, credential, retry_total=0) as client,
    ):
        client.set_secret("s", "x")
        azure.simulate(throttle=0.5)
        with pytest.raises(HttpResponseError) as refused:
            client.get_secret("s")

    response: Any = refused.value.response
    assert (429, "1") == (refused.value.status_code, response.headers["Retry-After"])


def test_a_rotated_key_is_good_for_a_day(azure: LocalAzure, workload: Workload, tmp_path: Path) -> None:
    """A token of the old key is accepted while the cluster publishes it, and by name refused afterwards."""
    pod = azure.environment(POD, annotations={EXPIRATION: str(int(DAY))})
    old = tmp_path / "token"
    old.write_bytes(Path(pod["AZURE_FEDERATED_TOKEN_FILE"]).read_bytes())

    def sign_in() -> dict[str, Any]:
        with azure.inside(POD), WorkloadIdentityCredential(token_file_path=str(old)) as credential:
            return claims_of(credential.get_token(VAULT_SCOPE).token)

    azure.rotate_keys("widemo-aks")
    at_once = sign_in()
    azure.simulate(clock_ahead=DAY - 60)
    in_time = sign_in()
    azure.simulate(clock_ahead=DAY + 60)

    assert [workload.identity.app_id] * 2 == [at_once["appid"], in_time["appid"]]
    assert "7000272" == number_of(sign_in)
    assert workload.identity.app_id == signed_in(azure, annotations={EXPIRATION: "7200"})["appid"]


def test_a_key_that_entra_has_not_met_is_refused_for_a_while(azure: LocalAzure, workload: Workload) -> None:
    """Entra keeps what it fetched: a token of the new key is 7000272 until it fetches again."""
    azure.simulate(jwks_cache=2 * HOUR)
    before = signed_in(azure)
    azure.rotate_keys("widemo-aks")
    azure.simulate(clock_ahead=0.9 * HOUR)
    azure.pod(POD).projection.refresh()
    unknown = number_of(lambda: signed_in(azure))
    azure.simulate(clock_ahead=2.1 * HOUR)
    azure.pod(POD).projection.refresh()

    assert "7000272" == unknown
    assert before["appid"] == signed_in(azure)["appid"]


def test_a_token_lives_as_long_as_it_is_said(azure: LocalAzure, workload: Workload) -> None:
    """The switch is for everybody's tokens; one that has run out is refused by the vault."""
    azure.simulate(token_lifetime=600)
    who = azure.operator
    with azure.inside(), ClientSecretCredential(who.tenant, who.client_id, who.client_secret) as operator:
        hers = operator.get_token(ARM_SCOPE)
    with azure.inside(POD), DefaultAzureCredential() as credential, SecretClient(workload.url, credential) as client:
        client.set_secret("s", "x")
        mine = credential.get_token(VAULT_SCOPE)
        azure.simulate(clock_ahead=600 + 301)
        with pytest.raises(ClientAuthenticationError) as refused:
            client.get_secret("s")

    assert [600, 600] == [claims["exp"] - claims["iat"] - 300 for claims in map(claims_of, (mine.token, hers.token))]
    assert 401 == refused.value.status_code
