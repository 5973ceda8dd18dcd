"""Cooperatives, their members and filings, and enterprises."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from hirfa.cooperatives.operations import load_cooperatives
from hirfa.cooperatives.records import ActivityRecord, CooperativeRecord, FilingRecord, MandateRecord, MemberRecord
from hirfa.register.operations.loading import load_units
from hirfa.register.records import UnitRecord

from .country import BY, NOW, Artisan, Country, day_between, in_two_scripts, noon, provinces_by_weight, working_day
from .population import LAST_DAY

COOPERATIVES: Final = 6_000
ENTERPRISES: Final = 3_000
WOMENS_SHARE: Final = 0.474  # of those operating in the sector: "over 47 %" with all members women
OPENED: Final = dt.date(2022, 2, 21)
WOMENS_TRADES: Final = (
    *("D-01-001", "D-01-006", "D-01-011", "D-02-001", "D-02-002", "D-02-008", "D-03-001", "D-03-006", "D-03-007"),
    *("D-09-003", "D-09-005", "D-11-004", "D-11-005", "D-11-007"),
)
OTHER_TRADES: Final = (
    *("D-01-007", "D-01-010", "D-04-002", "D-04-006", "D-05-001", "D-05-003", "D-06-001", "D-06-002", "D-06-006"),
    *("D-07-001", "D-07-002", "D-08-001", "D-09-001", "D-09-004", "D-10-002", "D-11-004"),
)
NAMES: Final = (
    ("الأمل", "Al Amal"),
    ("النور", "Annour"),
    ("التضامن", "Attadamoun"),
    ("الوفاق", "Al Wifaq"),
    ("النجاح", "Annajah"),
    ("الأصالة", "Al Assala"),
    ("تيفاوين", "Tifaouine"),
    ("تاكموت", "Tagmout"),
    ("أنامل", "Anamil"),
    ("أنامل ذهبية", "Anamil Dahabia"),
    ("الزهراء", "Azzahra"),
    ("الوردة", "Al Warda"),
    ("النخلة", "Annakhla"),
    ("أركان", "Argane"),
    ("تازربيت", "Tazerbit"),
    ("الخيط الذهبي", "Al Khait Addahabi"),
    ("المستقبل", "Al Moustaqbal"),
    ("الإبداع", "Al Ibdaa"),
    ("التراث", "Attourath"),
    ("الفجر", "Al Fajr"),
    ("تامونت", "Tamount"),
    ("تودرت", "Toudert"),
    ("إسمون", "Ismoun"),
    ("الياسمين", "Al Yasmine"),
    ("الصانع", "Assanie"),
    ("المعلم", "Al Maallem"),
    ("السنبلة", "Assounboula"),
    ("الأرزة", "Al Arza"),
    ("تيزي", "Tizi"),
    ("أطلس", "Atlas"),
)


@dataclass(frozen=True, slots=True)
class Coop:
    """A cooperative as the other parts need it."""

    id: uuid.UUID
    province: str
    trade: str
    all_women: bool
    operates: bool
    founded_on: dt.date
    registered_on: dt.date


@dataclass
class _Rows:
    units: list[UnitRecord] = field(default_factory=list)
    cooperatives: list[CooperativeRecord] = field(default_factory=list)
    activities: list[ActivityRecord] = field(default_factory=list)
    members: list[MemberRecord] = field(default_factory=list)
    mandates: list[MandateRecord] = field(default_factory=list)
    filings: list[FilingRecord] = field(default_factory=list)


def build_units(country: Country) -> list[Coop]:
    """Load cooperatives and enterprises; return the cooperatives that exist at the end of 2025."""
    dice = country.dice("units")
    rows = _Rows()
    kept = list(_cooperatives(country, rows, dice))
    _enterprises(country, rows, dice)
    load_units(records=rows.units, ids=country.ids, by=BY, at=NOW, recorded_as_it_happened=True)
    load_cooperatives(
        cooperatives=rows.cooperatives,
        activities=rows.activities,
        members=rows.members,
        mandates=rows.mandates,
        filings=rows.filings,
        by=BY,
        at=NOW,
    )
    return kept


def _cooperatives(country: Country, rows: _Rows, dice: random.Random) -> Iterator[Coop]:
    """Make the cooperatives. Of 20, one was dissolved and two do not operate in the sector (any more)."""
    codes, weights = provinces_by_weight(country)
    operating = 0
    for number in range(1, country.scaled(COOPERATIVES, least=40) + 1):
        province = dice.choices(codes, weights)[0]
        fate = number % 20
        operates, dissolved = fate > 2, fate == 0
        if operates:
            operating += 1
            womens = int(operating * WOMENS_SHARE) > int((operating - 1) * WOMENS_SHARE)
        else:
            womens = number % 3 == 0
        coop = _one(country, rows, dice, number=number, province=province, womens=womens, operates=operates)
        rows.cooperatives.append(_record(coop, number, dissolved, dice))
        if operates or dissolved or fate == 1:
            left = day_between(dt.date(2024, 1, 2), dt.date(2025, 10, 30), dice)
            ended = None if operates else max(left, coop.founded_on + dt.timedelta(days=30))
            rows.activities.append(ActivityRecord(coop.id, coop.founded_on, ended, noon(coop.registered_on)))
        _people_of(country, rows, dice, coop)
        _filings_of(rows, dice, coop)
        if not dissolved:
            yield coop


def _one(
    country: Country, rows: _Rows, dice: random.Random, *, number: int, province: str, womens: bool, operates: bool
) -> Coop:
    founded = day_between(dt.date(2009, 1, 5), dt.date(2025, 9, 30), dice)
    entered = max(working_day(founded + dt.timedelta(days=30)), OPENED + dt.timedelta(days=dice.randrange(500)))
    trade = dice.choice(WOMENS_TRADES if womens else OTHER_TRADES)
    coop = Coop(country.ids(), province, trade, womens, operates, founded, min(working_day(entered), LAST_DAY))
    arabic, latin = dice.choice(NAMES)
    place_ar, place_fr = in_two_scripts(province)
    rows.units.append(
        UnitRecord(
            registered_on=coop.registered_on,
            kind="COOPERATIVE",
            chamber=province[:2],
            province=province,
            trade=trade,
            name_ar=f"تعاونية {arabic} - {place_ar} {number}",
            name_latin=f"Coopérative {latin} - {place_fr} {number}",
            local_number=f"C{province[:2]}-{number:05d}",
            ident=coop.id,
        )
    )
    return coop


def _record(coop: Coop, number: int, dissolved: bool, dice: random.Random) -> CooperativeRecord:
    first = max(dt.date(2023, 1, 3), coop.registered_on)
    ended = day_between(first, dt.date(2025, 11, 28), dice) if dissolved and first < dt.date(2025, 11, 28) else None
    return CooperativeRecord(
        coop.id,
        f"DEMO-{number:06d}",
        coop.founded_on,
        ended,
        noon(coop.registered_on),
        noon(ended) if ended else None,
    )


def _people_of(country: Country, rows: _Rows, dice: random.Random, coop: Coop) -> None:
    """Give the cooperative its members and its president. A quarter of the members are in the register themselves."""
    size = 5 + int(dice.triangular(0, 22, 3))
    women = size if coop.all_women else dice.choices((0, size // 4, size - 1, size // 2), (30, 40, 12, 18))[0]
    sexes = ["F"] * women + ["M"] * (size - women)
    moment = noon(coop.registered_on)
    near = dice.choices(country.people_of(coop.province[:2]), k=size)
    taken: set[uuid.UUID] = set()
    members = []
    for sex, person in zip(sexes, near, strict=True):
        holder = _free_holder(person, sex, taken)
        member = MemberRecord(country.ids(), coop.id, holder, sex, coop.founded_on, None, moment)
        members.append(member)
    if size > 7 and dice.random() < 0.3:  # someone who left, and never one that leaves a women's cooperative mixed
        left = day_between(coop.registered_on, LAST_DAY, dice)
        if left > coop.founded_on:
            members.append(MemberRecord(country.ids(), coop.id, None, sexes[0], coop.founded_on, left, moment))
    rows.members += members
    president = members[0] if women and (coop.all_women or dice.random() < 0.3) else members[size - 1]
    rows.mandates.append(MandateRecord(coop.id, president.id, "PRESIDENT", coop.founded_on, None, moment))


def _free_holder(person: Artisan, sex: str, taken: set[uuid.UUID]) -> uuid.UUID | None:
    if person.plan.sex != sex or person.id in taken:
        return None
    taken.add(person.id)
    return person.id


def _filings_of(rows: _Rows, dice: random.Random, coop: Coop) -> None:
    diligent = dice.random()
    for year in (2022, 2023, 2024):
        if coop.founded_on.year <= year and diligent < 0.86 and dice.random() < 0.93:
            filed = dt.date(year + 1, 3, 1) + dt.timedelta(days=dice.randrange(120))
            rows.filings.append(FilingRecord(coop.id, year, dice.random() < 0.95, filed, noon(filed)))


def _enterprises(country: Country, rows: _Rows, dice: random.Random) -> None:
    """Make enterprises, each under the supervision of an artisan in force (the register's public conditions)."""
    wanted = country.scaled(ENTERPRISES, least=10)
    for number, artisan in enumerate(country.sample(country.people, wanted, dice), start=1):
        arabic, latin = dice.choice(NAMES)
        place_ar, place_fr = in_two_scripts(artisan.plan.province)
        rows.units.append(
            UnitRecord(
                registered_on=working_day(day_between(artisan.plan.day, LAST_DAY, dice))
                if artisan.plan.day < LAST_DAY
                else LAST_DAY,
                kind="ENTERPRISE",
                chamber=artisan.region,
                province=artisan.plan.province,
                trade=artisan.plan.trade,
                name_ar=f"مقاولة {arabic} - {place_ar} {number}",
                name_latin=f"Entreprise {latin} - {place_fr} {number}",
                local_number=f"E{artisan.region}-{number:05d}",
                supervised_by=artisan.id,
                ident=country.ids(),
            )
        )
