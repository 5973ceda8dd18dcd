"""Claims as bounds on quantities, and the identities that tie quantities together. Both come from the registry of figures.

A quantity is a counted indicator over a period (`exports.value@2024`). A growth, a share or a mean bounds the quantities that
it is made of, linearly once the stated rate is an interval: `(1 + low) base <= now <= (1 + high) base`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from hirfa.indicators.choices import PeriodKind
from hirfa.indicators.definitions import Definition, Registry
from hirfa.indicators.periods import in_year
from hirfa.indicators.rules import BASIS_POINTS
from hirfa.indicators.schedule import Request, parts_of

from .linear import Bound, bound
from .rules import Interval, Reading
from .statement import Claim

Quantity = Request
ONE: Final = Fraction(1)
GROWTHS: Final = frozenset({"ytd_growth", "full_year_growth", "base_growth", "cagr"})


@dataclass(frozen=True, slots=True)
class Assertion:
    """A claim, or the published base of one, to be held together with others: `id` is the claim's, or `<id>.base`."""

    id: str
    claim: Claim
    is_base: bool = False

    @property
    def readings(self) -> tuple[Reading, ...]:
        return self.claim.base.readings if self.is_base and self.claim.base else self.claim.readings

    def interval(self, level: int) -> Interval:
        """What the number may have been, at a level of rounding: 0 is the finest reading, each next one coarser."""
        value = self.claim.base.value if self.is_base and self.claim.base else self.claim.value
        if value is None:
            raise ValueError(f"{self.id} states no number")
        return self.readings[min(level, len(self.readings) - 1)].interval(value)


def assertions_of(claims: Iterable[Claim]) -> list[Assertion]:
    """Return what is asserted: the claims that state a number as it was said, and the bases that growths name."""
    made = []
    for claim in claims:
        if claim.value is None or not claim.is_main or claim.period is None:
            continue
        made.append(Assertion(claim.id, claim))
        if claim.base is not None:
            made.append(Assertion(f"{claim.id}.base", claim, is_base=True))
    return made


def bounds_of(assertion: Assertion, definitions: Registry, level: int) -> list[Bound]:
    """Return an assertion as bounds. What is not linear (the mean of yearly rates) bounds nothing."""
    claim = assertion.claim
    if claim.period is None:
        return []
    definition = definitions[claim.indicator]
    request = Request(claim.indicator, claim.period, claim.area)
    between = assertion.interval(level)
    parts = parts_of(definitions, request)
    if assertion.is_base:
        return _between({parts[-1]: ONE}, between)
    kind = definition.measure.kind
    if kind in GROWTHS:
        intervals = definition.measure.intervals if kind == "cagr" else 1
        return _proportion(parts[0], parts[1], _factor(between.low, intervals), _factor(between.high, intervals))
    if kind in {"share", "ratio"}:
        return _proportion(parts[0], parts[1], between.low / BASIS_POINTS, between.high / BASIS_POINTS)
    if kind == "mean_per":
        return _proportion(parts[0], parts[1], between.low, between.high)
    return [] if definition.measure.is_derived else _between({request: ONE}, between)


def identities_of(bounds: Iterable[Bound], definitions: Registry, known: Mapping[Quantity, Fraction]) -> list[Bound]:
    """Return what always holds among the quantities of some bounds: none is negative, the months of a year are not more
    than the year, a part is not more than its whole; and the `known` ones are what they are."""
    quantities = sorted(
        {name for one in bounds for name in one.quantities if isinstance(name, Quantity)}, key=lambda name: name.key
    )
    made = [bound({one: -ONE}, 0) for one in quantities]
    for one in quantities:
        if one in known:
            made += _between({one: ONE}, Interval(known[one], known[one]))
        made += [bound({one: ONE, other: -ONE}, 0) for other in quantities if _is_within(one, other, definitions)]
    return made


def _is_within(part: Quantity, whole: Quantity, definitions: Registry) -> bool:
    """Say whether everything counted in one quantity is counted in another."""
    if part == whole or part.area != whole.area:
        return False
    inner, outer = definitions[part.indicator], definitions[whole.indicator]
    if inner.measure.is_derived or outer.measure.is_derived:
        return False
    same = (inner.source, inner.measure) == (outer.source, outer.measure)
    days = part.period.days.start >= whole.period.days.start and part.period.days.end <= whole.period.days.end
    dated = PeriodKind.INSTANT not in {part.period.kind, whole.period.kind}
    return same and _is_narrower(inner, outer) and (days if dated else part.period == whole.period)


def _is_narrower(inner: Definition, outer: Definition) -> bool:
    return all(line in inner.filter for line in outer.filter)


def least_december_share(exact: Mapping[Quantity, Fraction], indicator: str, month: int) -> Fraction | None:
    """Return the smallest share of a year that came after a month, over the years that the records hold whole."""
    years = {one.period.days.start.year: total for one, total in exact.items() if _is(one, indicator, PeriodKind.YEAR)}
    shares = [
        (years[one.period.days.start.year] - to_month) / years[one.period.days.start.year]
        for one, to_month in exact.items()
        if _is(one, indicator, PeriodKind.YTD)
        and one.period.days.last_day.month == month
        and years.get(one.period.days.start.year, 0) > 0
    ]
    return min(shares) if shares else None


def _is(one: Quantity, indicator: str, kind: PeriodKind) -> bool:
    return one.indicator == indicator and one.period.kind == kind


def rests_of(bounds: Iterable[Bound], definitions: Registry) -> list[tuple[Quantity, Quantity]]:
    """Return the pairs of quantities (to a month, whole year) whose difference is the rest of the year."""
    quantities = {name for one in bounds for name in one.quantities if isinstance(name, Quantity)}
    pairs = [
        (one, Quantity(one.indicator, in_year(one.period.days.start.year), one.area))
        for one in quantities
        if one.period.kind == PeriodKind.YTD
    ]
    return sorted((pair for pair in pairs if pair[1] in quantities), key=lambda pair: pair[0].key)


def _factor(rate: Fraction, intervals: int) -> Fraction:
    return (1 + rate / BASIS_POINTS) ** intervals


def _between(quantity: Mapping[Quantity, Fraction], between: Interval) -> list[Bound]:
    negative = {name: -value for name, value in quantity.items()}
    return [bound(quantity, between.high), bound(negative, -between.low)]


def _proportion(of: Quantity, to: Quantity, low: Fraction, high: Fraction) -> list[Bound]:
    """Return `low x to <= of <= high x to`."""
    return [bound({of: ONE, to: -high}, 0), bound({of: -ONE, to: low}, 0)]
