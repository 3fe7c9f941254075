"""Keys in their order."""

from __future__ import annotations

import pytest

from aksess.cloud.state.sorted_keys import SortedKeys


class Asked(str):
    """A key that counts how often keys are compared or read."""

    __slots__ = ()
    times = 0

    def __lt__(self, other: str) -> bool:
        Asked.times += 1
        return super().__lt__(other)

    def startswith(self, *args: object) -> bool:
        Asked.times += 1
        return super().startswith(*args)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("prefix", "wanted"),
    [
        ("", ["a", "a-b", "a/", "a/b", "a/b/c", "a0", "\U0010ffff"]),
        ("a/", ["a/", "a/b", "a/b/c"]),
        ("a/b", ["a/b", "a/b/c"]),
        ("\U0010ffff", ["\U0010ffff"]),
        ("b", []),
        ("a/c", []),
    ],
)
def test_the_keys_of_a_prefix_are_read_in_their_order(prefix: str, wanted: list[str]) -> None:
    keys = SortedKeys(["a/b/c", "a0", "a/", "\U0010ffff", "a", "a-b"])

    keys.add("a/b")
    keys.add("a/b")

    assert wanted == keys.starting(prefix)


def test_a_key_that_was_removed_is_not_there() -> None:
    keys = SortedKeys(["a", "b"])

    keys.discard("a")
    keys.discard("c")

    assert ["b"] == keys.starting("")
    assert "a" not in keys
    assert "b" in keys


def test_a_list_that_was_read_is_the_callers_own() -> None:
    keys = SortedKeys(["a"])

    keys.starting("").clear()

    assert ["a"] == keys.starting("")


def test_a_key_is_found_without_a_walk_over_all() -> None:
    """A write and a read among a thousand keys ask ten of them at a time, not each."""
    keys = SortedKeys(Asked(f"{number:04}/x") for number in range(1024))
    Asked.times = 0

    keys.add(Asked("0500/y"))
    read = keys.starting("0500/")
    keys.discard(Asked("0500/y"))

    assert ["0500/x", "0500/y"] == read
    assert 100 > Asked.times
