"""Who is in the demonstration's register: how many, where, since when, at which trade. No database here."""

import bisect
import datetime as dt
import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from hirfa.reference.files import read_rows

from .files import read_demo_rows
from .fitting import apportion

FULL: Final = 440_000
WOMEN: Final = 89_700  # "nearly 90,000" (January 2026)
LAST_DAY: Final = dt.date(2025, 12, 31)
CLOSED_SHARE: Final = 0.03  # of places in the register, those whose first holder left; supposed
SUSPENDED_SHARE: Final = 0.003


class Plan(NamedTuple):
    """One person to come: `leaves_on` closes the entry, or suspends it when `suspended`."""

    day: dt.date
    province: str
    trade: str
    sex: str
    leaves_on: dt.date | None
    suspended: bool
    number: int


@dataclass(frozen=True, slots=True)
class Stocks:
    """How many are in force on each day, as a line through the known points."""

    days: tuple[int, ...]
    counts: tuple[float, ...]

    def on(self, day: dt.date) -> float:
        after = bisect.bisect_right(self.days, day.toordinal())
        if after == 0:
            return 0.0
        if after == len(self.days):
            return self.counts[-1]
        start, end = self.days[after - 1], self.days[after]
        part = (day.toordinal() - start) / (end - start)
        return self.counts[after - 1] + part * (self.counts[after] - self.counts[after - 1])

    def working_days(self) -> list[tuple[dt.date, float]]:
        """Return each day from Monday to Friday with the share of the last stock reached before the next one."""
        days = []
        for ordinal in range(self.days[0], self.days[-1] + 1):
            day = dt.date.fromordinal(ordinal)
            if day.weekday() < 5:
                until = day + dt.timedelta(days=2 if day.weekday() == 4 else 0)
                days.append((day, self.on(until) / self.counts[-1]))
        return days


@lru_cache(maxsize=1)
def stocks() -> Stocks:
    rows = read_demo_rows("stocks.csv")
    return Stocks(
        tuple(dt.date.fromisoformat(row["day"]).toordinal() for row in rows), tuple(float(row["stock"]) for row in rows)
    )


def province_counts(total: int) -> dict[str, int]:
    """Share `total` people in force at the end of 2025 among the 75 provinces, as published counts of some allow."""
    known = _published_provinces()
    weights = _province_weights()
    shares: dict[str, float] = {}
    for region, of_region in itertools.groupby(read_rows("provinces.csv"), key=lambda row: row["region"]):
        codes = [row["code"] for row in of_region]
        published = _published_region(region)
        if published is not None:
            rest = published - sum(known.get(code, 0.0) for code in codes)
            free = sum(weights[code] for code in codes if code not in known)
            shares |= {code: known[code] if code in known else rest * weights[code] / free for code in codes}
    given = sum(shares.values())
    wanted = {row["region"]: float(row["weight"]) for row in read_demo_rows("regions.csv") if row["weight"]}
    for region, weight in wanted.items():
        codes = [row["code"] for row in read_rows("provinces.csv") if row["region"] == region]
        whole = sum(weights[code] for code in codes)
        part = (1 - given) * weight / sum(wanted.values())
        shares |= {code: part * weights[code] / whole for code in codes}
    codes = sorted(shares)
    return dict(zip(codes, apportion(total, [shares[code] for code in codes]), strict=True))


def _published_provinces() -> dict[str, float]:
    """Published counts of provinces as shares of the country's stock on their day."""
    return {
        row["hcp_code"]: float(row["value"]) / stocks().on(dt.date.fromisoformat(row["date"]))
        for row in read_rows("published/rna_counts.csv")
        if row["level"] == "province" and row["metric"] == "registered in RNA"
    }


def _published_region(region: str) -> float | None:
    for row in read_rows("published/rna_counts.csv"):
        if row["level"] == "region" and row["hcp_code"] == region and row["metric"] == "registered in RNA":
            return float(row["value"]) / stocks().on(dt.date.fromisoformat(row["date"]))
    return None


@lru_cache(maxsize=1)
def _province_weights() -> dict[str, float]:
    """Townspeople count whole, country people by half: crafts other than weaving are of towns."""
    weights: dict[str, float] = {}
    for row in read_rows("communes.csv"):
        if not row["parent"]:
            part = 0.5 if row["kind"] == "RURAL" else 1.0
            weights[row["province"]] = weights.get(row["province"], 0.0) + part * int(row["population_2024"])
    return weights


@lru_cache(maxsize=16)
def trades_of_region(region: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return the trades of a region and their cumulated weights."""
    codes, weights = [], []
    for row in read_demo_rows("trades.csv"):
        only = row["only_regions"].split()
        if only and region not in only:
            continue
        strong = 2.5 if region in row["strong_regions"].split() else 1.0
        codes.append(row["code"])
        weights.append(float(row["weight"]) * strong)
    return tuple(codes), tuple(itertools.accumulate(weights))


def plan_people(*, scale: float, seed: int) -> list[Plan]:
    """Return everyone who ever entered, by day of entry: those in force at the end, and those who left before.

    Whoever leaves makes place for one who enters that day, so that the stock of each province follows the curve exactly.
    """
    dice = random.Random(f"people {seed}")
    places = _places(province_counts(round(FULL * scale)), dice)
    sexes = _sexes([trade for _day, _province, trade in places], women=round(WOMEN * scale))
    plans: list[Plan] = []
    returning: dict[dt.date, list[tuple[str, str, str]]] = {}
    last = LAST_DAY.toordinal() - 10
    day = dt.date.min
    for place, sex in zip(places, sexes, strict=True):
        if place[0] != day:
            day = place[0]
            _enter(plans, returning, until=day)
        leaves, suspended = _leaving(day, last, dice)
        plans.append(Plan(day, place[1], place[2], sex, leaves, suspended, len(plans) + 1))
        if leaves:
            returning.setdefault(leaves, []).append((place[1], place[2], sex))
    _enter(plans, returning, until=LAST_DAY)
    return plans


def _places(counts: dict[str, int], dice: random.Random) -> list[tuple[dt.date, str, str]]:
    """Return the day, province and trade of each place in the register, by day."""
    trades = {
        province: iter(
            dice.choices(trades_of_region(province[:2])[0], cum_weights=trades_of_region(province[:2])[1], k=count)
        )
        for province, count in counts.items()
    }
    taken = dict.fromkeys(counts, 0)
    places = []
    for day, part in stocks().working_days():
        for province, count in counts.items():
            reached = int(count * part + 0.5)
            new = reached - taken[province]
            if new > 0:
                taken[province] = reached
                places += [(day, province, trade) for trade in itertools.islice(trades[province], new)]
    return places


def _leaving(day: dt.date, last: int, dice: random.Random) -> tuple[dt.date | None, bool]:
    """Say when the first holder of a place leaves, if ever, and whether it is by suspension."""
    chance = dice.random()
    room = last - day.toordinal() - 120
    if chance >= CLOSED_SHARE + SUSPENDED_SHARE or room <= 0:
        return None, False
    leaves = dt.date.fromordinal(day.toordinal() + 120 + dice.randrange(room))
    return leaves - dt.timedelta(days=max(0, leaves.weekday() - 4)), chance < SUSPENDED_SHARE


def _enter(plans: list[Plan], returning: dict[dt.date, list[tuple[str, str, str]]], *, until: dt.date) -> None:
    """Let those in who take the places left on days up to `until`."""
    for day in sorted(found for found in returning if found <= until):
        plans += [
            Plan(day, *place, None, False, len(plans) + number)
            for number, place in enumerate(returning.pop(day), start=1)
        ]


def _sexes(trades: Sequence[str], *, women: int) -> list[str]:
    """Give each place a sex, by the share of women in its trade, so that `women` come out in all."""
    shares = {row["code"]: float(row["women_share"]) for row in read_demo_rows("trades.csv")}
    codes = sorted(set(trades))
    of_trade = dict.fromkeys(codes, 0)
    for trade in trades:
        of_trade[trade] += 1
    wanted = dict(
        zip(codes, _capped(women, [of_trade[code] * shares[code] for code in codes], of_trade, codes), strict=True)
    )
    seen = dict.fromkeys(codes, 0)
    given = []
    for trade in trades:
        seen[trade] += 1
        # evenly spread over the trade's entries: the k-th woman comes when her share of them is reached
        before, now = (
            (wanted[trade] * (seen[trade] - 1)) // of_trade[trade],
            wanted[trade] * seen[trade] // of_trade[trade],
        )
        given.append("F" if now > before else "M")
    return given


def _capped(total: int, weights: list[float], of_trade: dict[str, int], codes: list[str]) -> list[int]:
    """Share `total` by weights, no trade above its number of places."""
    shares = apportion(total, weights)
    over = 0
    for place, code in enumerate(codes):
        if shares[place] > of_trade[code]:
            over += shares[place] - of_trade[code]
            shares[place] = of_trade[code]
    for place, code in enumerate(codes):
        more = min(over, of_trade[code] - shares[place]) if weights[place] else 0
        shares[place] += more
        over -= more
    return shares
