"""Programs that others wrote wait a lot: what takes longest begins first, where tests run beside one another."""

from __future__ import annotations

import re

import pytest

# Tests whose providers wait for minutes by themselves.
LONG = re.compile(
    r"whole_life\[azurerm-\d\]|-(roles|configuration|morevaults)\]|both_ways|brought_back|_example_|walk_through|page_works"
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A long one, a short one, a long one, …: a worker is handed two at a time."""
    long = [item for item in items if LONG.search(item.nodeid)]
    short = [item for item in items if item not in long]
    pairs = [each for both in zip(long, short, strict=False) for each in both]
    items[:] = [*pairs, *long[len(short) :], *short[len(long) :]]
