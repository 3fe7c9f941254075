"""Lists in pages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.cloud.services.keyvault.conftest import Bench


def pages(bench: Bench, path: str) -> list[list[Any]]:
    """Every page, by the links that lead on."""
    found = []
    reply = bench.ok("GET", path)
    while True:
        found.append(reply["value"])
        if reply["nextLink"] is None:
            return found
        url = reply["nextLink"].removeprefix("https://widemo-kv.vault.azure.net").replace("api-version=7.6&", "")
        reply = bench.ok("GET", url)


@pytest.fixture
def many(bench: Bench) -> Bench:
    """Thirty secrets, and one with thirty versions."""
    for number in range(30):
        bench.ok("PUT", f"/secrets/s{number:02}", {"value": "x"})
        bench.ok("PUT", "/secrets/z", {"value": "x"})
    return bench


def test_a_page_has_25_items_and_a_link_to_the_rest(many: Bench) -> None:
    """Each once, in the order of their names."""
    first, second = pages(many, "/secrets")
    names = [each["id"].rpartition("/")[2] for each in (*first, *second)]

    assert (25, 6) == (len(first), len(second))
    assert [*(f"s{number:02}" for number in range(30)), "z"] == names


def test_maxresults_makes_pages_shorter(many: Bench) -> None:
    """And the link keeps it."""
    assert [10, 10, 10, 1] == [len(page) for page in pages(many, "/secrets?maxresults=10")]


def test_versions_and_deleted_objects_come_in_pages_too(many: Bench) -> None:
    """The same way."""
    for number in range(30):
        many.ok("DELETE", f"/secrets/s{number:02}")

    assert [25, 5] == [len(page) for page in pages(many, "/secrets/z/versions")]
    assert [25, 5] == [len(page) for page in pages(many, "/deletedsecrets")]


def test_a_full_page_that_is_the_last_has_no_link(bench: Bench) -> None:
    """25 of 25."""
    for number in range(25):
        bench.ok("PUT", f"/secrets/s{number:02}", {"value": "x"})

    assert [25] == [len(page) for page in pages(bench, "/secrets")]


@pytest.mark.parametrize(
    "query", ["maxresults=0", "maxresults=26", "maxresults=-1", "maxresults=x", "maxresults=1e1", "$skiptoken=%C3%A9"]
)
def test_a_query_that_is_wrong_is_refused(bench: Bench, query: str) -> None:
    """BadParameter."""
    reply = bench("GET", f"/secrets?{query}")

    assert (400, "BadParameter") == (reply.status, reply.error)


def test_a_made_up_token_shows_nothing_of_another_vault(many: Bench) -> None:
    """It is a place in this vault's own order."""
    many.make("other-kv")

    assert 200 == many("GET", "/secrets?$skiptoken=Li4vLi4v").status
