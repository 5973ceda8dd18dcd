"""What happened at the demonstration's fairs: stands, exhibitors, visitors by method, sales by exhibitor and day."""

import datetime as dt
import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from hirfa.fairs.operations import load_fairs
from hirfa.fairs.records import ExhibitorRecord, FairRecord, SalesRecord, StandRecord, VisitRecord

from .country import BY, NOW, Country, noon
from .fair_calendar import HeldFair, days_of, plan_fairs
from .fitting import apportion
from .units import Coop

# Visitors and sales on the days of a year at fairs of the counted levels: 2024 near the statement, the others invented.
VISITORS: Final = {2024: 2_518_600, 2025: 2_310_000, 2026: 265_000}
SALES_MAD: Final = {2024: 52_480_000, 2025: 57_300_000, 2026: 6_100_000}
COUNTED: Final = frozenset({"LOCAL", "PROVINCIAL", "REGIONAL", "NATIONAL"})
DRAW: Final = {"LOCAL": 0.5, "PROVINCIAL": 0.8, "REGIONAL": 1.6, "NATIONAL": 4.0, "INTERNATIONAL": 0.6, "THEMATIC": 1.4}
WEEKDAY: Final = (0.8, 0.8, 0.9, 0.9, 1.1, 1.5, 1.4)
METHODS: Final = {
    "LOCAL": ("ESTIMATE",),
    "PROVINCIAL": ("ESTIMATE", "COUNTER"),
    "REGIONAL": ("COUNTER", "COUNTER", "GATE_SCAN"),
    "NATIONAL": ("GATE_SCAN",),
    "INTERNATIONAL": ("ESTIMATE",),
    "THEMATIC": ("COUNTER",),
}
MISSING, ESTIMATED = 0.18, 0.17


@dataclass
class _Rows:
    stands: list[StandRecord] = field(default_factory=list)
    exhibitors: list[ExhibitorRecord] = field(default_factory=list)
    visits: list[VisitRecord] = field(default_factory=list)
    sales: list[SalesRecord] = field(default_factory=list)


def build_fairs(country: Country, coops: Sequence[Coop]) -> None:
    """Load the fairs of 2024 and 2025 with all that is known of them."""
    dice = country.dice("fair days")
    contracts, fairs = plan_fairs(country)
    rows = _Rows()
    admitted: dict[uuid.UUID, list[uuid.UUID]] = {}
    for fair in fairs:
        admitted[fair.record.id] = _admit(country, coops, fair, rows, dice)
    counted = [fair.record for fair in fairs if fair.record.level in COUNTED and fair.record.state == "HELD"]
    for year in VISITORS:
        days = [(fair, day) for fair in counted for day in days_of(fair) if day.year == year]
        _count_visitors(country, days, VISITORS[year], rows, dice)
        _count_sales(country, days, admitted, SALES_MAD[year], rows, dice)
    others = [fair.record for fair in fairs if fair.record.level not in COUNTED]
    days = [(fair, day) for fair in others for day in days_of(fair)]
    _count_visitors(country, days, 45_000 * len(others), rows, dice)
    _count_sales(country, days, admitted, 600_000 * len(others), rows, dice)
    load_fairs(
        contracts=contracts,
        fairs=[fair.record for fair in fairs],
        stands=rows.stands,
        exhibitors=rows.exhibitors,
        visits=rows.visits,
        sales=rows.sales,
        by=BY,
        at=NOW,
    )


def _admit(
    country: Country, coops: Sequence[Coop], fair: HeldFair, rows: _Rows, dice: random.Random
) -> list[uuid.UUID]:
    """Admit artisans of the region and, one in six, cooperatives; everyone has a stand of their own."""
    record = fair.record
    people = country.people_of(record.region_id if record.level != "NATIONAL" else None)
    there = [person for person in country.sample(people, fair.exhibitors, dice) if person.plan.day < record.starts_on]
    near = [coop for coop in coops if record.level == "NATIONAL" or coop.province[:2] == record.region_id]
    known = [coop for coop in near if coop.registered_on < record.starts_on]
    units = dice.sample(known, min(len(known), fair.exhibitors // 6))
    holders = [coop.id for coop in units] + [person.id for person in there]
    decided = noon(record.starts_on - dt.timedelta(days=15))
    made = []
    for number, holder in enumerate(holders[: fair.exhibitors], start=1):
        stand = f"{'ABCDEFGH'[number // 100]}{number % 100:02d}"
        rows.stands.append(StandRecord(record.id, stand, dice.choice((6, 9, 9, 12))))
        made.append(country.ids())
        rows.exhibitors.append(ExhibitorRecord(made[-1], record.id, holder, stand, decided))
    return made


def _count_visitors(
    country: Country, days: Sequence[tuple[FairRecord, dt.date]], total: int, rows: _Rows, dice: random.Random
) -> None:
    """Share the visitors of a year among its fairs' days. Some days of regional fairs are also estimated."""
    weights = [DRAW[record.level] * WEEKDAY[day.weekday()] * dice.uniform(0.6, 1.5) for record, day in days]
    for (record, day), visitors in zip(days, apportion(total, weights), strict=True):
        methods = METHODS[record.level]
        method = methods[record.id.int % len(methods)]
        rows.visits.append(_visit(country, record, day, method, visitors))
        if method != "ESTIMATE" and dice.random() < 0.25:
            guess = round(visitors * dice.uniform(1.05, 1.6) / 500 + 0.5) * 500
            rows.visits.append(_visit(country, record, day, "ESTIMATE", guess))


def _visit(country: Country, fair: FairRecord, day: dt.date, method: str, visitors: int) -> VisitRecord:
    scanned = method == "GATE_SCAN"
    closing = dt.datetime(day.year, day.month, day.day, 21, tzinfo=dt.UTC) if scanned else None
    device = f"gate-{fair.code}" if scanned else ""
    return VisitRecord(country.ids(), fair.id, day, method, visitors, "DEMONSTRATION", device, closing, _told(day, 1))


def _count_sales(
    country: Country,
    days: Sequence[tuple[FairRecord, dt.date]],
    admitted: dict[uuid.UUID, list[uuid.UUID]],
    total_mad: int,
    rows: _Rows,
    dice: random.Random,
) -> None:
    """Share the sales of a year among exhibitors and days; one return in six is missing, which is not zero."""
    cells = [
        (exhibitor, day, dice.random(), dice.lognormvariate(0, 0.9) * (DRAW[fair.level] + 0.6))
        for fair, day in days
        for exhibitor in admitted[fair.id]
    ]
    told = [cell for cell in cells if cell[2] >= MISSING]
    if not told:
        return
    # tens of dirhams: what exhibitors write down
    amounts = iter(apportion(total_mad // 10, [weight for _exhibitor, _day, _chance, weight in told]))
    for exhibitor, day, chance, _weight in cells:
        missing = chance < MISSING
        status = "MISSING" if missing else "ESTIMATED" if chance < MISSING + ESTIMATED else "DECLARED"
        amount = None if missing else next(amounts) * 1000
        rows.sales.append(SalesRecord(country.ids(), exhibitor, day, status, amount, _told(day, 3)))


def _told(day: dt.date, later: int) -> dt.datetime:
    return noon(day + dt.timedelta(days=later))
