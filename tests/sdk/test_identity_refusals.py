"""What azure-identity says where Entra refuses: its own exception, with Entra's number in the text."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from azure.core.exceptions import ClientAuthenticationError
from azure.identity import (
    ClientSecretCredential,
    DefaultAzureCredential,
    ManagedIdentityCredential,
    WorkloadIdentityCredential,
)

from aksess.testing.azure import LocalAzure
from tests.cloud_objects import issuer_of, put_credential, put_identity
from tests.sdk.workload import ARM_SCOPE, NAMESPACE, POD, SUBJECT, VAULT_SCOPE, Workload

NOBODY = "9f9f9f9f-0000-4000-8000-000000000001"


def refused(get_token: Callable[[str], Any], scope: str = VAULT_SCOPE) -> str:
    """What the exception says."""
    with pytest.raises(ClientAuthenticationError) as error:
        get_token(scope)
    return str(error.value)


def test_a_service_account_that_nobody_vouches_for(local_azure: LocalAzure, workload: Workload) -> None:
    """The chain of DefaultAzureCredential stops there: the metadata service is not asked."""
    with (
        local_azure.inside(f"{NAMESPACE}/default", client_id=workload.identity.app_id),
        DefaultAzureCredential() as credential,
    ):
        said = refused(credential.get_token)

    assert "AADSTS700213" in said
    assert f"'system:serviceaccount:{NAMESPACE}:default'" in said
    assert "imds" not in {event.service for event in local_azure.events}


def another_cluster(issuer: str) -> str:
    """The same issuer but for the last digit of its id, which is another one whatever it was."""
    return f"{issuer[:-2]}{'1' if issuer[-2] == '0' else '0'}/"


CHAINS: dict[str, tuple[str, Callable[[str], tuple[str, str, str]]]] = {
    "the issuer has no slash": ("AADSTS700211", lambda issuer: (issuer.rstrip("/"), SUBJECT, "")),
    "the issuer is another cluster": ("AADSTS700211", lambda issuer: (another_cluster(issuer), SUBJECT, "")),
    "the subject is of another case": ("AADSTS7002138", lambda issuer: (issuer, SUBJECT.upper(), "")),
    "the subject has a space": ("AADSTS700213", lambda issuer: (issuer, f"{SUBJECT} ", "")),
    "the audience is Kubernetes' own": ("AADSTS700212", lambda issuer: (issuer, SUBJECT, "https://kubernetes.default")),
}


@pytest.mark.parametrize("chain", CHAINS)
def test_a_credential_that_is_almost_right(local_azure: LocalAzure, workload: Workload, chain: str) -> None:
    """Each of the three values, wrong by a little."""
    number, wrong = CHAINS[chain]

    def other(cloud: Any) -> str:
        identity = put_identity(cloud, "other")
        issuer, subject, audience = wrong(issuer_of(cloud, workload.cluster))
        put_credential(cloud, identity, issuer, subject, audience=audience)
        return identity.app_id

    client_id = local_azure.on_server(other)
    with local_azure.inside(POD, client_id=client_id), WorkloadIdentityCredential() as credential:
        assert number in refused(credential.get_token)


def test_an_identity_without_any_credential(local_azure: LocalAzure, workload: Workload) -> None:
    """Entra says so in words of its own."""
    lonely = local_azure.on_server(lambda cloud: put_identity(cloud, "lonely"))
    with local_azure.inside(POD, client_id=lonely.app_id), WorkloadIdentityCredential() as credential:
        assert "AADSTS70025" in refused(credential.get_token)


def test_an_identity_that_is_not_there(local_azure: LocalAzure, workload: Workload) -> None:
    """A client id of another tenant, or mistyped."""
    with local_azure.inside(POD, client_id=NOBODY), WorkloadIdentityCredential() as credential:
        assert "AADSTS700016" in refused(credential.get_token)


def test_a_projected_token_that_is_none(local_azure: LocalAzure, workload: Workload, tmp_path: Path) -> None:
    """A file with something else in it, or with nothing."""
    file = tmp_path / "token"
    with local_azure.inside(POD):
        for content, number in (("not a token", "AADSTS50027"), ("", "AADSTS7000218")):
            file.write_text(content)
            with WorkloadIdentityCredential(token_file_path=str(file)) as credential:
                assert number in refused(credential.get_token)


def test_an_unlabelled_pod_has_no_workload_identity(
    local_azure: LocalAzure, workload: Workload, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The SDK says which variable is missing, before anything is sent."""
    with local_azure.inside(POD), monkeypatch.context() as environment:
        environment.delenv("AZURE_FEDERATED_TOKEN_FILE")
        with pytest.raises(ValueError, match="'token_file_path'"):
            WorkloadIdentityCredential()

    assert [] == local_azure.events


def test_a_machine_without_that_identity(local_azure: LocalAzure, workload: Workload) -> None:
    """The metadata service knows the identities that are assigned to the node, and no other."""
    with local_azure.inside(POD):
        for name in [name for name in os.environ if name.startswith("AZURE_")]:
            del os.environ[name]
        with ManagedIdentityCredential(client_id=workload.identity.app_id) as credential:
            said = refused(credential.get_token)

    assert "Identity not found" in said


SECRETS: dict[str, tuple[str, Callable[[Any], tuple[str, str, str, str]]]] = {
    "a wrong secret": ("AADSTS7000215", lambda me: (me.tenant, me.client_id, "not it", ARM_SCOPE)),
    "a client that is not there": ("AADSTS700016", lambda me: (me.tenant, NOBODY, me.client_secret, ARM_SCOPE)),
    "a resource that is not there": (
        "AADSTS500011",
        lambda me: (me.tenant, me.client_id, me.client_secret, "https://nothing.example/.default"),
    ),
    "a scope of a user's": (
        "AADSTS1002012",
        lambda me: (me.tenant, me.client_id, me.client_secret, "https://vault.azure.net/user_impersonation"),
    ),
}


@pytest.mark.parametrize("case", SECRETS)
def test_a_client_secret_is_refused(local_azure: LocalAzure, case: str) -> None:
    """Through MSAL, whose error azure-identity repeats."""
    number, wrong = SECRETS[case]
    *who, scope = wrong(local_azure.operator)
    with local_azure.inside(), ClientSecretCredential(*who) as credential:
        assert number in refused(credential.get_token, scope)


def test_a_tenant_that_is_not_there(local_azure: LocalAzure, workload: Workload) -> None:
    """By the exchange itself, and by MSAL's discovery, which fails before it."""
    me = local_azure.operator
    with local_azure.inside(POD), WorkloadIdentityCredential(tenant_id=NOBODY) as credential:
        assert "AADSTS90002" in refused(credential.get_token)
    with (
        local_azure.inside(),
        ClientSecretCredential(NOBODY, me.client_id, me.client_secret) as other,
        pytest.raises((ClientAuthenticationError, ValueError), match=NOBODY),
    ):
        other.get_token(ARM_SCOPE)


def test_a_deleted_credential_counts_at_once(local_azure: LocalAzure, workload: Workload) -> None:
    """A new exchange is refused, whatever the pod holds."""
    with local_azure.inside(POD):
        with WorkloadIdentityCredential() as before:
            before.get_token(VAULT_SCOPE)
        credential_id = f"{workload.identity.resource_id}/federatedIdentityCredentials/pod"

        def delete(cloud: Any) -> None:
            with cloud.store.transaction():
                cloud.inventory.delete(credential_id)

        local_azure.on_server(delete)
        with WorkloadIdentityCredential() as after:
            assert "AADSTS70025" in refused(after.get_token)
