"""Storage accounts."""

import base64
from typing import Any

import pytest

from tests.arm_scene import Arm

ACCOUNT = "Microsoft.Storage/storageAccounts/widemosa"
BODY: dict[str, Any] = {"location": "westeurope", "sku": {"name": "Standard_LRS"}, "kind": "StorageV2"}


def test_an_account_answers_200_and_never_201(arm: Arm) -> None:
    """Clients take nothing else."""
    assert (200, 200) == (arm("PUT", ACCOUNT, BODY).status, arm("PUT", ACCOUNT, BODY).status)


def test_its_keys_are_two_of_64_bytes(arm: Arm) -> None:
    """Listed with POST, for those who may; one at a time is made anew."""
    arm.ok("PUT", ACCOUNT, BODY)
    first = arm.ok("POST", f"{ACCOUNT}/listKeys?$expand=kerb")["keys"]
    second = arm.ok("POST", f"{ACCOUNT}/regenerateKey", {"keyName": "key2"})["keys"]

    assert [("key1", 64, "FULL"), ("key2", 64, "FULL")] == [
        (each["keyName"], len(base64.b64decode(each["value"])), each["permissions"]) for each in first
    ]
    assert (True, False) == tuple(one["value"] == other["value"] for one, other in zip(first, second, strict=True))
    assert (400, "InvalidValuesForRequestParameters") == arm.code("POST", f"{ACCOUNT}/regenerateKey", {"keyName": "x"})
    assert (403, "AuthorizationFailed") == arm.code("POST", f"{ACCOUNT}/listKeys", who="reader")


@pytest.mark.parametrize("name", ["ab", "a" * 25, "Upper", "a-b-c", "a_bc"])
def test_a_name_has_rules(arm: Arm, name: str) -> None:
    """It becomes a host name."""
    assert (400, "AccountNameInvalid") == arm.code("PUT", f"Microsoft.Storage/storageAccounts/{name}", BODY)


def test_a_name_belongs_to_one_account_in_the_world(arm: Arm) -> None:
    """And can be asked for."""
    arm.ok("PUT", ACCOUNT, BODY)
    arm.ok("PUT", "~/resourceGroups/other", {"location": "westeurope"})
    check = "~/providers/Microsoft.Storage/checkNameAvailability"

    assert (409, "StorageAccountAlreadyTaken") == arm.code(
        "PUT", "~/resourceGroups/other/providers/Microsoft.Storage/storageAccounts/widemosa", BODY
    )
    assert ["AlreadyExists", "AccountNameInvalid", None] == [
        arm.ok("POST", check, {"name": name}).get("reason") for name in ("widemosa", "X", "freename")
    ]
