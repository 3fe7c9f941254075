"""Resource groups."""

import pytest

from tests.arm_scene import Arm


def test_a_group_is_made_shown_updated_and_deleted(arm: Arm) -> None:
    """Its id is that of the first write."""
    path = "~/resourceGroups/Other"
    made = arm("PUT", path, {"location": "West Europe", "tags": {"a": "b"}})
    patched = arm.ok("PATCH", path, {"tags": {"c": "d"}})

    assert 201 == made.status
    assert f"{arm.subscription}/resourceGroups/Other" == made.json()["id"]
    assert ("westeurope", {"c": "d"}) == (patched["location"], patched["tags"])
    assert 200 == arm("DELETE", path).status
    assert (404, "ResourceGroupNotFound") == arm.code("GET", path)


@pytest.mark.parametrize(
    ("name", "code"),
    [("a" * 91, "InvalidResourceName"), ("a b", "InvalidResourceName"), ("ends.", "InvalidResourceGroup")],
)
def test_a_name_has_rules(arm: Arm, name: str, code: str) -> None:
    """Microsoft's."""
    assert (400, code) == arm.code("PUT", f"~/resourceGroups/{name}", {"location": "westeurope"})


def test_a_group_stays_where_it_is(arm: Arm) -> None:
    """Its region cannot be changed."""
    assert (409, "InvalidResourceGroupLocation") == arm.code("PUT", arm.group, {"location": "northeurope"})
