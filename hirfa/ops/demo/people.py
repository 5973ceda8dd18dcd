"""The demonstration's artisans, one record each, made in child processes from their plan. No database here."""

import datetime as dt
import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from hirfa.reference.files import read_rows
from hirfa.register.records import PersonRecord

from .names import draw
from .population import LAST_DAY, Plan

BATCH: Final = 5_000
GROUNDS: Final = ("REQUEST", "REQUEST", "REQUEST", "CEASED", "DECEASED")
MAALEM_AGE: Final = 34  # ten years of practice, rarely before 24


@dataclass(frozen=True, slots=True)
class PeopleBatch:
    """Some of the people to come. The same batch and seed give the same records."""

    seed: int
    plans: Sequence[Plan]

    def __len__(self) -> int:
        return len(self.plans)


def batches(plans: Sequence[Plan], *, seed: int) -> Iterator[PeopleBatch]:
    for start in range(0, len(plans), BATCH):
        yield PeopleBatch(seed, plans[start : start + BATCH])


def expand(batch: PeopleBatch) -> Iterator[PersonRecord]:
    """Give each planned person names, birth, place, CIN and telephone: all invented."""
    dice = random.Random(f"person {batch.seed} {batch.plans[0].number}")
    return (_person(plan, dice) for plan in batch.plans)


def _person(plan: Plan, dice: random.Random) -> PersonRecord:
    region = plan.province[:2]
    given, family = draw(plan.sex, region, dice), draw("FAMILY", region, dice)
    scripts = dice.random()  # a few files hold one script only
    born = _birth(plan.day, dice)
    precision = "YEAR" if born.month == 1 and born.day == 1 else "DAY"
    age = plan.day.year - born.year
    return PersonRecord(
        registered_on=plan.day,
        sex=plan.sex,
        chamber=region,  # one chamber a region today
        province=plan.province,
        trade=plan.trade,
        given_name_ar=given.arabic if scripts > 0.03 else "",
        family_name_ar=family.arabic if scripts > 0.03 else "",
        given_name_latin=given.spelt(dice) if scripts < 0.95 else "",
        family_name_latin=family.spelt(dice) if scripts < 0.95 else "",
        born_on=born,
        birth_precision=precision,
        commune=_commune(plan.province, dice),
        cin=invented_cin(plan.number) if dice.random() > 0.008 else "",
        phone=invented_phone(plan.number) if dice.random() > 0.15 else "",
        local_number=f"{region}-{plan.day.year}-{plan.number:07d}",
        maalem_on=_maalem_on(plan, age, dice) if age >= MAALEM_AGE else None,
        suspended_on=plan.leaves_on if plan.suspended else None,
        closed_on=None if plan.suspended else plan.leaves_on,
        closing_ground=dice.choice(GROUNDS) if plan.leaves_on and not plan.suspended else "",
        portrait_seed=plan.number,
    )


def invented_cin(number: int) -> str:
    """Return a CIN of two letters and six digits that no office gives: its first letter is Z."""
    letter, rest = divmod(number, 100_000)
    # 7919 is prime to 100,000: neighbours in the register do not get neighbouring numbers
    return f"Z{'ABCDEFGHJKLMNPQRSTUVWXY'[letter % 23]}{rest * 7919 % 100_000 + 100_000:06d}"


def invented_phone(number: int) -> str:
    """Return a number of the right form. Someone may bear it: nothing is ever sent from a demonstration."""
    return f"+21260{number * 7919 % 10_000_000:07d}"


def _birth(day: dt.date, dice: random.Random) -> dt.date:
    years = dice.triangular(19, 74, 38)
    born = dt.date.fromordinal(day.toordinal() - round(years * 365.25))
    return dt.date(born.year, 1, 1) if dice.random() < 0.025 else born


def _maalem_on(plan: Plan, age: int, dice: random.Random) -> dt.date | None:
    chance = dice.random()
    if chance > 0.16 + (age - MAALEM_AGE) * 0.006:
        return None
    if chance < 0.1:
        return plan.day
    last = plan.leaves_on or LAST_DAY
    room = (last - plan.day).days - 31
    return plan.day + dt.timedelta(days=30 + dice.randrange(room)) if room > 0 else None


def _commune(province: str, dice: random.Random) -> str:
    codes, weights = communes_of(province)
    return dice.choices(codes, cum_weights=weights)[0]


@lru_cache(maxsize=80)
def communes_of(province: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return the communes of a province (arrondissements for those that have them) and their cumulated weights."""
    rows = _communes()[province]
    parents = {row["parent"] for row in rows if row["parent"]}
    kept = [row for row in rows if row["code"] not in parents]
    weights = [int(row["population_2024"]) * (0.5 if row["kind"] == "RURAL" else 1.0) for row in kept]
    return tuple(row["code"] for row in kept), tuple(itertools.accumulate(weights))


@lru_cache(maxsize=1)
def _communes() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in read_rows("communes.csv"):
        found.setdefault(row["province"], []).append(row)
    return found
