"""azure-mgmt-msi: identities and their federated credentials."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.mgmt.msi import ManagedServiceIdentityClient
from azure.mgmt.msi.models import FederatedIdentityCredential, Identity, IdentityUpdate

from tests.sdk.arm import GROUP, REGION, Arm, refused

ISSUER = "https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/"
AUDIENCE = "api://AzureADTokenExchange"


GOOD: dict[str, Any] = {"issuer": ISSUER, "subject": "system:serviceaccount:widemo:sa", "audiences": [AUDIENCE]}


def credential(subject: str = GOOD["subject"]) -> FederatedIdentityCredential:
    """One as it should be."""
    return FederatedIdentityCredential(issuer=ISSUER, subject=subject, audiences=[AUDIENCE])


@pytest.fixture
def client(arm: Arm) -> Any:
    """With an identity ``wi-api``."""
    client = arm(ManagedServiceIdentityClient)
    client.user_assigned_identities.create_or_update(GROUP, "wi-api", Identity(location=REGION))
    return client


def test_an_identity_lives(arm: Arm) -> None:
    """Created, got, listed in group and subscription, updated, deleted; its ids stay."""
    identities = arm(ManagedServiceIdentityClient).user_assigned_identities
    made = identities.create_or_update(GROUP, "wi-api", Identity(location=REGION, tags={"a": "b"}))
    found = identities.get(GROUP, "WI-API")
    updated = identities.update(GROUP, "wi-api", IdentityUpdate(location=REGION, tags={"a": "c"}))

    assert (REGION, "wi-api", arm.azure.settings.tenant) == (made.location, made.name, made.tenant_id)
    assert (made.principal_id, made.client_id) == (found.principal_id, found.client_id)
    assert ({"a": "c"}, made.principal_id) == (updated.tags, updated.principal_id)
    assert ["wi-api"] == [each.name for each in identities.list_by_resource_group(GROUP)]
    assert ["wi-api"] == [each.name for each in identities.list_by_subscription()]

    identities.delete(GROUP, "wi-api")
    identities.delete(GROUP, "wi-api")
    with pytest.raises(ResourceNotFoundError):
        identities.get(GROUP, "wi-api")


def test_a_credential_lives(client: Any) -> None:
    """Created, got, listed, replaced, deleted."""
    credentials = client.federated_identity_credentials
    made = credentials.create_or_update(GROUP, "wi-api", "pod", credential())
    replaced = credentials.create_or_update(GROUP, "wi-api", "pod", credential("system:serviceaccount:widemo:other"))
    found = credentials.get(GROUP, "wi-api", "pod")

    assert (ISSUER, [AUDIENCE]) == (made.issuer, made.audiences)
    assert replaced.subject == found.subject == "system:serviceaccount:widemo:other"
    assert ["pod"] == [each.name for each in credentials.list(GROUP, "wi-api")]

    credentials.delete(GROUP, "wi-api", "pod")
    assert [] == list(credentials.list(GROUP, "wi-api"))


def test_the_twenty_first_credential_is_one_too_many(client: Any) -> None:
    """Twenty to an identity; the list has all of them, page after page."""
    credentials = client.federated_identity_credentials
    for number in range(20):
        credentials.create_or_update(GROUP, "wi-api", f"pod-{number}", credential(f"system:serviceaccount:a:b{number}"))
    one_more = credential("system:serviceaccount:a:b20")
    status, code = refused(lambda: credentials.create_or_update(GROUP, "wi-api", "pod-20", one_more))

    assert (400, "FederatedIdentityCredentialsLimitExceeded") == (status, code)
    assert 20 == len(list(credentials.list(GROUP, "wi-api")))
    assert 20 == len(list(credentials.list(GROUP, "wi-api", top=7)))


ONE_AUDIENCE = "InvalidFederatedIdentityCredentialsAudienceLength"
WRONG: dict[str, tuple[str, str, dict[str, object]]] = {
    "two audiences": (ONE_AUDIENCE, "pod", {"audiences": [AUDIENCE, "other"]}),
    "no audience": (ONE_AUDIENCE, "pod", {"audiences": []}),
    "no subject": ("BadRequest", "pod", {"subject": ""}),
    "an issuer that is no https URL": ("BadRequest", "pod", {"issuer": "http://issuer.example/"}),
    "an issuer of 601 characters": ("BadRequest", "pod", {"issuer": "https://" + "a" * 593}),
    "a name with a dot in it": ("BadRequest", "a.b", {}),
    "a name of two characters": ("BadRequest", "ab", {}),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_credential_that_azure_would_not_take(client: Any, case: str) -> None:
    """400, with a code, before anything is written."""
    code, name, changed = WRONG[case]
    credentials = client.federated_identity_credentials
    wanted = FederatedIdentityCredential(**{**GOOD, **changed})

    assert (400, code) == refused(lambda: credentials.create_or_update(GROUP, "wi-api", name, wanted))
    assert [] == list(credentials.list(GROUP, "wi-api"))


def test_issuer_and_subject_are_unique(client: Any) -> None:
    """Under another name the same pair is refused."""
    credentials = client.federated_identity_credentials
    credentials.create_or_update(GROUP, "wi-api", "pod", credential())
    again = refused(lambda: credentials.create_or_update(GROUP, "wi-api", "again", credential()))

    assert (400, "BadRequest") == again


def test_an_identity_that_is_not_there_has_no_credentials(arm: Arm) -> None:
    """The parent is what is missing."""
    credentials = arm(ManagedServiceIdentityClient).federated_identity_credentials

    write = refused(lambda: credentials.create_or_update(GROUP, "nobody", "pod", credential()))
    read = refused(lambda: list(credentials.list(GROUP, "nobody")))

    assert [(404, "ParentResourceNotFound")] * 2 == [write, read]


def test_writes_at_the_same_time_are_told_apart(client: Any) -> None:
    """Either each is written, or Azure's 409 says that another one is going on: never a lost write."""
    credentials = client.federated_identity_credentials
    wrote: list[str] = []
    failed: list[int | None] = []

    def write(number: int) -> None:
        try:
            credentials.create_or_update(
                GROUP, "wi-api", f"pod-{number}", credential(f"system:serviceaccount:a:b{number}"), retry_total=0
            )
            wrote.append(f"pod-{number}")
        except HttpResponseError as error:
            failed.append(error.status_code)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert set(failed) <= {409}
    assert sorted(wrote) == sorted(str(each.name) for each in credentials.list(GROUP, "wi-api"))
