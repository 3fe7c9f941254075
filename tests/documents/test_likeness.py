"""What counts as the same output: ids, times and ports may differ, words may not."""

from __future__ import annotations

import pytest

from tests.documents.likeness import alike

ONE, OTHER = "baeac628-b7b3-44b6-84fc-e75fd46d1c74", "36b333a5-c519-4560-ab90-01cf1abb5462"


@pytest.mark.parametrize(
    ("shown", "came"),
    [
        ([], ""),
        (["Hello"], "Hello\n"),
        ([f"tenant  {ONE}"], f"tenant  {OTHER}\n"),
        (["up (0.42 s), process 12"], "up (11.00 s), process 4711\n"),
        (["22:13:01.173 401 pod-250d04 at 127.0.0.1:80"], "01:02:03.004 401 pod-aaaaaa at 127.0.0.1:4711\n"),
        (["AADSTS700213: No … found"], "AADSTS700213: No matching thing found\n"),
        (["…", "last"], "first\nsecond\nlast\n"),
        (["first", "…"], "first\n"),
        (["plain"], "\x1b[1mplain\x1b[0m\n"),
        (["line"], "line   \n"),
    ],
)
def test_what_differs_every_time_may_differ(shown: list[str], came: str) -> None:
    """Ids, times, ports, what was left out."""
    assert alike(shown, came)


@pytest.mark.parametrize(
    ("shown", "came"),
    [
        ([], "something\n"),
        (["Hello"], "Hello!\n"),
        (["Hello"], ""),
        (["a", "c"], "a\nb\nc\n"),
        ([f"tenant  {ONE}"], "tenant  none\n"),
        (["AADSTS700213: …"], "AADSTS700211: No match\n"),
        (["…", "last"], "last\nbut one\n"),
        (["8 objects."], "7 objects.\n"),
        (["a.b"], "axb\n"),
    ],
)
def test_words_and_numbers_may_not(shown: list[str], came: str) -> None:
    """A page that says something else is wrong."""
    assert not alike(shown, came)
