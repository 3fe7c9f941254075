"""Soft-deleted stores."""

import pytest

from tests.arm_scene import Arm
from tests.unit.cloud.services.arm.types.test_configuration_stores import STORE, body

ALL = "~/providers/Microsoft.AppConfiguration/deletedConfigurationStores"
ONE = "~/providers/Microsoft.AppConfiguration/locations/westeurope/deletedConfigurationStores/widemo-ac"


def test_a_deleted_store_is_shown_recovered_and_purged(arm: Arm) -> None:
    """With its keys and the data that hangs on it."""
    arm.ok("PUT", STORE, body())
    keys = arm.ok("POST", f"{STORE}/listKeys")
    arm.ok("DELETE", STORE)
    shown = arm.ok("GET", ONE)
    recovered = arm("PUT", STORE, body(createMode="Recover"))
    again = arm.ok("POST", f"{STORE}/listKeys")
    arm.ok("DELETE", STORE)

    assert arm.id(STORE) == shown["properties"]["configurationStoreId"]
    assert (201, keys) == (recovered.status, again)
    assert 200 == arm("POST", f"{ONE}/purge").status
    assert (404, "ResourceNotFound") == arm.code("GET", ONE)
    assert (404, "ResourceNotFound") == arm.code("PUT", STORE, body(createMode="Recover"))


@pytest.mark.parametrize(("sku", "kept"), [("free", 0), ("developer", 0), ("standard", 1), ("premium", 1)])
def test_some_are_kept_and_some_are_not(arm: Arm, sku: str, kept: int) -> None:
    """By what is paid for."""
    arm.ok("PUT", STORE, body(sku))
    arm.ok("DELETE", STORE)

    assert kept == len(arm.ok("GET", ALL)["value"])


def test_a_protected_store_cannot_be_purged(arm: Arm) -> None:
    """Not even by its owner."""
    arm.ok("PUT", STORE, body(enablePurgeProtection=True))
    arm.ok("DELETE", STORE)

    assert (409, "PurgeProtectionEnabled") == arm.code("POST", f"{ONE}/purge")
