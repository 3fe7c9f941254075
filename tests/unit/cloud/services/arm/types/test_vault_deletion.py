"""Soft-deleted vaults."""

from aksess.clock import FakeClock
from tests.arm_scene import Arm

ALL = "~/providers/Microsoft.KeyVault/deletedVaults"
ONE = "~/providers/Microsoft.KeyVault/locations/West%20Europe/deletedVaults/widemo-kv"


def test_a_deleted_vault_is_shown_with_its_dates(arm: Arm) -> None:
    """By name and in the list."""
    path = arm.vault(softDeleteRetentionInDays=7)
    arm.ok("DELETE", path)
    shown = arm.ok("GET", ONE)

    assert arm.id(path) == shown["properties"]["vaultId"]
    assert ("2025-10-09T08:53:20Z", "2025-10-16T08:53:20Z") == (
        shown["properties"]["deletionDate"],
        shown["properties"]["scheduledPurgeDate"],
    )
    assert [shown] == arm.ok("GET", ALL)["value"]
    assert (404, "DeletedVaultNotFound") == arm.code("GET", ONE.replace("West%20Europe", "northeurope"))


def test_no_managed_hsm_was_deleted(arm: Arm) -> None:
    """Whoever lists what was deleted of Key Vault asks for both kinds; this one cannot be made here."""
    assert [] == arm.ok("GET", "~/providers/Microsoft.KeyVault/deletedManagedHSMs")["value"]


def test_a_protected_vault_cannot_be_purged(arm: Arm) -> None:
    """Not even by its owner."""
    arm.ok("DELETE", arm.vault(enablePurgeProtection=True))

    assert (405, "MethodNotAllowed") == arm.code("POST", f"{ONE}/purge")
    assert 200 == arm("GET", ONE).status


def test_a_purge_ends_where_clients_look(arm: Arm) -> None:
    """202 with both links; then it is gone."""
    arm.ok("DELETE", arm.vault())
    reply = arm("POST", f"{ONE}/purge")

    assert 202 == reply.status
    assert {"azure-asyncoperation", "location"} <= set(reply.headers)
    assert [] == arm.ok("GET", ALL)["value"]


def test_retention_ends_by_itself(arm: Arm, clock: FakeClock) -> None:
    """Then the name is free."""
    arm.ok("DELETE", arm.vault(softDeleteRetentionInDays=7))
    clock.advance(7 * 86_400)
    fresh = Arm(arm.ask)

    assert [] == fresh.ok("GET", ALL)["value"]
    assert fresh.vault()


def test_whoever_deletes_a_group_soft_deletes_its_vaults(arm: Arm) -> None:
    """As Azure does."""
    arm.vault()
    arm.ok("DELETE", arm.group)

    assert ["widemo-kv"] == [each["name"] for each in arm.ok("GET", ALL)["value"]]
