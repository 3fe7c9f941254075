"""``$orderby`` and ``$search``."""

from __future__ import annotations

from typing import Any

import pytest

from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.graph.sorting import ordered, searching
from tests.unit.cloud.services.graph.conftest import Graph

THINGS: list[dict[str, Any]] = [
    {"id": "1", "displayName": "web Admins", "mail": None},
    {"id": "2", "displayName": "Data readers", "mail": "b@x"},
    {"id": "3", "displayName": "data-Admins", "mail": "b@x"},
]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", "123"),
        ("displayName", "231"),
        ("displayName desc", "132"),
        ("DISPLAYNAME asc", "231"),
        ("mail desc, displayName", "231"),
        ("mail, displayName desc", "132"),
    ],
)
def test_objects_come_in_the_order_that_was_asked_for(text: str, ids: str) -> None:
    """Without case; the first name counts most."""
    assert ids == "".join(each["id"] for each in ordered(THINGS, text))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ('"displayName:admins"', "13"),
        ('"displayName:adm"', "13"),
        ('"displayName:min"', ""),
        ('"displayName:data admins"', "3"),
        ('"mail:b@"', "23"),
        ('"mail:@x"', ""),
        ('"displayName:data" AND "displayName:readers"', "2"),
        ('"displayName:web" OR "displayName:readers"', "12"),
    ],
)
def test_a_search_finds_words_by_their_beginning(text: str, ids: str) -> None:
    """In names and descriptions; in anything else the beginning of the whole."""
    test = searching(text)

    assert ids == "".join(each["id"] for each in THINGS if test(each))


@pytest.mark.parametrize("text", ["displayName:x", '"x"', '"displayName:x" AND', '"a:b" "c:d"', '"'])
def test_a_search_that_cannot_be_read_is_refused(text: str) -> None:
    """Not passed over."""
    with pytest.raises(Fault):
        searching(text)


@pytest.mark.parametrize("text", ["displayName up", "1", "a b c", ",x"])
def test_an_order_that_cannot_be_read_is_refused(text: str) -> None:
    """Not passed over."""
    with pytest.raises(Fault):
        ordered(THINGS, text)


def test_a_list_is_sought_and_ordered(graph: Graph) -> None:
    """A search needs the header that says the answer may lag."""
    for name in ("web admins", "data admins", "readers"):
        graph.group(name)
    path = '/groups?$search="displayName:admins"&$orderby=displayName'
    found = graph("GET", path, headers={"ConsistencyLevel": "eventual"}).json()["value"]

    assert ["data admins", "web admins"] == [each["displayName"] for each in found]
    refused = graph("GET", path)
    assert (400, "Request_UnsupportedQuery") == (refused.status, refused.error)
