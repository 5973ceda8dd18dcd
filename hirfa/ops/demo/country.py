"""What the parts of the demonstration share while it is built: who is there, the dice, ids and the fictive clock."""

import datetime as dt
import random
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from hirfa.reference.files import read_rows

from .population import Plan

# The fictive clock: the Monday of the statement, before the session. Nothing in the country is later.
NOW: Final = dt.datetime(2026, 1, 19, 9, 0, tzinfo=dt.UTC)
BY: Final = "demo"


@dataclass(frozen=True, slots=True)
class Artisan:
    """Someone in force at the end of 2025, by holder id."""

    id: uuid.UUID
    plan: Plan

    @property
    def region(self) -> str:
        return self.plan.province[:2]


@dataclass
class Country:
    """The country so far. `ids` gives the same ids for the same seed, in the order in which they are asked for."""

    scale: float
    seed: int
    ids: Callable[[], uuid.UUID]
    people: list[Artisan] = field(default_factory=list)
    by_region: dict[str, list[Artisan]] = field(default_factory=dict)
    by_province: dict[str, list[Artisan]] = field(default_factory=dict)

    def dice(self, subject: str) -> random.Random:
        """Return the dice of one subject, so that adding a part changes no other."""
        return random.Random(f"{subject} {self.seed}")

    def scaled(self, full: int, *, least: int = 1) -> int:
        return max(least, round(full * self.scale))

    def settle(self, people: Sequence[Artisan]) -> None:
        """Take note of who is in force."""
        self.people = list(people)
        for artisan in self.people:
            self.by_region.setdefault(artisan.region, []).append(artisan)
            self.by_province.setdefault(artisan.plan.province, []).append(artisan)

    def people_of(self, region: str | None) -> list[Artisan]:
        """Return those of a region; everyone where the region has too few for a fair (a very small country)."""
        found = self.by_region.get(region or "", [])
        return found if len(found) >= 200 else self.people

    def sample(self, people: Sequence[Artisan], count: int, dice: random.Random) -> list[Artisan]:
        return dice.sample(people, min(count, len(people)))


@lru_cache(maxsize=1 << 13)
def noon(day: dt.date) -> dt.datetime:
    """The moment at which a fact of a day is recorded: noon UTC, never later than the fictive clock."""
    return min(dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC), NOW)


def working_day(day: dt.date) -> dt.date:
    """Return the day, or the Friday before a weekend."""
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


def working_days(first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """Return the days from Monday to Friday from `first` to `last`, both included."""
    days = (first + dt.timedelta(days=place) for place in range((last - first).days + 1))
    return tuple(day for day in days if day.weekday() < 5)


def day_between(first: dt.date, last: dt.date, dice: random.Random) -> dt.date:
    """Return a day from `first` to `last`, both included."""
    return first + dt.timedelta(days=dice.randrange((last - first).days + 1))


def provinces_by_weight(country: Country) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the provinces with how many artisans each has."""
    codes = tuple(row["code"] for row in read_rows("provinces.csv") if country.by_province.get(row["code"]))
    return codes, tuple(len(country.by_province[code]) for code in codes)


def in_two_scripts(code: str) -> tuple[str, str]:
    """Return the names of a province, in Arabic and in French."""
    return _PROVINCES[code]


_PROVINCES: Final = {row["code"]: (row["name_ar"], row["name_fr"]) for row in read_rows("provinces.csv")}
