"""Access policies: inline, and one by one."""

from typing import Any

import pytest

from tests.arm_scene import Arm

ONE = "11111111-1111-4111-8111-111111111111"
TWO = "22222222-2222-4222-8222-222222222222"


def policy(arm: Arm, who: str = ONE, **permissions: list[str]) -> dict[str, Any]:
    """A policy of the tenant."""
    return {"tenantId": arm.cloud.settings.tenant, "objectId": who, "permissions": permissions}


def change(arm: Arm, word: str, *policies: dict[str, Any]) -> Any:
    """What is left after one change."""
    path = f"Microsoft.KeyVault/vaults/widemo-kv/accessPolicies/{word}"
    return arm.ok("PUT", path, {"properties": {"accessPolicies": list(policies)}})["properties"]["accessPolicies"]


def test_permissions_are_added_to_those_of_the_same_principal(arm: Arm) -> None:
    """As they are spelled; what is there already is not there twice."""
    arm.vault(accessPolicies=[policy(arm, secrets=["Get"])])
    left = change(arm, "add", policy(arm, secrets=["get", "List"], keys=["Get"]), policy(arm, TWO, secrets=["get"]))

    assert [policy(arm, keys=["Get"], secrets=["Get", "List"]), policy(arm, TWO, secrets=["get"])] == left


def test_a_policy_is_replaced_whole(arm: Arm) -> None:
    """Or added where there is none."""
    arm.vault(accessPolicies=[policy(arm, secrets=["Get"])])

    assert [policy(arm, secrets=["List"])] == change(arm, "replace", policy(arm, secrets=["List"]))
    assert 2 == len(change(arm, "replace", policy(arm, TWO, secrets=["List"])))


def test_permissions_are_removed_and_an_empty_policy_with_them(arm: Arm) -> None:
    """Case aside."""
    arm.vault(accessPolicies=[policy(arm, secrets=["Get", "List"])])

    assert [policy(arm, secrets=["List"])] == change(arm, "remove", policy(arm, secrets=["get"]))
    assert [] == change(arm, "remove", policy(arm, secrets=["LIST"]))


def test_a_policy_for_an_application_is_another_one(arm: Arm) -> None:
    """Principal and application together say whose it is."""
    arm.vault(accessPolicies=[policy(arm, secrets=["Get"])])
    left = change(arm, "add", {**policy(arm, secrets=["List"]), "applicationId": TWO})

    assert [["Get"], ["List"]] == [each["permissions"]["secrets"] for each in left]


@pytest.mark.parametrize(
    "entry",
    [
        {"objectId": "x"},
        {"tenantId": None},
        {"permissions": {"secrets": ["fly"]}},
        {"permissions": {"secrets": ["*"]}},
        {"permissions": {"secrets": [5]}},
        {"permissions": {"keys": "get"}},
        {"applicationId": "x"},
    ],
)
def test_a_policy_that_is_none_is_refused(arm: Arm, entry: dict[str, Any]) -> None:
    """Inline as well as alone."""
    arm.vault()
    content = {"properties": {"accessPolicies": [{**policy(arm, secrets=["get"]), **entry}]}}

    assert 400 == arm("PUT", "Microsoft.KeyVault/vaults/widemo-kv/accessPolicies/add", content).status
    assert 400 == arm("PATCH", "Microsoft.KeyVault/vaults/widemo-kv", content).status


def test_there_are_three_ways_to_change_them(arm: Arm) -> None:
    """And a vault to change them of."""
    arm.vault()
    content: dict[str, Any] = {"properties": {"accessPolicies": []}}

    assert (400, "BadRequest") == arm.code("PUT", "Microsoft.KeyVault/vaults/widemo-kv/accessPolicies/swap", content)
    assert (404, "ParentResourceNotFound") == arm.code(
        "PUT", "Microsoft.KeyVault/vaults/none/accessPolicies/add", content
    )
