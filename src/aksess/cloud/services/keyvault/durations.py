"""Spans of the calendar: 12 months, P90D (ISO 8601), as rotation policies and certificates say them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

DAY: Final = 86_400
_LAST_YEAR: Final = 9999
_SPAN: Final = re.compile(r"P(?=\d)(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """Months and days, added in that order."""

    months: int = 0
    days: int = 0

    def after(self, moment: int) -> int:
        """The Unix second that lies this span after another: the same day of the month, or that month's last."""
        start = datetime.fromtimestamp(moment, UTC)
        months = start.month - 1 + self.months
        year, month = min(start.year + months // 12, _LAST_YEAR), months % 12 + 1
        day = min(start.day, calendar.monthrange(year, month)[1])
        return int(start.replace(year=year, month=month, day=day).timestamp()) + self.days * DAY

    @property
    def at_least_days(self) -> int:
        """About how many days it is, a month taken as 30."""
        return self.months * 30 + self.days


def read_span(text: str) -> Span | None:
    """The span of ``P1Y2M3W4D``; None for what is none, or is no time at all."""
    found = _SPAN.fullmatch(text)
    if found is None:
        return None
    years, months, weeks, days = (int(part or 0) for part in found.groups())
    span = Span(years * 12 + months, weeks * 7 + days)
    return span if span.months or span.days else None
