"""azure-identity, unmodified: every credential that a workload may meet, with the environment of ``run`` alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from azure.identity import (
    ChainedTokenCredential,
    ClientAssertionCredential,
    ClientSecretCredential,
    DefaultAzureCredential,
    EnvironmentCredential,
    ManagedIdentityCredential,
    WorkloadIdentityCredential,
)
from azure.keyvault.secrets import SecretClient

from aksess.testing.azure import LocalAzure
from tests.sdk.tokens import claims_of
from tests.sdk.workload import ARM_SCOPE, POD, VAULT_SCOPE, Workload


def test_a_pod_signs_in_as_its_identity(local_azure: LocalAzure, workload: Workload) -> None:
    """WorkloadIdentityCredential needs no argument; the token names the identity, its tenant and its ARM id."""
    with local_azure.inside(POD), WorkloadIdentityCredential() as credential:
        token = credential.get_token(VAULT_SCOPE)

    claims = claims_of(token.token)
    assert (workload.identity.object_id, workload.identity.app_id) == (claims["oid"], claims["appid"])
    assert ("https://vault.azure.net", local_azure.settings.tenant) == (claims["aud"], claims["tid"])
    assert workload.identity.resource_id.lower() == claims["xms_mirid"].lower()
    assert token.expires_on == pytest.approx(claims["exp"], abs=5)


def test_a_pod_reads_a_secret_with_the_default_credential(local_azure: LocalAzure, workload: Workload) -> None:
    """The quick-start program: one question without a token, one exchange, one answer."""
    with (
        local_azure.inside(POD),
        DefaultAzureCredential() as credential,
        SecretClient(workload.url, credential) as client,
    ):
        client.set_secret("my-secret", "Hello from Key Vault")
        found = client.get_secret("my-secret")

    assert "Hello from Key Vault" == found.value
    asked = [(event.service, event.status) for event in local_azure.events if event.service in {"entra", "keyvault"}]
    assert [("keyvault", 401), ("entra", 200), ("keyvault", 200), ("keyvault", 200)] == asked


def test_a_managed_identity_credential_in_a_pod_exchanges_the_token(
    local_azure: LocalAzure, workload: Workload
) -> None:
    """With the four variables there, the SDK does not ask the metadata service."""
    with local_azure.inside(POD), ManagedIdentityCredential() as credential:
        claims = claims_of(credential.get_token(VAULT_SCOPE).token)

    assert workload.identity.object_id == claims["oid"]
    assert "imds" not in {event.service for event in local_azure.events}


def test_a_pod_without_the_label_gets_the_nodes_identity(
    local_azure: LocalAzure, workload: Workload, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What surprises people on AKS: with no injected variable the metadata service answers for the kubelet."""
    with local_azure.inside(POD):
        for name in ("AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE", "AZURE_AUTHORITY_HOST"):
            monkeypatch.delenv(name)
        with DefaultAzureCredential() as credential:
            claims = claims_of(credential.get_token(VAULT_SCOPE).token)
        monkeypatch.undo()

    assert workload.kubelet.object_id == claims["oid"]


def test_the_metadata_service_answers_for_the_operator(local_azure: LocalAzure) -> None:
    """A machine to which the operator itself is assigned, by default and by its client id."""
    me = local_azure.settings
    with local_azure.inside(), ManagedIdentityCredential() as default:
        claims = claims_of(default.get_token(ARM_SCOPE).token)
    with local_azure.inside(), ManagedIdentityCredential(client_id=me.operator_client_id) as named:
        same = claims_of(named.get_token(ARM_SCOPE).token)

    assert [me.operator_object_id] * 2 == [claims["oid"], same["oid"]]


def test_the_operator_signs_in_with_its_environment(local_azure: LocalAzure) -> None:
    """DefaultAzureCredential finds EnvironmentCredential first, as on a build machine."""
    with local_azure.inside(), DefaultAzureCredential() as default, EnvironmentCredential() as environment:
        found = {claims_of(each.get_token(ARM_SCOPE).token)["oid"] for each in (default, environment)}

    assert {local_azure.settings.operator_object_id} == found


def test_a_client_secret_signs_in_at_every_host_of_entras(local_azure: LocalAzure) -> None:
    """MSAL asks for the instance, then the tenant, then the token; with nothing switched off."""
    me = local_azure.operator
    for authority in ("login.microsoftonline.com", "login.windows.net", "login.microsoft.com"):
        with (
            local_azure.inside(),
            ClientSecretCredential(me.tenant, me.client_id, me.client_secret, authority=authority) as credential,
        ):
            token = credential.get_token_info(ARM_SCOPE)

        assert "Bearer" == token.token_type
        assert local_azure.settings.operator_object_id == claims_of(token.token)["oid"]


def test_an_assertion_of_ones_own_reading_signs_in(local_azure: LocalAzure, workload: Workload) -> None:
    """ClientAssertionCredential with a function that reads the projected file, through MSAL and its discovery."""
    with local_azure.inside(POD):
        file = Path(os.environ["AZURE_FEDERATED_TOKEN_FILE"])
        who = (os.environ["AZURE_TENANT_ID"], os.environ["AZURE_CLIENT_ID"])
        with ClientAssertionCredential(*who, file.read_text) as credential:
            claims = claims_of(credential.get_token(ARM_SCOPE).token)

    assert (workload.identity.object_id, "2") == (claims["oid"], claims["appidacr"])


def test_a_chain_goes_on_where_a_credential_is_not_there(local_azure: LocalAzure, workload: Workload) -> None:
    """No environment of a service principal in a pod: unavailable, and the next one is asked."""
    with local_azure.inside(POD), EnvironmentCredential() as first, WorkloadIdentityCredential() as second:
        chain = ChainedTokenCredential(first, second)
        claims = claims_of(chain.get_token(VAULT_SCOPE).token)

    assert workload.identity.object_id == claims["oid"]


def test_a_token_that_may_be_revoked_is_a_token(local_azure: LocalAzure, workload: Workload) -> None:
    """``enable_cae`` sends the client's capability ``cp1`` as claims; Entra issues all the same."""
    with local_azure.inside(POD), DefaultAzureCredential() as credential:
        token = credential.get_token(VAULT_SCOPE, enable_cae=True)
    me = local_azure.operator
    with (
        local_azure.inside(),
        ClientSecretCredential(me.tenant, me.client_id, me.client_secret) as operator,
    ):
        other = operator.get_token(ARM_SCOPE, enable_cae=True)

    assert workload.identity.object_id == claims_of(token.token)["oid"]
    assert local_azure.settings.operator_object_id == claims_of(other.token)["oid"]
