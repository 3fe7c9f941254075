"""Maintenance configurations."""

from tests.arm_scene import Arm


def test_a_window_is_kept_under_one_of_three_names(arm: Arm) -> None:
    """Others are refused."""
    path = f"{arm.cluster()}/maintenanceConfigurations"
    window = {"properties": {"maintenanceWindow": {"durationHours": 4}}}
    made = arm("PUT", f"{path}/aksManagedAutoUpgradeSchedule", window)

    assert (201, window["properties"]) == (made.status, made.json()["properties"])
    assert (404, "ResourceNotFound") == arm.code("GET", f"{path}/default")
    assert (400, "InvalidResourceName") == arm.code("PUT", f"{path}/mine", window)
