"""Long lists."""

from urllib.parse import urlsplit

import pytest

from tests.arm_scene import Arm


def test_a_long_list_comes_in_pages(arm: Arm) -> None:
    """Every item once, in order, behind ``nextLink``."""
    for number in range(5):
        arm.identity(f"wi-{number}")
    names, link = [], f"{arm.group}/resources?$top=2"
    pages = 0
    while link:
        page = arm.ok("GET", link)
        names += [each["name"] for each in page["value"]]
        pages += 1
        parts = urlsplit(page.get("nextLink", ""))
        link = f"{parts.path}?{parts.query}" if parts.path else ""

    assert (3, [f"wi-{number}" for number in range(5)]) == (pages, names)


def test_what_is_written_between_two_pages_moves_nothing(arm: Arm) -> None:
    """A page continues behind the last item of the one before."""
    for number in (1, 3, 5):
        arm.identity(f"wi-{number}")
    first = arm.ok("GET", f"{arm.group}/resources?$top=2")
    arm("DELETE", "Microsoft.ManagedIdentity/userAssignedIdentities/wi-1")
    parts = urlsplit(first["nextLink"])

    assert ["wi-5"] == [each["name"] for each in arm.ok("GET", f"{parts.path}?{parts.query}")["value"]]


@pytest.mark.parametrize("top", ["0", "-1", "1001", "x", "9" * 5000, "١"])
def test_a_page_has_one_to_a_thousand_items(arm: Arm, top: str) -> None:
    """Other numbers are no numbers here."""
    assert (400, "InvalidQueryParameterValue") == arm.code("GET", f"{arm.group}/resources?$top={top}")


def test_a_token_that_is_none_of_ours_is_refused(arm: Arm) -> None:
    """Not answered from the beginning."""
    assert (400, "InvalidSkipToken") == arm.code("GET", f"{arm.group}/resources?$skiptoken=%FF")
