"""Periods of figures: a kind and half-open days. Nothing here reads a clock."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from hirfa.core.dates import Period, instant, year, year_to_month

from .choices import PeriodKind

_SLUG: Final = re.compile(r"(\d{4})(?:-m(\d{2})|-(\d{2})-(\d{2})|-(\d{2})|-(\d{4}))?")


@dataclass(frozen=True, slots=True)
class FigurePeriod:
    """The days that a figure speaks of, with the kind that says how they are compared."""

    kind: PeriodKind
    days: Period

    @property
    def slug(self) -> str:
        """How the period is written in an address: `2025-12-31`, `2025-11`, `2025-m11` (year to November), `2025`, `2021-2024`."""
        first, last = self.days.start, self.days.last_day
        return {
            PeriodKind.INSTANT: first.isoformat(),
            PeriodKind.MONTH: f"{first:%Y-%m}",
            PeriodKind.YTD: f"{first.year}-m{last.month:02d}",
            PeriodKind.YEAR: f"{first.year}",
            PeriodKind.RANGE: f"{first.year}-{last.year}",
        }[self.kind]

    def a_year_before(self) -> "FigurePeriod":
        return FigurePeriod(self.kind, self.days.a_year_before())


def on_day(day: dt.date) -> FigurePeriod:
    return FigurePeriod(PeriodKind.INSTANT, instant(day))


def in_month(number: int, month: int) -> FigurePeriod:
    return FigurePeriod(PeriodKind.MONTH, Period(dt.date(number, month, 1), year_to_month(number, month).end))


def in_year(number: int) -> FigurePeriod:
    return FigurePeriod(PeriodKind.YEAR, year(number))


def to_month(number: int, month: int) -> FigurePeriod:
    return FigurePeriod(PeriodKind.YTD, year_to_month(number, month))


def over_years(first: int, last: int) -> FigurePeriod:
    return FigurePeriod(PeriodKind.RANGE, Period(dt.date(first, 1, 1), dt.date(last + 1, 1, 1)))


def make_period(kind: str, start: dt.date, last_day: dt.date) -> FigurePeriod:
    """Return a period from its kind, first and last day (included). Raises ValueError when they do not fit together."""
    days = Period(start, last_day + dt.timedelta(days=1))
    made = FigurePeriod(PeriodKind(kind), days)
    if parse_slug(made.slug) != made:
        raise ValueError(f"{start} to {last_day} is no {kind}")
    return made


def parse_slug(slug: str) -> FigurePeriod:
    """Return the period of a slug. Raises ValueError for what is none."""
    match = _SLUG.fullmatch(slug)
    if match is None:
        raise ValueError(f"no period: {slug}")
    first, to, month_of_day, day, month, last = match.groups()
    number = int(first)
    if to:
        return to_month(number, int(to))
    if day:
        return on_day(dt.date(number, int(month_of_day), int(day)))
    if month:
        return in_month(number, int(month))
    if last:
        return over_years(number, int(last))
    return in_year(number)
