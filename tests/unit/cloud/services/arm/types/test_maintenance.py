"""Maintenance configurations."""

from tests.arm_scene import Arm


def test_a_window_is_kept_under_one_of_three_names(arm: Arm) -> None:
    """Others are refused."""
    path = f"{arm.cluster()}/maintenanceConfigurations"
    window = {"properties": {"maintenanceWindow": {"durationHours": 4, "startDate": "2030-01-01"}}}
    made = arm("PUT", f"{path}/aksManagedAutoUpgradeSchedule", window)

    assert (201, window["properties"]) == (made.status, made.json()["properties"])
    assert (404, "ResourceNotFound") == arm.code("GET", f"{path}/default")
    assert (400, "InvalidResourceName") == arm.code("PUT", f"{path}/mine", window)


def test_a_window_keeps_the_day_on_which_it_begins(arm: Arm) -> None:
    """Whoever changes the rest leaves it out, and whoever names none begins today."""
    path = f"{arm.cluster()}/maintenanceConfigurations/aksManagedAutoUpgradeSchedule"
    today = arm.ok("PUT", path, {"properties": {"maintenanceWindow": {"durationHours": 4}}})
    arm.ok("PUT", path, {"properties": {"maintenanceWindow": {"durationHours": 4, "startDate": "2031-05-01"}}})
    changed = arm.ok("PUT", path, {"properties": {"maintenanceWindow": {"durationHours": 6}}})

    assert 10 == len(today["properties"]["maintenanceWindow"]["startDate"])
    assert {"durationHours": 6, "startDate": "2031-05-01"} == changed["properties"]["maintenanceWindow"]
