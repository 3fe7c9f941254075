"""Kubernetes versions."""

import pytest

from aksess.cluster.versions import Version, nearest


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kubernetes v1.37.2", Version(1, 37, 2)),
        ("1.33", Version(1, 33, 0)),
        ("v1.32.0-eks-5ca49cb", Version(1, 32, 0)),
        ("nothing", None),
    ],
)
def test_a_version_is_read_from_a_text(text: str, wanted: Version | None) -> None:
    assert wanted == Version.found_in(text)


@pytest.mark.parametrize(
    ("asked", "there", "wanted"),
    [
        ("1.33.6", ["1.33.6", "1.37.2"], "1.33.6"),
        ("1.33.6", ["1.33.1", "1.33.4", "1.37.2"], "1.33.4"),
        ("1.33.6", ["1.30.1", "1.34.1", "1.34.4", "1.37.2"], "1.34.4"),
        ("1.33.6", ["1.30.1", "1.31.2"], "1.31.2"),
    ],
)
def test_the_nearest_version_is_of_the_same_minor_or_the_next_newer_one(
    asked: str, there: list[str], wanted: str
) -> None:
    found = nearest(Version(*map(int, asked.split("."))), [Version(*map(int, each.split("."))) for each in there])

    assert wanted == str(found)


def test_there_is_no_nearest_version_where_there_is_none() -> None:
    assert nearest(Version(1, 33), []) is None
