"""What admission gives a pod whose container is a program on this machine."""

from pathlib import Path

import pytest

from aksess.chain.annotations import CLIENT_ID, EXPIRATION, TENANT_ID
from aksess.pods.admission import Admitted, admit
from aksess.pods.errors import NotAdmitted

CLIENT = "7d9a0b1c-0000-4000-8000-000000000001"
TENANT = "7d9a0b1c-0000-4000-8000-000000000002"
OTHER = "7d9a0b1c-0000-4000-8000-000000000003"


def admitted(**annotations: str) -> Admitted:
    return admit("widemo", "sa", {CLIENT_ID: CLIENT, **annotations}, TENANT, "pod", OTHER)


def test_the_variables_are_the_webhooks() -> None:
    variables = admitted().variables

    assert (CLIENT, TENANT) == (variables["AZURE_CLIENT_ID"], variables["AZURE_TENANT_ID"])
    assert "https://login.microsoftonline.com/" == variables["AZURE_AUTHORITY_HOST"]


def test_the_token_file_of_the_variable_is_one_that_is_projected() -> None:
    """Below the folder that stands for the container's root."""
    found = admitted()
    files = {f"/root{token.mount}/{token.path}" for token in found.tokens}

    assert found.rooted_at(Path("/root"))["AZURE_FEDERATED_TOKEN_FILE"] in files
    assert {("api://AzureADTokenExchange", 3600)} == {(token.audience, token.expiration) for token in found.tokens}


def test_annotations_of_the_service_account_count() -> None:
    found = admitted(**{EXPIRATION: "7200", TENANT_ID: OTHER})

    assert OTHER == found.variables["AZURE_TENANT_ID"]
    assert {7200} == {token.expiration for token in found.tokens}


def test_what_the_webhook_denies_is_denied() -> None:
    with pytest.raises(NotAdmitted, match="expected value|Expected value"):
        admitted(**{EXPIRATION: "60"})
