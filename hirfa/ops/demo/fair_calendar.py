"""Which fairs the demonstration holds, where and when: those known from the press, and invented ones beside them."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from typing import Final, NamedTuple

from hirfa.fairs.records import ContractRecord, FairRecord

from .country import NOW, Country, day_between, noon
from .files import read_demo_rows
from .fitting import apportion

FAIRS_2024: Final = 70
SEASON: Final = (dt.date(2025, 6, 1), dt.date(2025, 11, 1))
FRAMEWORK_SIGNED: Final = dt.date(2025, 2, 13)  # framework contract State, Budget, chambers (librentreprise.ma)
# Planned by the contracts of 2025 and held: invented, no page gives them.
PLANNED: Final = {
    "01": 5,
    "02": 4,
    "03": 5,
    "04": 5,
    "05": 4,
    "06": 6,
    "07": 6,
    "08": 4,
    "09": 5,
    "10": 3,
    "11": 3,
    "12": 2,
}
CANCELLED_OF_PLANNED: Final = 4
EXHIBITORS: Final = {"LOCAL": (35, 70), "PROVINCIAL": (55, 95), "REGIONAL": (85, 150), "NATIONAL": (300, 620)}
LEVELS_2024: Final = ("LOCAL", "PROVINCIAL", "REGIONAL", "PROVINCIAL", "LOCAL", "PROVINCIAL", "REGIONAL", "LOCAL")
WORDS: Final = {
    "LOCAL": ("معرض الصناعة التقليدية ب", "Salon de l'artisanat de "),
    "PROVINCIAL": ("المعرض الإقليمي للصناعة التقليدية ب", "Salon provincial de l'artisanat de "),
    "REGIONAL": ("المعرض الجهوي للصناعة التقليدية ب", "Salon régional de l'artisanat de "),
    "NATIONAL": ("المعرض الوطني للصناعة التقليدية ب", "Salon national de l'artisanat de "),
}
INVENTED: Final = "DEMONSTRATION"


class HeldFair(NamedTuple):
    """A fair and how many exhibit there."""

    record: FairRecord
    exhibitors: int


def plan_fairs(country: Country) -> tuple[list[ContractRecord], list[HeldFair]]:
    """Return the programme contracts of 2025 and all fairs, in the order of their first days."""
    dice = country.dice("fairs")
    contracts = {code: _contract(country, code, planned, dice) for code, planned in PLANNED.items()}
    fairs = [_known(country, row, contracts, dice) for row in read_demo_rows("fairs_known.csv")]
    fairs += _of_2024(country, fairs, dice)
    fairs += _of_2025(country, fairs, contracts, dice)
    # a fair of a small country has fewer exhibitors, but never so few that it is none
    fairs = [
        fair._replace(exhibitors=fair.exhibitors and max(6, round(fair.exhibitors * country.scale**0.5)))
        for fair in fairs
    ]
    return list(contracts.values()), sorted(fairs, key=lambda fair: (fair.record.starts_on, fair.record.code))


def _contract(country: Country, chamber: str, planned: int, dice: random.Random) -> ContractRecord:
    signed = FRAMEWORK_SIGNED + dt.timedelta(days=dice.randrange(60))
    budget = planned * dice.randrange(550_000, 900_000, 10_000) * 100
    return ContractRecord(country.ids(), f"CP-2025-{chamber}", chamber, *SEASON, planned, budget, signed, noon(signed))


def _known(
    country: Country, row: dict[str, str], contracts: dict[str, ContractRecord], dice: random.Random
) -> HeldFair:
    starts, ends = dt.date.fromisoformat(row["starts_on"]), dt.date.fromisoformat(row["ends_on"])
    region = row["province"][:2] or None
    exhibitors = int(row["exhibitors"] or dice.randint(*EXHIBITORS.get(row["level"], (40, 80))))
    contract = contracts.get(region or "")
    under = contract.id if contract and _in_season(starts, ends) and row["level"] != "THEMATIC" else None
    record = FairRecord(
        country.ids(),
        row["code"],
        row["name_ar"],
        row["name_fr"],
        row["level"],
        region,
        row["province"] or None,
        row["city_ar"],
        row["city_fr"],
        row["venue"],
        starts,
        ends,
        region,
        under,
        row["event"] or None,
        row["source"],
        "HELD",
        noon(starts - dt.timedelta(days=45)),
        noon(ends),
    )
    return HeldFair(record, exhibitors)


def _of_2024(country: Country, known: list[HeldFair], dice: random.Random) -> Iterator[HeldFair]:
    """Complete the 70 fairs of 2024: each region has about six, larger regions one more."""
    wanted = dict(zip(PLANNED, apportion(FAIRS_2024, [5.0 + planned / 5 for planned in PLANNED.values()]), strict=True))
    there = [fair.record for fair in known if fair.record.starts_on.year == 2024]
    for region, number in wanted.items():
        missing = number - sum(record.region_id == region for record in there)
        for place in range(missing):
            level = LEVELS_2024[(place + int(region)) % len(LEVELS_2024)]
            starts = day_between(dt.date(2024, 3, 15), dt.date(2024, 12, 12), dice)
            ends = min(starts + dt.timedelta(days=dice.randrange(5, 12)), dt.date(2024, 12, 29))
            event = "season-2024" if dt.date(2024, 6, 1) <= starts and ends <= dt.date(2024, 10, 31) else None
            yield _invented(country, f"D24-{region}-{place + 1:02d}", region, level, starts, ends, dice, event=event)


def _of_2025(
    country: Country, known: list[HeldFair], contracts: dict[str, ContractRecord], dice: random.Random
) -> Iterator[HeldFair]:
    """Complete the fairs of the 2025 contracts; a few of those planned are not held."""
    lost = dice.sample(sorted(contracts), CANCELLED_OF_PLANNED)
    for region, contract in contracts.items():
        there = sum(fair.record.contract_id == contract.id for fair in known)
        for place in range(max(0, contract.planned_fairs - there)):
            starts = day_between(SEASON[0], dt.date(2025, 10, 15), dice)
            ends = starts + dt.timedelta(days=dice.randrange(5, 12))
            yield _invented(
                country,
                f"D25-{region}-{place + 1:02d}",
                region,
                LEVELS_2024[place],
                starts,
                ends,
                dice,
                event="season-2025",
                contract=contract.id,
                held=not (place == 0 and region in lost),
            )


def _invented(
    country: Country,
    code: str,
    region: str,
    level: str,
    starts: dt.date,
    ends: dt.date,
    dice: random.Random,
    *,
    event: str | None = None,
    contract: uuid.UUID | None = None,
    held: bool = True,
) -> HeldFair:
    cities = [row for row in read_demo_rows("cities.csv") if row["region"] == region]
    city = dice.choices(cities, [int(row["size"]) for row in cities])[0]
    arabic, french = WORDS[level]
    record = FairRecord(
        country.ids(),
        code,
        f"{arabic}{city['city_ar']}",
        f"{french}{city['city_fr']}",
        level,
        region,
        city["province"],
        city["city_ar"],
        city["city_fr"],
        "",
        starts,
        ends,
        region,
        contract,
        event,
        INVENTED,
        "HELD" if held else "CANCELLED",
        noon(starts - dt.timedelta(days=45)),
        noon(ends if held else starts - dt.timedelta(days=12)),
    )
    return HeldFair(record, dice.randint(*EXHIBITORS[level]) if held else 0)


def _in_season(starts: dt.date, ends: dt.date) -> bool:
    return starts >= SEASON[0] and ends < SEASON[1]


def days_of(fair: FairRecord) -> list[dt.date]:
    """Return the days of a fair that the fictive clock has seen."""
    last = min(fair.ends_on, NOW.date())
    return [fair.starts_on + dt.timedelta(days=place) for place in range((last - fair.starts_on).days + 1)]
