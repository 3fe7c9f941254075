"""azure-identity's CertificateCredential against an application that Graph registered."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from azure.core.exceptions import ClientAuthenticationError
from azure.identity import CertificateCredential, EnvironmentCredential
from azure.identity.aio import CertificateCredential as AsyncCertificateCredential

from aksess.testing.azure import LocalAzure
from tests.sdk.registration import Authenticated, new_holder, register
from tests.sdk.tokens import claims_of
from tests.sdk.workload import ARM_SCOPE


@pytest.fixture(scope="module")
def holder() -> Authenticated:
    """A key and its certificate."""
    return new_holder()


def test_a_certificate_signs_in(local_azure: LocalAzure, holder: Authenticated) -> None:
    """MSAL signs the assertion; the token says that no secret was used."""
    principal = register(local_azure, holder)
    who = (local_azure.settings.tenant, principal["appId"])
    with local_azure.inside(), CertificateCredential(*who, certificate_data=holder.pem) as credential:
        claims = claims_of(credential.get_token(ARM_SCOPE).token)
    with (
        local_azure.inside(),
        CertificateCredential(*who, certificate_data=holder.pem, send_certificate_chain=True) as chain,
    ):
        same = claims_of(chain.get_token(ARM_SCOPE).token)

    assert [(principal["id"], "2")] * 2 == [(each["oid"], each["appidacr"]) for each in (claims, same)]


def test_a_certificate_signs_in_async(local_azure: LocalAzure, holder: Authenticated) -> None:
    """The async client, over aiohttp."""
    principal = register(local_azure, holder)

    async def sign_in() -> str:
        tenant = local_azure.settings.tenant
        async with AsyncCertificateCredential(tenant, principal["appId"], certificate_data=holder.pem) as credential:
            return (await credential.get_token(ARM_SCOPE)).token

    with local_azure.inside():
        assert principal["id"] == claims_of(asyncio.run(sign_in()))["oid"]


def test_the_environment_may_name_a_certificate(
    local_azure: LocalAzure, holder: Authenticated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``AZURE_CLIENT_CERTIFICATE_PATH`` in place of the operator's secret."""
    principal = register(local_azure, holder)
    file = tmp_path / "build.pem"
    file.write_bytes(holder.pem)
    with local_azure.inside(), monkeypatch.context() as environment:
        environment.setenv("AZURE_CLIENT_ID", principal["appId"])
        environment.setenv("AZURE_CLIENT_CERTIFICATE_PATH", str(file))
        environment.delenv("AZURE_CLIENT_SECRET")
        with EnvironmentCredential() as credential:
            claims = claims_of(credential.get_token(ARM_SCOPE).token)

    assert principal["id"] == claims["oid"]


def test_a_certificate_that_nobody_registered_is_refused(local_azure: LocalAzure, holder: Authenticated) -> None:
    """Entra names the thumbprint that it does not know."""
    principal = register(local_azure, holder)
    who = (local_azure.settings.tenant, principal["appId"])
    with (
        local_azure.inside(),
        CertificateCredential(*who, certificate_data=new_holder("other").pem) as credential,
        pytest.raises(ClientAuthenticationError, match="AADSTS700027"),
    ):
        credential.get_token(ARM_SCOPE)
