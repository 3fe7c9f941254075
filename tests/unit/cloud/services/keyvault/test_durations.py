"""Spans of the calendar."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from aksess.cloud.services.keyvault.durations import Span, read_span


def second(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("P90D", Span(0, 90)),
        ("P1Y", Span(12, 0)),
        ("P1Y2M3W4D", Span(14, 25)),
        ("P2W", Span(0, 14)),
        ("P18M", Span(18)),
    ],
)
def test_a_duration_is_read(text: str, span: Span) -> None:
    """ISO 8601, dates alone."""
    assert span == read_span(text)


@pytest.mark.parametrize(
    "text", ["", "P", "90D", "P90", "PT5H", "P-1D", "P0D", "p90d", "P1D2Y", "P9999999D", "P\u0661D"]
)
def test_what_is_no_duration_is_none(text: str) -> None:
    """Nor is no time at all."""
    assert read_span(text) is None


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        ("2025-01-31T12:00:00", Span(1), "2025-02-28T12:00:00"),
        ("2024-01-31T12:00:00", Span(1), "2024-02-29T12:00:00"),
        ("2025-11-15T00:00:00", Span(14), "2027-01-15T00:00:00"),
        ("2025-01-01T00:00:00", Span(0, 90), "2025-04-01T00:00:00"),
        ("2025-12-31T00:00:00", Span(2, 1), "2026-03-01T00:00:00"),
    ],
)
def test_a_span_ends_on_the_same_day_or_the_months_last(start: str, span: Span, end: str) -> None:
    """Months first, then days."""
    assert second(end) == span.after(second(start))


def test_no_span_leaves_the_calendar() -> None:
    """The year 9999 is the last."""
    assert Span(months=12 * 9000).after(second("2025-06-01T00:00:00")) == second("9999-06-01T00:00:00")
