"""Published export figures as bounds on monthly totals: each row within its rounding, each growth rate within its own."""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from hirfa.reference.files import read_rows

from .files import read_demo_rows
from .fitting import Bound

FIRST_YEAR: Final = 2019
LAST_YEAR: Final = 2025
MONTHS: Final = tuple((year, month) for year in range(FIRST_YEAR, LAST_YEAR + 1) for month in range(1, 13))

Span = tuple[int, int]  # places of the first and after the last month in MONTHS


@dataclass(frozen=True, slots=True)
class Claim:
    """A published figure or growth rate. Values are in million MAD, growth in percent."""

    id: str
    family: str  # empty for the total
    span: Span
    value: float | None
    rounding: float
    at_least: bool
    growth: float | None
    growth_rounding: float
    base: Span | None
    compound_years: int

    def bounds(self, place: Callable[[int], int], *, inside: float = 0.0) -> Iterator[Bound]:
        """The claim as bounds on the values that `place` finds for each month.

        `inside` is the part of a growth rate's rounding kept free, so that a fit that nears a bound is within it.
        """
        if self.value is not None:
            low = self.value if self.at_least else self.value - self.rounding / 2
            terms = tuple((place(month), 1.0) for month in range(*self.span))
            yield Bound(f"{self.id} value", terms, low, self.value + self.rounding / 2)
        if self.growth is not None and self.base is not None:
            yield from self._growth_bounds(place, self.base, inside)

    def _growth_bounds(self, place: Callable[[int], int], base: Span, inside: float) -> Iterator[Bound]:
        for side, name in ((-1, "at least"), (1, "at most")):
            rate = 1 + (self.growth or 0) / 100 + side * (1 - inside) * self.growth_rounding / 200
            terms = [(place(month), 1.0) for month in range(*self.span)]
            terms += [(place(month), -(rate**self.compound_years)) for month in range(*base)]
            room = (0.0, math.inf) if side < 0 else (-math.inf, 0.0)
            yield Bound(f"{self.id} growth {name}", tuple(terms), *room)


FAMILY_OF: Final = {
    "exports_handicraft_total": "",
    "exports_handicraft_pottery_stone": "POTERIE_PIERRE",
    "exports_handicraft_carpet": "TAPIS",
    "exports_handicraft_basketry": "VANNERIE",
}


@lru_cache(maxsize=1)
def left_out() -> dict[str, str]:
    """The published rows that the demonstration does not follow, by their id, each with the reason."""
    return {row["id"]: row["reason"] for row in read_demo_rows("exports_left_out.csv")}


def published_claims() -> list[Claim]:
    """Every row of the published claims, those left out too."""
    return [_claim(row) for row in read_rows("published/exports_published_claims.csv")]


def kept_claims() -> list[Claim]:
    """The rows followed, and what is inferred from them and from the bulletins (`inferred` and `series` in the id)."""
    kept = [claim for claim in published_claims() if claim.id not in left_out()]
    return kept + [_claim(row) for row in read_demo_rows("exports_more_claims.csv")]


def _claim(row: dict[str, str]) -> Claim:
    span = (_place(row["period_start"]), _place(row["period_end"]) + 1)
    growth = float(row["growth_pct"]) if row["growth_pct"] else None
    compound = re.fullmatch(r"CAGR (\d{4})-(\d{4})", row["growth_base"])
    base = _base(row["growth_base"], span) if growth is not None else None
    if compound:
        span, base = _year(int(compound[2])), _year(int(compound[1]))
    return Claim(
        id=row["id"],
        family=FAMILY_OF.get(row["indicator"], row["indicator"]),
        span=span,
        value=float(row["value"]) if row["value"] else None,
        rounding=float(row["rounding_unit"].rstrip("?") or 1),
        at_least=any(word in row["qualifier"] for word in ("exceeds", "more than")),
        growth=growth,
        growth_rounding=0.1 if "." in row["growth_pct"] else 1.0,
        base=base,
        compound_years=int(compound[2]) - int(compound[1]) if compound else 1,
    )


def _place(month: str) -> int:
    year, number = month.split("-")
    return (int(year) - FIRST_YEAR) * 12 + int(number) - 1


def _year(number: int) -> Span:
    return (number - FIRST_YEAR) * 12, (number - FIRST_YEAR + 1) * 12


def _base(text: str, span: Span) -> Span | None:
    """Read what a growth rate is counted on: `2019 full year`, `2021 same period`, `2022-01`."""
    if match := re.fullmatch(r"(\d{4}) full year", text):
        return _year(int(match[1]))
    if match := re.fullmatch(r"(\d{4}) same period", text):
        back = (FIRST_YEAR + span[0] // 12 - int(match[1])) * 12
        return span[0] - back, span[1] - back
    if re.fullmatch(r"\d{4}-\d{2}", text):
        return _place(text), _place(text) + 1
    return None
