"""azure-mgmt-keyvault: vaults, their access policies, their life after deletion."""

from __future__ import annotations

from typing import Any

import pytest
from azure.core.exceptions import ResourceNotFoundError
from azure.keyvault.secrets import SecretClient
from azure.mgmt.keyvault import KeyVaultManagementClient

from tests.sdk.arm import GROUP, REGION, Arm, refused

KIND = "Microsoft.KeyVault/vaults"


@pytest.fixture
def client(arm: Arm) -> Any:
    """The operator's."""
    return arm(KeyVaultManagementClient)


@pytest.fixture
def name(arm: Arm) -> str:
    """Of a vault: the SDKs remember the tenant of each host name, so no other test has this one."""
    return f"kv-{arm.azure.settings.tenant[:8]}"


def wanted(arm: Arm, **properties: Any) -> dict[str, Any]:
    """A vault as Azure takes it."""
    sku = {"family": "A", "name": "standard"}
    usual = {"tenantId": arm.azure.settings.tenant, "sku": sku, "enableRbacAuthorization": True}
    return {"location": REGION, "properties": {**usual, **properties}}


def policy(arm: Arm, *secrets: str) -> dict[str, Any]:
    """An access policy for the operator."""
    me = arm.azure.settings
    return {"tenantId": me.tenant, "objectId": me.operator_object_id, "permissions": {"secrets": list(secrets)}}


def test_a_vault_lives(arm: Arm, client: Any, name: str) -> None:
    """Created, got, listed three ways, updated; deleted, it can be seen, and recovered, and purged."""
    vaults = client.vaults
    made = vaults.begin_create_or_update(GROUP, name, wanted(arm)).result()
    updated = vaults.update(GROUP, name, {"tags": {"a": "b"}})

    assert (f"https://{name}.vault.azure.net/", 90) == (
        made.properties.vault_uri,
        made.properties.soft_delete_retention_in_days,
    )
    assert ({"a": "b"}, True) == (updated.tags, vaults.get(GROUP, name).properties.enable_rbac_authorization)
    assert [[name]] * 3 == [
        [each.name for each in listed]
        for listed in (vaults.list_by_resource_group(GROUP), vaults.list_by_subscription(), vaults.list())
    ]

    vaults.delete(GROUP, name)
    with pytest.raises(ResourceNotFoundError):
        vaults.get(GROUP, name)
    assert made.id == vaults.get_deleted(name, REGION).properties.vault_id
    assert [name] == [each.name for each in vaults.list_deleted()]

    vaults.begin_create_or_update(GROUP, name, wanted(arm, createMode="recover")).result()
    assert [] == list(vaults.list_deleted())

    vaults.delete(GROUP, name)
    vaults.begin_purge_deleted(name, REGION).result()
    with pytest.raises(ResourceNotFoundError):
        vaults.get_deleted(name, REGION)


def test_a_name_in_use_is_known(arm: Arm, client: Any, name: str) -> None:
    """By the question, and by the creation of another one while a deleted one holds it."""
    vaults = client.vaults
    free = vaults.check_name_availability({"name": name, "type": KIND})
    vaults.begin_create_or_update(GROUP, name, wanted(arm)).result()
    taken = vaults.check_name_availability({"name": name, "type": KIND})
    vaults.delete(GROUP, name)
    in_the_way = refused(lambda: vaults.begin_create_or_update(GROUP, name, wanted(arm)).result())

    assert (True, False, "AlreadyExists") == (free.name_available, taken.name_available, taken.reason)
    assert (409, "ConflictError") == in_the_way


def test_an_access_policy_opens_the_vault(arm: Arm, client: Any, name: str) -> None:
    """Without one nobody reads, the owner neither; added, replaced and removed with the client."""
    vault = wanted(arm, enableRbacAuthorization=False, accessPolicies=[])
    client.vaults.begin_create_or_update(GROUP, name, vault).result()
    with SecretClient(f"https://{name}.vault.azure.net", arm.credential) as secrets:
        before = refused(lambda: secrets.set_secret("s", "x"))
        client.vaults.update_access_policy(GROUP, name, "add", {"properties": {"accessPolicies": [policy(arm, "set")]}})
        secrets.set_secret("s", "x")
        unread = refused(lambda: secrets.get_secret("s"))
        client.vaults.update_access_policy(
            GROUP, name, "replace", {"properties": {"accessPolicies": [policy(arm, "get")]}}
        )
        value = secrets.get_secret("s").value
        client.vaults.update_access_policy(
            GROUP, name, "remove", {"properties": {"accessPolicies": [policy(arm, "get")]}}
        )
        after = refused(lambda: secrets.get_secret("s"))

    assert [(403, "Forbidden")] * 3 == [before, unread, after]
    assert "x" == value


def test_a_firewall_shuts_the_operator_out(arm: Arm, client: Any, name: str) -> None:
    """Whose address is not among the rules; ARM itself is not behind it."""
    rules = {"defaultAction": "Deny", "bypass": "None", "ipRules": [{"value": "192.0.2.0/24"}]}
    vault = wanted(arm, enableRbacAuthorization=False, accessPolicies=[policy(arm, "all")], networkAcls=rules)
    client.vaults.begin_create_or_update(GROUP, name, vault).result()
    with SecretClient(f"https://{name}.vault.azure.net", arm.credential) as secrets:
        outside = refused(lambda: secrets.set_secret("s", "x"))
        mine = {"value": arm.azure.settings.operator_address}
        client.vaults.update(GROUP, name, {"properties": {"networkAcls": {**rules, "ipRules": [mine]}}})
        secrets.set_secret("s", "x")

    assert (403, "Forbidden") == outside


WRONG: dict[str, dict[str, Any]] = {
    "no sku": {"sku": None},
    "a sku that is not there": {"sku": {"family": "A", "name": "gold"}},
    "soft delete for a day": {"softDeleteRetentionInDays": 1},
    "no tenant": {"tenantId": None},
}


@pytest.mark.parametrize("case", WRONG)
def test_a_vault_that_azure_would_not_take(arm: Arm, client: Any, name: str, case: str) -> None:
    """400, and nothing is there afterwards."""
    status, code = refused(
        lambda: client.vaults.begin_create_or_update(GROUP, name, wanted(arm, **WRONG[case])).result()
    )

    assert (400, True) == (status, bool(code))
    assert [] == list(client.vaults.list_by_subscription())


def test_purge_protection_holds(arm: Arm, client: Any, name: str) -> None:
    """It cannot be taken back, and a deleted vault under it cannot be purged."""
    client.vaults.begin_create_or_update(GROUP, name, wanted(arm, enablePurgeProtection=True)).result()
    back = refused(lambda: client.vaults.update(GROUP, name, {"properties": {"enablePurgeProtection": False}}))
    client.vaults.delete(GROUP, name)
    purge = refused(lambda: client.vaults.begin_purge_deleted(name, REGION).result())

    assert [(400, "BadRequest"), (405, "MethodNotAllowed")] == [back, purge]
