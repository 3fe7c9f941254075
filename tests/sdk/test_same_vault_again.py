"""Two tests of a user's with the same vault name: what the first one's client remembers must not fail the second."""

import pytest
from azure.identity import DefaultAzureCredential
from azure.keyvault.secrets import SecretClient

from aksess.testing import LocalAzure

VAULT = """
aksess: 1
location: westeurope
resourceGroup: again
vaults: [{name: again-and-again, secrets: [{name: which, value: %s}]}]
"""


@pytest.mark.parametrize("which", ["first", "second"])
def test_a_vault_of_the_same_name_is_another_one_in_each_test(local_azure: LocalAzure, which: str) -> None:
    """The Key Vault clients keep the challenge of a host for the life of the process."""
    local_azure.apply(VAULT % which)

    with local_azure.inside(), DefaultAzureCredential() as credential:
        client = SecretClient("https://again-and-again.vault.azure.net", credential)
        assert which == client.get_secret("which").value


def test_what_one_cloud_signed_no_other_takes(local_azure: LocalAzure) -> None:
    """They share a tenant and no key."""
    local_azure.apply(VAULT % "here")
    with LocalAzure() as other, other.inside(), DefaultAzureCredential() as credential:
        foreign = credential.get_token("https://vault.azure.net/.default").token

    with local_azure.http() as client:
        answer = client.get(
            "https://again-and-again.vault.azure.net/secrets/which?api-version=7.5",
            headers={"authorization": f"Bearer {foreign}"},
        )

    assert 401 == answer.status_code
