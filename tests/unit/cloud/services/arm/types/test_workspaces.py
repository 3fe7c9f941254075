"""Log Analytics workspaces."""

import pytest

from tests.arm_scene import Arm

WORKSPACE = "Microsoft.OperationalInsights/workspaces/widemo-law"


def test_a_workspace_has_an_id_and_keys_of_its_own(arm: Arm) -> None:
    """Which stay, until they are regenerated."""
    first = arm.ok("PUT", WORKSPACE, {"location": "westeurope"})["properties"]
    second = arm.ok("PUT", WORKSPACE, {"location": "westeurope", "properties": {"customerId": "x"}})["properties"]
    keys = arm.ok("POST", f"{WORKSPACE}/sharedKeys", version="2020-08-01")

    assert first["customerId"] == second["customerId"]
    assert ("PerGB2018", 30, -1.0) == (
        first["sku"]["name"], first["retentionInDays"], first["workspaceCapping"]["dailyQuotaGb"],
    )  # fmt: skip
    assert keys["primarySharedKey"] != keys["secondarySharedKey"]
    assert keys != arm.ok("POST", f"{WORKSPACE}/regenerateSharedKey")


@pytest.mark.parametrize(("days", "status"), [(7, 201), (8, 400), (30, 201), (730, 201), (731, 400)])
def test_logs_are_kept_for_so_many_days(arm: Arm, days: int, status: int) -> None:
    """A week, or a month to two years."""
    content = {"location": "westeurope", "properties": {"retentionInDays": days}}

    assert status == arm("PUT", WORKSPACE, content).status


def test_none_is_kept_when_it_is_deleted(arm: Arm) -> None:
    """The list of deleted ones is empty."""
    arm.ok("PUT", WORKSPACE, {"location": "westeurope"})
    arm.ok("DELETE", f"{WORKSPACE}?force=false")

    assert [] == arm.ok("GET", "~/providers/Microsoft.OperationalInsights/deletedWorkspaces")["value"]
    assert (404, "ResourceNotFound") == arm.code("GET", WORKSPACE)
