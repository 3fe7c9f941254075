from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from aksess.cloud.services.blob.pages import merged, overlap, without

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8)).map(lambda pair: (pair[0], pair[0] + pair[1])))


def covered(ranges: list[tuple[int, int]]) -> set[int]:
    return {at for first, last in ranges for at in range(first, last + 1)}


@given(SPANS)
def test_merging_covers_the_same_bytes_in_order(ranges: list[tuple[int, int]]) -> None:
    found = merged(ranges)

    assert covered(ranges) == covered(found)
    assert all(before[1] + 1 < after[0] for before, after in pairwise(found))


@given(SPANS, st.integers(0, 30), st.integers(0, 10))
def test_a_part_and_the_rest_make_the_whole(ranges: list[tuple[int, int]], first: int, length: int) -> None:
    whole, last = merged(ranges), first + length
    part, rest = covered(overlap(whole, first, last)), covered(without(whole, first, last))

    assert covered(whole) == part | rest
    assert set() == part & rest
    assert part == covered(whole) & set(range(first, last + 1))
