"""Invented artisans for measuring: names, places and trades drawn with a seed. No real person."""

import csv
import datetime as dt
import random
from functools import lru_cache
from pathlib import Path

from hirfa.register.records import PersonRecord

NAMES = Path(__file__).parent.parent / "hirfa" / "ops" / "demo" / "data" / "names.csv"
DATA = Path(__file__).parent.parent / "hirfa" / "reference" / "data"
FIRST_DAY = dt.date(2022, 2, 21)


@lru_cache(maxsize=1)
def names() -> dict[str, tuple[list[tuple[str, list[str]]], list[float]]]:
    found: dict[str, tuple[list[tuple[str, list[str]]], list[float]]] = {
        "F": ([], []),
        "M": ([], []),
        "FAMILY": ([], []),
    }
    with NAMES.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            people, weights = found[row["kind"]]
            people.append((row["arabic"], [part.partition(":")[0] for part in row["latin"].split("|")]))
            weights.append(float(row["weight"]) + (weights[-1] if weights else 0))
    return found


@lru_cache(maxsize=1)
def places() -> tuple[list[tuple[str, str]], list[int], list[str]]:
    """Return (chamber, province) with weights, and trades."""
    with (DATA / "provinces.csv").open(encoding="utf-8") as file:
        provinces = [(row["region"], row["code"], int(row["population_2024"])) for row in csv.DictReader(file)]
    with (DATA / "trades.csv").open(encoding="utf-8") as file:
        trades = [row["code"] for row in csv.DictReader(file)]
    return [(region, code) for region, code, _n in provinces], [n for *_rest, n in provinces], trades


def people(batch: range) -> list[PersonRecord]:
    """Return the artisans of these numbers; the same number is always the same person."""
    dice = random.Random(batch.start)
    where, weights, trades = places()
    made = []
    for number, (chamber, province) in zip(batch, dice.choices(where, weights, k=len(batch)), strict=True):
        sex = "F" if dice.random() < 0.2 else "M"
        given_ar, given_latin = _draw(dice, sex)
        family_ar, family_latin = _draw(dice, "FAMILY")
        registered = FIRST_DAY + dt.timedelta(days=dice.randrange(1400))
        chance = dice.random()
        later = registered + dt.timedelta(days=1 + dice.randrange(300))
        made.append(
            PersonRecord(
                registered_on=registered,
                sex=sex,
                chamber=chamber,
                province=province,
                trade=dice.choice(trades),
                given_name_ar=given_ar,
                family_name_ar=family_ar,
                given_name_latin=given_latin,
                family_name_latin=family_latin,
                born_on=dt.date(1950 + dice.randrange(55), 1 + dice.randrange(12), 1 + dice.randrange(28)),
                birth_precision="DAY",
                cin=f"{dice.choice('ABCDEFGHJK')}{dice.choice('ABCDEFGHJK')}{number:06d}",
                phone=f"+2126{dice.randrange(10**8):08d}",
                local_number=f"{number:07d}",
                maalem_on=registered if chance < 0.1 else later if chance < 0.15 else None,
                closed_on=later if chance > 0.95 else None,
                closing_ground="REQUEST" if chance > 0.95 else "",
            )
        )
    return made


def _draw(dice: random.Random, kind: str) -> tuple[str, str]:
    people_of_kind, weights = names()[kind]
    arabic, spellings = dice.choices(people_of_kind, cum_weights=weights)[0]
    return arabic, dice.choice(spellings)
