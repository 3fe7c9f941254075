from __future__ import annotations

import pytest

from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.storage.address import split


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("/", ("", "")),
        ("/photos", ("photos", "")),
        ("/photos/", ("photos", "")),
        ("/photos/a.txt", ("photos", "a.txt")),
        ("/photos/2026/a%20b.jpg", ("photos", "2026/a b.jpg")),
        ("/photos//a/", ("photos", "/a/")),
        ("/photos/a%2Fb%2525", ("photos", "a/b%25")),
        ("/photos/a+b", ("photos", "a+b")),
        ("/photos/%C3%A9", ("photos", "é")),
    ],
)
def test_every_slash_counts_and_names_are_decoded_once(path: str, parts: tuple[str, str]) -> None:
    assert parts == split(path)


@pytest.mark.parametrize("path", ["/photos/%ff", "/photos/a%00b", "/%00"])
def test_what_can_be_no_name_is_refused(path: str) -> None:
    """Not UTF-8, or with a zero in it, which our own keys are made with."""
    with pytest.raises(Fault) as refused:
        split(path)

    assert (400, "InvalidUri") == (refused.value.status, refused.value.code)
