"""Key vaults: names, what follows from them, and the way back from deletion."""

from typing import Any

import pytest

from tests.arm_scene import Arm

VAULT = "Microsoft.KeyVault/vaults/widemo-kv"
DELETED = "~/providers/Microsoft.KeyVault/locations/westeurope/deletedVaults/widemo-kv"


def body(arm: Arm, **properties: Any) -> dict[str, Any]:
    """The least that makes a vault."""
    usual = {"tenantId": arm.cloud.settings.tenant, "sku": {"family": "A", "name": "standard"}, "accessPolicies": []}
    return {"location": "westeurope", "properties": {**usual, **properties}}


@pytest.mark.parametrize("name", ["ab", "a" * 25, "1abc", "abc-", "a--b", "a_bc", "a.bc"])
def test_a_name_has_rules(arm: Arm, name: str) -> None:
    """It becomes a host name."""
    assert (400, "VaultNameNotValid") == arm.code("PUT", f"Microsoft.KeyVault/vaults/{name}", body(arm))


def test_a_name_belongs_to_one_vault_in_the_world(arm: Arm) -> None:
    """In whatever group it is, in whatever case."""
    arm.vault()
    arm.ok("PUT", "~/resourceGroups/other", {"location": "westeurope"})
    other = "~/resourceGroups/other/providers/Microsoft.KeyVault/vaults/WiDemo-KV"

    assert (409, "VaultAlreadyExists") == arm.code("PUT", other, body(arm))


def test_a_deleted_vault_keeps_its_name(arm: Arm) -> None:
    """Until it is purged."""
    arm.ok("DELETE", arm.vault())

    assert (409, "ConflictError") == arm.code("PUT", VAULT, body(arm))
    assert 202 == arm("POST", f"{DELETED}/purge").status
    assert 201 == arm("PUT", VAULT, body(arm)).status


def test_a_deleted_vault_comes_back_as_it_was(arm: Arm) -> None:
    """With its policies and the data that hangs on it, at its own place only."""
    policy = {
        "tenantId": arm.cloud.settings.tenant,
        "objectId": "11111111-1111-4111-8111-111111111111",
        "permissions": {"secrets": ["get"]},
    }
    path = arm.vault(accessPolicies=[policy], enableRbacAuthorization=False)
    before = arm.cloud.inventory.get(arm.id(path))
    arm.ok("DELETE", path)
    asked = {"tenantId": arm.cloud.settings.tenant, "sku": {"family": "A", "name": "standard"}, "createMode": "recover"}
    elsewhere = {"location": "northeurope", "properties": asked}
    shown = arm.code("PUT", path, elsewhere), arm("PUT", path, {"location": "westeurope", "properties": asked})
    after = arm.cloud.inventory.get(arm.id(path))

    assert (404, "DeletedVaultNotFound") == shown[0]
    assert [policy] == shown[1].json()["properties"]["accessPolicies"]
    assert "createMode" not in shown[1].json()["properties"]
    assert before is not None
    assert after is not None
    assert before.private["uid"] == after.private["uid"]
    assert (404, "DeletedVaultNotFound") == arm.code("GET", DELETED)


def test_what_was_never_deleted_cannot_come_back(arm: Arm) -> None:
    """Not even as a new vault."""
    assert (404, "DeletedVaultNotFound") == arm.code("PUT", VAULT, body(arm, createMode="recover"))


@pytest.mark.parametrize(
    ("name", "available", "reason"),
    [("free-name", True, None), ("widemo-kv", False, "AlreadyExists"), ("gone-kv", False, "AlreadyExists"),
     ("x", False, "AccountNameInvalid")],
)  # fmt: skip
def test_a_name_can_be_asked_for(arm: Arm, name: str, available: bool, reason: str | None) -> None:
    """Live and deleted vaults hold theirs."""
    arm.vault()
    arm.ok("DELETE", arm.vault("gone-kv"))
    asked = {"name": name, "type": "Microsoft.KeyVault/vaults"}
    found = arm.ok("POST", "~/providers/Microsoft.KeyVault/checkNameAvailability", asked)

    assert (available, reason) == (found["nameAvailable"], found.get("reason"))
