"""Can linear bounds hold together? Fourier-Motzkin elimination over exact fractions: small sets, no rounding, no solver.

A bound is `sum of coefficient x quantity <= limit`. With the half a dozen quantities of a contradiction the method is
complete, gives the range that the rest forces on a quantity, and needs no dependency.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Coefficients = Mapping[Any, Fraction]


@dataclass(frozen=True, slots=True)
class Bound:
    """`coefficients . quantities <= limit`."""

    coefficients: tuple[tuple[Hashable, Fraction], ...]
    limit: Fraction

    @property
    def quantities(self) -> set[Hashable]:
        return {name for name, _ in self.coefficients}


@dataclass(frozen=True, slots=True)
class Range:
    """What the bounds leave to a quantity; None is no limit."""

    low: Fraction | None
    high: Fraction | None


def bound(coefficients: Coefficients, limit: Fraction | int) -> Bound:
    """Make a bound; quantities with coefficient zero fall out."""
    kept = tuple((name, Fraction(value)) for name, value in coefficients.items() if value)
    return Bound(tuple(sorted(kept, key=lambda pair: repr(pair[0]))), Fraction(limit))


def are_possible(bounds: Iterable[Bound]) -> bool:
    """Say whether some numbers satisfy all bounds."""
    return _holds(_eliminate_all(list(bounds), keep=None))


def find_range(bounds: Iterable[Bound], quantity: Hashable) -> Range | None:
    """Return what the bounds leave to a quantity, or None when they cannot hold together."""
    left = _eliminate_all(list(bounds), keep=quantity)
    if not _holds(left):
        return None
    low, high = None, None
    for one in left:
        for _name, coefficient in one.coefficients:
            edge = one.limit / coefficient
            if coefficient > 0:
                high = edge if high is None else min(high, edge)
            else:
                low = edge if low is None else max(low, edge)
    return None if low is not None and high is not None and low > high else Range(low, high)


def _eliminate_all(bounds: list[Bound], *, keep: Hashable | None) -> list[Bound]:
    while True:
        names = {name for one in bounds for name in one.quantities if keep is None or name != keep}
        if not names:
            return bounds
        # the cheapest first: fewest new bounds
        chosen = min(names, key=lambda name: (_cost(bounds, name), repr(name)))
        bounds = _eliminate(bounds, chosen)


def _cost(bounds: list[Bound], name: Hashable) -> int:
    signs = [dict(one.coefficients).get(name, Fraction(0)) for one in bounds]
    return sum(sign > 0 for sign in signs) * sum(sign < 0 for sign in signs)


def _eliminate(bounds: list[Bound], name: Hashable) -> list[Bound]:
    """Combine every upper bound of a quantity with every lower one, and forget it."""
    kept: list[Bound] = []
    upper: list[Bound] = []
    lower: list[Bound] = []
    for one in bounds:
        coefficient = dict(one.coefficients).get(name, Fraction(0))
        (upper if coefficient > 0 else lower if coefficient < 0 else kept).append(one)
    for above in upper:
        for below in lower:
            kept.append(_combine(above, below, name))
    return list(dict.fromkeys(kept))


def _combine(above: Bound, below: Bound, name: Hashable) -> Bound:
    first, second = dict(above.coefficients), dict(below.coefficients)
    weight_above, weight_below = -second[name], first[name]
    summed = {
        other: weight_above * first.get(other, Fraction(0)) + weight_below * second.get(other, Fraction(0))
        for other in {*first, *second} - {name}
    }
    return bound(summed, weight_above * above.limit + weight_below * below.limit)


def _holds(bounds: Iterable[Bound]) -> bool:
    """Bounds without quantities left say `0 <= limit`."""
    return all(one.limit >= 0 for one in bounds if not one.coefficients)
