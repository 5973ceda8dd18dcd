"""A small constraint fit: the values nearest to a supposed profile that keep every stated bound.

Hildreth's row-action method for the projection on a set of linear inequalities, in the norm that weighs each value by its
own supposed size, so that a correction is shared in proportion. No library, and the same result everywhere.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass


class CannotFit(Exception):
    """The bounds contradict one another, or need more sweeps than allowed."""


@dataclass(frozen=True, slots=True)
class Bound:
    """`low` <= sum of coefficient x value <= `high`. `name` says where the bound comes from."""

    name: str
    terms: tuple[tuple[int, float], ...]
    low: float
    high: float

    def value(self, values: Sequence[float]) -> float:
        return sum(factor * values[place] for place, factor in self.terms)

    def holds(self, values: Sequence[float], *, slack: float = 0.0) -> bool:
        return self.low - slack <= self.value(values) <= self.high + slack


def fit(
    prior: Sequence[float], bounds: Sequence[Bound], *, sweeps: int = 20_000, margin: float = 0.2, slack: float = 1e-4
) -> list[float]:
    """Return values near `prior` (all above 0) that keep every bound, and stay above a tenth of the prior.

    `margin` is the part of a two-sided bound's width kept free on each side, so that later rounding stays inside.
    `slack` is what may be missing at an open-ended bound, which the method only nears. Raises CannotFit.
    """
    weights = [value * value for value in prior]
    rows = [(bound, *_inner(bound, margin)) for bound in bounds]
    norms = [sum(weights[place] * factor * factor for place, factor in bound.terms) for bound, _low, _high in rows]
    values = list(prior)
    pushes = [0.0] * len(rows)
    raised = [0.0] * len(prior)  # what the floors have added
    for _sweep in range(sweeps):
        for number, (bound, low, high) in enumerate(rows):
            value = bound.value(values)
            free = value - pushes[number] * norms[number]
            push = (low - free if free < low else high - free if free > high else 0.0) / norms[number]
            change = push - pushes[number]
            if change:
                pushes[number] = push
                for place, factor in bound.terms:
                    values[place] += change * weights[place] * factor
        for place, value in enumerate(values):
            floor = 0.1 * prior[place]
            if value < floor or raised[place]:
                raise_by = max(0.0, floor - (value - raised[place]))
                values[place] += raise_by - raised[place]
                raised[place] = raise_by
        if all(bound.holds(values, slack=slack) for bound in bounds):
            return values
    broken = [bound.name for bound in bounds if not bound.holds(values, slack=slack)]
    raise CannotFit(", ".join(broken))


def _inner(bound: Bound, margin: float) -> tuple[float, float]:
    width = (bound.high - bound.low) * margin
    return (bound.low, bound.high) if math.isinf(width) else (bound.low + width, bound.high - width)


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Share an integer total in proportion to weights, by largest remainder: the shares add up to the total exactly."""
    whole = sum(weights)
    if whole <= 0:
        raise ValueError("no weight to share by")
    exact = [total * weight / whole for weight in weights]
    shares = [int(value) for value in exact]
    order = sorted(range(len(exact)), key=lambda place: (shares[place] - exact[place], place))
    for place in order[: total - sum(shares)]:
        shares[place] += 1
    return shares
