"""Resource groups."""

from urllib.parse import quote

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


@pytest.mark.parametrize("name", ["a" * 91, "a b", "ends."])
def test_a_name_has_rules(arm: Arm, name: str) -> None:
    """Microsoft's, with one code for all."""
    assert (400, "InvalidResourceGroup") == arm.code("PUT", f"~/resourceGroups/{name}", {"location": "westeurope"})


def test_a_group_stays_where_it_is(arm: Arm) -> None:
    """Its region cannot be changed."""
    assert (409, "InvalidResourceGroupLocation") == arm.code("PUT", arm.group, {"location": "northeurope"})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tagName eq 'team' and tagValue eq 'a'", ["one"]),
        ("tagName eq 'TEAM'", ["one", "two"]),
        ("tagName eq 'team' and tagValue eq 'north'", []),
        ("", ["one", "two", "widemo"]),
    ],
)
def test_groups_are_found_by_their_tags(arm: Arm, text: str, found: list[str]) -> None:
    """The value is that of the named tag, not of another one."""
    arm.ok("PUT", "~/resourceGroups/one", {"location": "westeurope", "tags": {"team": "a", "region": "north"}})
    arm.ok("PUT", "~/resourceGroups/two", {"location": "westeurope", "tags": {"team": "b"}})
    listed = arm.ok("GET", f"~/resourceGroups?$filter={quote(text)}")

    assert found == [each["name"] for each in listed["value"]]


def test_a_filter_of_something_else_is_refused(arm: Arm) -> None:
    """It is not passed over: the caller would take the whole list for the answer."""
    assert (400, "InvalidFilterInQueryString") == arm.code("GET", "~/resourceGroups?$filter=name%20eq%20'x'")
