from __future__ import annotations

import pytest

from aksess.cloud.storage.dates import http_date, iso, precise, read_http_date, read_iso

MOMENT = 1_795_470_467.25


def test_a_moment_in_each_spelling() -> None:
    assert "Mon, 23 Nov 2026 21:47:47 GMT" == http_date(MOMENT)
    assert "2026-11-23T21:47:47Z" == iso(MOMENT)
    assert "2026-11-23T21:47:47.2500000Z" == precise(MOMENT)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23T21:47:47Z",
        "2026-11-23T21:47:47.0000000Z",
        "2026-11-23T21:47:47",
        "2026-11-23T23:47:47+02:00",
    ],
)
def test_every_spelling_of_a_signature_is_read(text: str) -> None:
    assert int(MOMENT) == read_iso(text)


def test_minutes_and_days_are_enough() -> None:
    assert int(MOMENT) - 47 == read_iso("2026-11-23T21:47Z")
    assert int(MOMENT) - int(MOMENT) % 86400 == read_iso("2026-11-23")


@pytest.mark.parametrize("text", ["", "soon", "2026-13-01", "2026-11-23T25:00Z", ".", "0001-01-01T00:00+01:00"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_iso(text) is None
    assert read_http_date(text) is None


def test_an_http_date_is_read() -> None:
    assert int(MOMENT) == read_http_date("Mon, 23 Nov 2026 21:47:47 GMT")
