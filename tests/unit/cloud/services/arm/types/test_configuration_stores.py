"""App Configuration stores."""

from typing import Any

import pytest

from tests.arm_scene import Arm

STORE = "Microsoft.AppConfiguration/configurationStores/widemo-ac"


def body(sku: str = "standard", **properties: Any) -> dict[str, Any]:
    """A store."""
    return {"location": "westeurope", "sku": {"name": sku}, "properties": properties}


def test_what_is_not_said_is_azures_default(arm: Arm) -> None:
    """An empty encryption is shown as none: a client would plan to remove it."""
    shown = arm.ok("PUT", STORE, body(encryption={"keyVaultProperties": {}}))["properties"]

    assert {"keyVaultProperties": None} == shown["encryption"]
    assert ("https://widemo-ac.azconfig.io", 7, False) == (
        shown["endpoint"], shown["softDeleteRetentionInDays"], shown["disableLocalAuth"],
    )  # fmt: skip
    assert {"authenticationMode": "Local", "privateLinkDelegation": "Disabled"} == shown["dataPlaneProxy"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (body("gold"), "InvalidSku"),
        (body(softDeleteRetentionInDays=8), "InvalidParameter"),
        ({"location": "westeurope"}, "InvalidSku"),
    ],
)
def test_what_azure_refuses_is_refused(arm: Arm, content: dict[str, Any], code: str) -> None:
    """By name."""
    assert (400, code) == arm.code("PUT", STORE, content)


@pytest.mark.parametrize("name", ["abcd", "a" * 51, "-abcd", "a---bcd", "a_bcd"])
def test_a_name_has_rules(arm: Arm, name: str) -> None:
    """It becomes a host name."""
    assert (400, "InvalidResourceName") == arm.code(
        "PUT", f"Microsoft.AppConfiguration/configurationStores/{name}", body()
    )


def test_a_name_belongs_to_one_store_in_the_world(arm: Arm) -> None:
    """Deleted ones hold theirs."""
    arm.ok("PUT", STORE, body())
    arm.ok("PUT", "~/resourceGroups/other", {"location": "westeurope"})
    other = "~/resourceGroups/other/providers/Microsoft.AppConfiguration/configurationStores/widemo-ac"
    check = "~/providers/Microsoft.AppConfiguration/checkNameAvailability"

    assert (409, "NameUnavailable") == arm.code("PUT", other, body())
    arm.ok("DELETE", STORE)
    assert (409, "NameUnavailable") == arm.code("PUT", STORE, body())
    assert [False, False, True] == [
        arm.ok("POST", check, {"name": name})["nameAvailable"] for name in ("widemo-ac", "x", "other-store")
    ]


def test_purge_protection_and_retention_are_for_good(arm: Arm) -> None:
    """As with vaults."""
    arm.ok("PUT", STORE, body(enablePurgeProtection=True, softDeleteRetentionInDays=3))

    assert (400, "InvalidParameter") == arm.code("PATCH", STORE, {"properties": {"enablePurgeProtection": False}})
    assert (400, "InvalidParameter") == arm.code("PUT", STORE, body(softDeleteRetentionInDays=4))


def test_replicas_are_in_other_regions(arm: Arm) -> None:
    """Each at a name of its own."""
    arm.ok("PUT", STORE, body())
    made = arm.ok("PUT", f"{STORE}/replicas/north", {"location": "North Europe"})

    assert "https://widemo-ac-north.azconfig.io" == made["properties"]["endpoint"]
    assert ["north"] == [each["name"] for each in arm.ok("GET", f"{STORE}/replicas")["value"]]
    assert 400 == arm("PUT", f"{STORE}/replicas/none", {}).status


@pytest.mark.parametrize("sku", ["free", "developer"])
def test_a_store_does_not_become_a_smaller_one(arm: Arm, sku: str) -> None:
    """What it promised to keep after a deletion would be gone."""
    arm.ok("PUT", STORE, body())

    assert (400, "InvalidParameter") == arm.code("PATCH", STORE, {"sku": {"name": sku}})
    assert "standard" == arm.ok("GET", STORE)["sku"]["name"]
