"""azure-mgmt-resource, -resource-subscriptions: tenants, subscriptions, providers, groups, any resource by its id."""

from __future__ import annotations

from typing import Any

import pytest
from azure.core.exceptions import ResourceNotFoundError
from azure.mgmt.resource.resources import ResourceManagementClient
from azure.mgmt.resource.subscriptions import SubscriptionClient

from tests.sdk.arm import GROUP, REGION, Arm, refused

IDENTITIES = "Microsoft.ManagedIdentity/userAssignedIdentities"
VERSION = "2023-01-31"
NOT_HERE = "9f9f9f9f-0000-4000-8000-000000000001"


@pytest.fixture
def client(arm: Arm) -> Any:
    """The operator's."""
    return arm(ResourceManagementClient)


def test_who_signs_in_finds_a_tenant_and_a_subscription(arm: Arm) -> None:
    """What every tool asks first."""
    client = SubscriptionClient(arm.credential)
    tenants = [each.tenant_id for each in client.tenants.list()]
    subscriptions = [(each.subscription_id, each.state) for each in client.subscriptions.list()]
    regions = {each.name for each in client.subscriptions.list_locations(arm.subscription)}

    assert [arm.azure.settings.tenant] == tenants
    assert [(arm.subscription, "Enabled")] == subscriptions
    assert "local" == client.subscriptions.get(arm.subscription).display_name
    assert {"westeurope", "northeurope", "eastus"} <= regions


def test_another_subscription_is_not_there(arm: Arm) -> None:
    """404, and its name."""
    client = SubscriptionClient(arm.credential)
    other = ResourceManagementClient(arm.credential, NOT_HERE)
    asked = refused(lambda: client.subscriptions.get(NOT_HERE)), refused(lambda: list(other.resource_groups.list()))

    assert ((404, "SubscriptionNotFound"),) * 2 == asked


def test_a_group_lives(client: Any) -> None:
    """Created, got, asked for, updated, listed by tag, deleted with all that is in it."""
    groups = client.resource_groups
    made = groups.create_or_update("other", {"location": "northeurope", "tags": {"team": "a"}})
    updated = groups.update("other", {"tags": {"team": "b"}})

    assert ("northeurope", "Succeeded") == (made.location, made.properties.provisioning_state)
    assert ({"team": "b"}, True) == (updated.tags, groups.check_existence("OTHER"))
    assert {GROUP, "other"} == {each.name for each in groups.list()}
    assert ["other"] == [each.name for each in groups.list(filter="tagName eq 'team' and tagValue eq 'b'")]

    groups.begin_delete("other").result()
    assert not groups.check_existence("other")
    with pytest.raises(ResourceNotFoundError) as missing:
        groups.get("other")
    assert missing.value.error is not None
    assert "ResourceGroupNotFound" == missing.value.error.code


def test_a_group_does_not_move(client: Any) -> None:
    """The same name in another region is refused."""
    moved = refused(lambda: client.resource_groups.create_or_update(GROUP, {"location": "northeurope"}))
    nowhere = refused(lambda: client.resource_groups.create_or_update("other", {"location": "atlantis"}))

    assert [(409, "InvalidResourceGroupLocation"), (400, "LocationNotAvailableForResourceGroup")] == [moved, nowhere]


def test_any_resource_by_its_id(arm: Arm, client: Any) -> None:
    """The generic operations, with the version of the type's own API."""
    by_id, resource_id = client.resources, arm.id_of(IDENTITIES, "wi-api")
    made = by_id.begin_create_or_update_by_id(
        resource_id, {"location": REGION, "tags": {"a": "b"}}, api_version=VERSION
    ).result()
    found = by_id.get_by_id(resource_id, api_version=VERSION)
    by_id.begin_update_by_id(resource_id, {"location": REGION, "tags": {"a": "c"}}, api_version=VERSION).result()

    assert (resource_id, "wi-api", IDENTITIES) == (made.id, made.name, made.type)
    assert arm.azure.settings.tenant == found.properties["tenantId"]
    assert by_id.check_existence_by_id(resource_id, api_version=VERSION)
    assert [resource_id] == [each.id for each in by_id.list_by_resource_group(GROUP)]
    assert [resource_id] == [each.id for each in by_id.list(filter=f"resourceType eq '{IDENTITIES}'")]
    assert [] == list(by_id.list(filter="resourceType eq 'Microsoft.KeyVault/vaults'"))

    by_id.begin_delete_by_id(resource_id, api_version=VERSION).result()
    with pytest.raises(ResourceNotFoundError):
        by_id.get_by_id(resource_id, api_version=VERSION)


def test_providers_are_registered(client: Any) -> None:
    """Those of the types that are served, with their locations and versions; registering again is nothing new."""
    found: dict[str, Any] = {each.namespace: each for each in client.providers.list()}
    vault = client.providers.get("Microsoft.KeyVault")
    again = client.providers.register("Microsoft.ContainerService")

    assert {"Microsoft.KeyVault", "Microsoft.ContainerService", "Microsoft.ManagedIdentity"} <= set(found)
    assert ("Registered", "Registered") == (vault.registration_state, again.registration_state)
    assert "vaults" in {each.resource_type for each in vault.resource_types or ()}


def test_what_is_not_served_says_so(arm: Arm, client: Any) -> None:
    """501 with a name in it, at once: no client retries that."""
    server = arm.id_of("Microsoft.Sql/servers", "x")

    assert (501, "NotImplemented") == refused(
        lambda: client.resources.begin_create_or_update_by_id(server, {"location": REGION}, api_version="2023-08-01")
    )


def test_a_page_is_followed_by_the_next(client: Any) -> None:
    """``$top`` makes pages; the iterator goes through them."""
    for number in range(12):
        client.resource_groups.create_or_update(f"g{number:02}", {"location": REGION})
    pages = [[each.name for each in page] for page in client.resource_groups.list(top=5).by_page()]

    assert 13 == sum(map(len, pages))
    assert 3 == len(pages)
