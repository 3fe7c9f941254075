"""azure-mgmt-storage: accounts, keys, containers and queues, beside the data planes that they open."""

from __future__ import annotations

from typing import Any

import pytest
from azure.core.exceptions import ResourceNotFoundError
from azure.mgmt.storage import StorageManagementClient
from azure.storage.blob import BlobServiceClient
from azure.storage.queue import QueueServiceClient

from tests.sdk.arm import GROUP, REGION, Arm, refused

KIND = "Microsoft.Storage/storageAccounts"


def wanted(**properties: Any) -> dict[str, Any]:
    """An account as Azure takes it."""
    return {"location": REGION, "sku": {"name": "Standard_LRS"}, "kind": "StorageV2", "properties": properties}


@pytest.fixture
def client(arm: Arm) -> Any:
    """The operator's."""
    return arm(StorageManagementClient)


@pytest.fixture
def name(arm: Arm) -> str:
    """Of an account: no other test has this one."""
    return f"st{arm.azure.settings.tenant[:8]}"


@pytest.fixture
def account(client: Any, name: str) -> Any:
    """An account, made."""
    return client.storage_accounts.begin_create(GROUP, name, wanted(minimumTlsVersion="TLS1_2")).result()


def test_an_account_lives(client: Any, account: Any, name: str) -> None:
    """Created, got, updated, listed, deleted; its name is free again."""
    accounts = client.storage_accounts
    updated = accounts.update(GROUP, name, {"tags": {"a": "b"}, "properties": {"allowBlobPublicAccess": False}})
    taken = accounts.check_name_availability({"name": name, "type": KIND})

    assert ("Succeeded", f"https://{name}.blob.core.windows.net/") == (
        account.provisioning_state,
        account.primary_endpoints.blob,
    )
    assert ({"a": "b"}, False) == (updated.tags, updated.allow_blob_public_access)
    assert "TLS1_2" == accounts.get_properties(GROUP, name).minimum_tls_version
    assert [[name]] * 2 == [[each.name for each in found] for found in (accounts.list(), _of_group(accounts))]
    assert (False, "AlreadyExists") == (taken.name_available, taken.reason)

    accounts.delete(GROUP, name)
    with pytest.raises(ResourceNotFoundError):
        accounts.get_properties(GROUP, name)
    assert accounts.check_name_availability({"name": name, "type": KIND}).name_available


def _of_group(accounts: Any) -> Any:
    return accounts.list_by_resource_group(GROUP)


def test_a_key_opens_the_account_until_it_is_regenerated(client: Any, account: Any, name: str) -> None:
    """The data plane's own client with the key of the management plane."""
    first, second = (key.value for key in client.storage_accounts.list_keys(GROUP, name).keys_property)
    url = f"https://{name}.blob.core.windows.net"
    with BlobServiceClient(url, first) as blobs:
        blobs.create_container("data")
    fresh = client.storage_accounts.regenerate_key(GROUP, name, {"keyName": "key1"}).keys_property
    with BlobServiceClient(url, first) as blobs:
        old = refused(lambda: blobs.create_container("more"))
    with BlobServiceClient(url, second) as blobs:
        listed = [each.name for each in blobs.list_containers()]

    assert (403, "AuthenticationFailed") == old
    assert ["data"] == listed
    assert (True, True) == (fresh[0].value != first, fresh[1].value == second)


def test_containers_and_queues_are_the_same_on_both_sides(client: Any, account: Any, name: str) -> None:
    """What ARM makes the data plane shows, and the other way round."""
    key = client.storage_accounts.list_keys(GROUP, name).keys_property[0].value
    client.blob_containers.create(GROUP, name, "by-arm", {})
    client.queue.create(GROUP, name, "by-arm", {})
    with (
        BlobServiceClient(f"https://{name}.blob.core.windows.net", key) as blobs,
        QueueServiceClient(f"https://{name}.queue.core.windows.net", key) as queues,
    ):
        blobs.create_container("by-data")
        queues.create_queue("by-data")
        seen = [[each.name for each in found] for found in (blobs.list_containers(), queues.list_queues())]
    lists = client.blob_containers.list(GROUP, name), client.queue.list(GROUP, name)
    managed = [[each.name for each in found] for found in lists]

    assert [["by-arm", "by-data"]] * 4 == seen + managed

    client.blob_containers.delete(GROUP, name, "by-data")
    client.queue.delete(GROUP, name, "by-data")
    assert ["by-arm"] == [each.name for each in client.blob_containers.list(GROUP, name)]


def test_shared_keys_can_be_switched_off(client: Any, account: Any, name: str) -> None:
    """The key is still there to be read, and opens nothing."""
    key = client.storage_accounts.list_keys(GROUP, name).keys_property[0].value
    client.storage_accounts.update(GROUP, name, {"properties": {"allowSharedKeyAccess": False}})
    with BlobServiceClient(f"https://{name}.blob.core.windows.net", key) as blobs:
        assert (403, "KeyBasedAuthenticationNotPermitted") == refused(lambda: blobs.create_container("data"))


WRONG: dict[str, dict[str, Any]] = {
    "a sku that is not there": {**wanted(), "sku": {"name": "Gold"}},
    "no region": {**wanted(), "location": None},
    "rules that are no addresses": wanted(networkAcls={"defaultAction": "Deny", "ipRules": [{"value": "here"}]}),
}


@pytest.mark.parametrize("case", WRONG)
def test_an_account_that_azure_would_not_take(client: Any, name: str, case: str) -> None:
    """400, with a code, and nothing is there afterwards."""
    status, code = refused(lambda: client.storage_accounts.begin_create(GROUP, name, WRONG[case]).result())

    assert (400, True) == (status, bool(code))
    assert [] == list(client.storage_accounts.list())


def test_a_name_has_rules(client: Any) -> None:
    """Lower-case letters and digits, asked and created."""
    asked = client.storage_accounts.check_name_availability({"name": "With-Hyphen", "type": KIND})
    made = refused(lambda: client.storage_accounts.begin_create(GROUP, "With-Hyphen", wanted()).result())

    assert (False, "AccountNameInvalid") == (asked.name_available, asked.reason)
    assert (400, "AccountNameInvalid") == made
