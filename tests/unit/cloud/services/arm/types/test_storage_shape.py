"""A storage account's properties."""

from typing import Any

import pytest

from aksess.cloud.services.arm.types.storage_shape import endpoints
from tests.arm_scene import Arm

ACCOUNT = "Microsoft.Storage/storageAccounts/widemosa"


def body(sku: str = "Standard_LRS", kind: str = "StorageV2", **properties: Any) -> dict[str, Any]:
    """An account."""
    return {"location": "westeurope", "sku": {"name": sku}, "kind": kind, "properties": properties}


def test_what_is_not_said_is_azures_default(arm: Arm) -> None:
    """Closed where Azure closes."""
    shown = arm.ok("PUT", ACCOUNT, body())["properties"]

    assert (True, "TLS1_2", False, "Hot") == tuple(
        shown[name] for name in ("supportsHttpsTrafficOnly", "minimumTlsVersion", "allowBlobPublicAccess", "accessTier")
    )
    assert endpoints("widemosa") == shown["primaryEndpoints"]
    assert "Allow" == shown["networkAcls"]["defaultAction"]


@pytest.mark.parametrize(
    ("sku", "tier", "secondary"), [("standard_ragrs", "Standard", True), ("Premium_LRS", "Premium", False)]
)
def test_a_sku_has_a_tier_and_perhaps_a_second_place(arm: Arm, sku: str, tier: str, secondary: bool) -> None:
    """Shown as Azure spells it."""
    shown = arm.ok("PUT", ACCOUNT, body(sku))

    assert tier == shown["sku"]["tier"]
    assert secondary is ("secondaryEndpoints" in shown["properties"])


@pytest.mark.parametrize("content", [body("Gold"), body(kind="Shoebox"), {"location": "westeurope"}])
def test_an_unknown_sku_or_kind_is_refused(arm: Arm, content: dict[str, Any]) -> None:
    """By name."""
    assert (400, "InvalidValuesForRequestParameters") == arm.code("PUT", ACCOUNT, content)


def test_a_namespace_is_chosen_once(arm: Arm) -> None:
    """Hierarchical or not."""
    arm.ok("PUT", ACCOUNT, body(isHnsEnabled=True))

    assert (400, "AccountPropertyCannotBeUpdated") == arm.code("PUT", ACCOUNT, body(isHnsEnabled=False))
    assert arm.ok("PUT", ACCOUNT, body())["properties"]["isHnsEnabled"] is True


def test_a_patch_of_the_firewall_leaves_the_rest(arm: Arm) -> None:
    """And what reads it back finds it."""
    subnet = arm.subnet("Microsoft.Storage")
    arm.ok("PUT", ACCOUNT, body(allowSharedKeyAccess=False))
    rules = {"defaultAction": "Deny", "ipRules": [{"value": "203.0.113.7"}], "virtualNetworkRules": [{"id": subnet}]}
    shown = arm.ok("PATCH", ACCOUNT, {"properties": {"networkAcls": rules}})["properties"]

    assert ("Deny", False) == (shown["networkAcls"]["defaultAction"], shown["allowSharedKeyAccess"])
    assert [{"value": "203.0.113.7", "action": "Allow"}] == shown["networkAcls"]["ipRules"]
    assert [{"id": subnet, "action": "Allow", "state": "Succeeded"}] == shown["networkAcls"]["virtualNetworkRules"]


@pytest.mark.parametrize(
    "change",
    [{"properties": {"isHnsEnabled": True}}, {"sku": {"name": "Premium_LRS"}}, {"kind": "BlobStorage"}],
)
def test_what_an_account_was_made_as_it_stays(arm: Arm, change: dict[str, Any]) -> None:
    """Whether its maker said so or not."""
    arm.ok("PUT", ACCOUNT, body())

    assert (400, "AccountPropertyCannotBeUpdated") == arm.code("PATCH", ACCOUNT, change)


def test_an_older_kind_becomes_the_newest(arm: Arm) -> None:
    """And never goes back."""
    arm.ok("PUT", ACCOUNT, body(kind="Storage"))

    assert "StorageV2" == arm.ok("PATCH", ACCOUNT, {"kind": "StorageV2"})["kind"]
    assert (400, "AccountPropertyCannotBeUpdated") == arm.code("PATCH", ACCOUNT, {"kind": "Storage"})
