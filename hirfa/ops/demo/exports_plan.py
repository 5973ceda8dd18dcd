"""The demonstration's exports by month and family, in centimes, as the published totals allow them."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from .claims import FIRST_YEAR, MONTHS, kept_claims
from .fitting import Bound, apportion, fit

CENTIMES: Final = 100_000_000  # in a million dirhams
INSIDE: Final = 0.01  # of a growth rate's rounding kept free

# What a year is supposed to bring before any claim is applied, in million MAD.
SUPPOSED_YEARS: Final = {2019: 792, 2020: 595, 2021: 893, 2022: 1000, 2023: 1030, 2024: 1107, 2025: 1232}

# The supposed share of each month, as the months that can be told from published differences show it.
SEASON: Final = (0.078, 0.083, 0.089, 0.086, 0.088, 0.087, 0.075, 0.062, 0.080, 0.090, 0.091, 0.091)
LOCKDOWN: Final = {3: 0.75, 4: 0.35, 5: 0.45, 6: 0.75, 7: 0.95}  # of 2020

# Supposed share of each family by year, read off the bulletins' shares where they give one.
FAMILIES: Final = (
    "POTERIE_PIERRE",
    "TAPIS",
    "VETEMENTS_TRADITIONNELS",
    "VANNERIE",
    "MAROQUINERIE",
    "ARTICLES_CHAUSSANTS",
    "COUVERTURES",
    "BOIS",
    "BIJOUTERIE",
    "DINANDERIE",
    "FER_FORGE",
    "TEXTILE_BRODERIE",
    "LUMINAIRES_VERRE",
    "ART",
    "DIVERS",
)
SUPPOSED_SHARES: Final = {
    2019: (24, 13, 15, 11, 7, 4, 5, 5, 3, 1.2, 4.5, 1.2, 1.6, 0.5, 4),
    2020: (25, 12, 14, 11, 7, 4, 6, 5, 3.5, 0.5, 4, 1.2, 1.6, 0.4, 4.8),
    2021: (28.7, 13.7, 8, 12.4, 6, 4.5, 5, 5.5, 2.8, 1.4, 4.6, 1.2, 1.6, 0.4, 4.2),
    2022: (31, 21.4, 12.5, 15.4, 4, 2.5, 2.5, 3.5, 1.6, 0.8, 1.6, 0.7, 0.9, 0.3, 1.3),
    2023: (31, 22, 10.5, 13.5, 5, 3, 3, 4, 2, 0.8, 1.7, 0.8, 1, 0.3, 1.4),
    2024: (36, 19.5, 11, 9.5, 5, 2.5, 2.5, 4, 2, 0.8, 1.5, 0.8, 1.2, 0.3, 3.4),
    2025: (36, 18, 17, 7, 3.6, 2, 2, 3.6, 2.2, 0.7, 1.2, 0.7, 1.1, 0.3, 4.6),
}


@lru_cache(maxsize=1)
def export_plan() -> tuple[tuple[int, ...], ...]:
    """Return the centimes of each family of FAMILIES in each month of MONTHS."""
    return tuple(tuple(month) for month in family_totals(monthly_totals()))


def monthly_totals() -> list[int]:
    """Return the exports of each month of MONTHS, in centimes. Raises CannotFit when the claims kept contradict one another."""
    prior = [SUPPOSED_YEARS[year] * share for (year, _month), share in zip(MONTHS, _season(), strict=True)]
    bounds = [
        bound
        for claim in kept_claims()
        if not claim.family
        for bound in claim.bounds(lambda month: month, inside=INSIDE)
    ]
    return [round(value * CENTIMES) for value in fit(prior, bounds)]


def family_totals(totals: Sequence[int]) -> list[list[int]]:
    """Return, for each month of MONTHS, the centimes of each family of FAMILIES; they add up to the month exactly.

    Only months that a claim on families speaks of need fitting; the others have the supposed shares.
    """
    shares = [_supposed(totals[month], year) for month, (year, _number) in enumerate(MONTHS)]
    claims = [claim for claim in kept_claims() if claim.family]
    touched = sorted({month for claim in claims for bound in claim.bounds(lambda m: m) for month, _ in bound.terms})
    places = {month: number * len(FAMILIES) for number, month in enumerate(touched)}
    bounds = [_sum_of(totals[month], places[month], name=f"sum of {MONTHS[month]}") for month in touched]
    for claim in claims:
        family = FAMILIES.index(claim.family)
        bounds += claim.bounds(lambda month, family=family: places[month] + family, inside=INSIDE)  # type: ignore[misc]
    values = fit([value for month in touched for value in shares[month]], bounds)
    for month in touched:
        shares[month] = values[places[month] : places[month] + len(FAMILIES)]
    return [apportion(total, of_month) for total, of_month in zip(totals, shares, strict=True)]


def _supposed(total: int, year: int) -> list[float]:
    shares = SUPPOSED_SHARES[year]
    return [total / CENTIMES * share / math.fsum(shares) for share in shares]


def _sum_of(total: int, place: int, *, name: str) -> Bound:
    value = total / CENTIMES
    terms = tuple((place + family, 1.0) for family in range(len(FAMILIES)))
    return Bound(name, terms, value * 0.999_999, value * 1.000_001)


def _season() -> list[float]:
    """The supposed share of each month in its year; 2020 had its lockdown."""
    shares = []
    for year, month in MONTHS:
        weights = [SEASON[n] * (LOCKDOWN.get(n + 1, 1.0) if year == FIRST_YEAR + 1 else 1.0) for n in range(12)]
        shares.append(weights[month - 1] / math.fsum(weights))
    return shares
