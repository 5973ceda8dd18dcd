"""The demonstration's export declarations: the plan of months and families, cut into rows that add up to the centime."""

import datetime as dt
import random
import uuid
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from hirfa.exports.operations import load_declarations
from hirfa.exports.records import DeclarationRecord, RevisionRecord
from hirfa.reference.files import read_rows

from .claims import MONTHS
from .country import BY, NOW, Country, noon
from .exports_plan import FAMILIES, export_plan
from .files import read_demo_rows
from .fitting import apportion
from .units import Coop

Row = tuple[str, str, str, str, str]  # HS code, country, exit, registration, transport
TRANSPORT: Final = (("AIR", 0.54), ("SEA", 0.36), ("ROAD", 0.10))  # by value, January 2025
BY_ROAD_TO: Final = frozenset({"ES", "FR", "PT", "IT", "BE", "NL", "DE", "MR", "SN"})
MARKS: Final = {"POTERIE_PIERRE": ("ZELLIGE-MAROCAIN", 0.05), "VETEMENTS_TRADITIONNELS": ("CAFTAN-MAROCAIN", 0.06)}
LABEL: Final = ("MH", 0.08)  # Morocco Handmade, from its units
MAD_PER_KG: Final = {
    "BIJOUTERIE": 2500,
    "VETEMENTS_TRADITIONNELS": 320,
    "POTERIE_PIERRE": 22,
    "TAPIS": 120,
    "FER_FORGE": 40,
}
SMALL: Final = 0.2  # up to this scale a family's month goes to a few countries drawn by their shares, to be quick
SOME: Final = 4
REVISED: Final = 0.02  # of declarations, one in fifty is revised in the month after


@dataclass
class _Rows:
    declarations: list[DeclarationRecord] = field(default_factory=list)
    revisions: list[RevisionRecord] = field(default_factory=list)


def build_exports(country: Country, coops: Sequence[Coop]) -> None:
    """Load seven years of declarations. Amounts do not shrink with the country: exports are those published."""
    dice = country.dice("exports")
    rows = _Rows()
    codes = _codes()
    exporters = [coop.id for coop in coops if coop.operates][:400]
    for (year, month), families in zip(MONTHS, export_plan(), strict=True):
        shares = _Shares(year + (month - 0.5) / 12)
        for family, total in zip(FAMILIES, families, strict=True):
            _cell(country, rows, dt.date(year, month, 1), family, total, codes[family], shares, exporters, dice)
    load_declarations(declarations=rows.declarations, revisions=rows.revisions, by=BY, at=NOW)


def _cell(
    country: Country,
    rows: _Rows,
    month: dt.date,
    family: str,
    total: int,
    codes: Sequence[str],
    shares: "_Shares",
    exporters: Sequence[uuid.UUID],
    dice: random.Random,
) -> None:
    """Cut a family's month: first by country as its share is, then into declarations of unequal size."""
    markets = shares.markets(total) if country.scale > SMALL else shares.some_markets(total, SOME, dice)
    for market, part in markets:
        pieces = max(1, min(6, part // 40_000_000))
        for amount in apportion(part, [dice.lognormvariate(0, 0.7) for _piece in range(pieces)]):
            if amount > 0:
                _declare(country, rows, month, family, market, amount, codes, shares, exporters, dice)


def _declare(
    country: Country,
    rows: _Rows,
    month: dt.date,
    family: str,
    market: str,
    amount: int,
    codes: Sequence[str],
    shares: "_Shares",
    exporters: Sequence[uuid.UUID],
    dice: random.Random,
) -> None:
    registration, region = shares.draw("registration", dice)
    transport = _transport(market, dice)
    mark = _mark(family, dice)
    told = noon(month + dt.timedelta(days=32 + dice.randrange(8)))
    exporter = dice.choice(exporters) if exporters and dice.random() < 0.06 else None
    declaration = DeclarationRecord(country.ids(), f"EXP-{month:%y%m}-{len(rows.declarations) + 1:06d}", exporter, told)
    rows.declarations.append(declaration)
    weight = max(100, amount * 10 // MAD_PER_KG.get(family, 90))
    final = RevisionRecord(
        country.ids(),
        declaration.id,
        1,
        False,
        month,
        dice.choice(codes),
        market,
        shares.draw("exit", dice)[0] if transport != "ROAD" else dice.choice(("Tanger", "Tanger", "Nador")),
        registration,
        region,
        transport,
        mark,
        weight,
        amount,
        told,
    )
    later = told + dt.timedelta(days=25)
    if dice.random() < REVISED and later < NOW:
        first = round(amount * dice.uniform(0.8, 1.15))
        rows.revisions.append(final._replace(amount_centimes=first))
        final = final._replace(id=country.ids(), revision=2, recorded_at=later)
    rows.revisions.append(final)


def _transport(market: str, dice: random.Random) -> str:
    modes = [(mode, share * (3 if mode == "ROAD" else 1)) for mode, share in TRANSPORT]
    if market not in BY_ROAD_TO:
        modes = modes[:2]
    return dice.choices([mode for mode, _ in modes], [share for _, share in modes])[0]


def _mark(family: str, dice: random.Random) -> str:
    for code, share in (LABEL, MARKS.get(family, ("", 0.0))):
        if dice.random() < share:
            return code
    return ""


def _codes() -> dict[str, list[str]]:
    codes: dict[str, list[str]] = {}
    for row in read_rows("hs_codes.csv"):
        codes.setdefault(row["family"], []).append(row["code"])
    return codes


class _Shares:
    """Shares of markets and cities at a moment (a year with its part), between the years that the files give."""

    def __init__(self, moment: float) -> None:
        self._markets = [(row["country"], _between(row, moment)) for row in read_demo_rows("markets.csv")]
        cities = read_demo_rows("export_cities.csv")
        self._cities = {
            cut: (
                [(row["city"], row["region"]) for row in cities if row["cut"] == cut],
                [_between(row, moment) for row in cities if row["cut"] == cut],
            )
            for cut in ("exit", "registration")
        }

    def markets(self, total: int) -> Iterator[tuple[str, int]]:
        shares = apportion(total, [weight for _market, weight in self._markets])
        return ((market, share) for (market, _weight), share in zip(self._markets, shares, strict=True) if share)

    def some_markets(self, total: int, count: int, dice: random.Random) -> Iterator[tuple[str, int]]:
        names = [market for market, _weight in self._markets]
        drawn = dice.choices(names, [weight for _market, weight in self._markets], k=count)
        return zip(drawn, apportion(total, [1.0] * count), strict=True)

    def draw(self, cut: str, dice: random.Random) -> tuple[str, str]:
        cities, weights = self._cities[cut]
        return dice.choices(cities, weights)[0]


def _between(row: dict[str, str], moment: float) -> float:
    """Interpolate the `share_<year>` columns; each is meant for the middle of its year."""
    years = sorted(int(name[6:]) for name in row if name.startswith("share_"))
    values = [float(row[f"share_{year}"]) for year in years]
    middles = [year + 0.5 for year in years]
    after = bisect_right(middles, moment)
    if after in (0, len(years)):
        return values[max(0, after - 1)]
    part = (moment - middles[after - 1]) / (middles[after] - middles[after - 1])
    return values[after - 1] + part * (values[after] - values[after - 1])
