"""Legal days and periods. Morocco's clock changes around Ramadan, so a legal day is never the UTC day."""

import datetime as dt
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

CASABLANCA: Final = ZoneInfo("Africa/Casablanca")


def legal_day(at: dt.datetime) -> dt.date:
    """Return the day in Morocco of an aware moment. Raises ValueError for a naive one."""
    if at.tzinfo is None:
        raise ValueError("a moment without time zone has no legal day")
    return at.astimezone(CASABLANCA).date()


def start_of_day(day: dt.date) -> dt.datetime:
    """Return the first moment of a legal day, aware, in Casablanca's time."""
    return dt.datetime.combine(day, dt.time(), tzinfo=CASABLANCA)


def end_of_day(day: dt.date) -> dt.datetime:
    """Return the first moment after a legal day: what was recorded before it was known on that day."""
    return start_of_day(day + dt.timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to before `end` (half-open). An instant is one day."""

    start: dt.date
    end: dt.date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"empty period: {self.start} to {self.end}")

    @property
    def last_day(self) -> dt.date:
        return self.end - dt.timedelta(days=1)

    def a_year_before(self) -> "Period":
        """Return the same days of the year before: to a whole February its own, to a 29th the 28th."""
        if self.start == self.last_day:
            return instant(_year_before(self.start, leap_day=dt.timedelta(0)))
        return Period(_year_before(self.start), _year_before(self.end))


def year(number: int) -> Period:
    return Period(dt.date(number, 1, 1), dt.date(number + 1, 1, 1))


def year_to_month(number: int, month: int) -> Period:
    """Return January to the end of `month` (1 to 12) of a year."""
    end = dt.date(number + 1, 1, 1) if month == 12 else dt.date(number, month + 1, 1)
    return Period(dt.date(number, 1, 1), end)


def instant(day: dt.date) -> Period:
    return Period(day, day + dt.timedelta(days=1))


def _year_before(day: dt.date, *, leap_day: dt.timedelta = dt.timedelta(days=1)) -> dt.date:
    """Return the day a year before; for 29 February, `leap_day` after the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return dt.date(day.year - 1, 2, 28) + leap_day
