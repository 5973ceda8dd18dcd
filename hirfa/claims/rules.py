"""What a stated number may mean: closed intervals of exact fractions. No database, no clock, no Django."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Interval:
    """Every number from `low` to `high`, both included: a rounded number may have been either end."""

    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        if self.high < self.low:
            raise ValueError(f"empty interval: {self.low} to {self.high}")

    def __contains__(self, value: Fraction) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to read a stated number: `nearest`, `near` or `more_than`, at steps of `to` in the number's own unit."""

    rounding: str
    to: int

    def interval(self, value: int) -> Interval:
        """Return what the number may have been before it was said. Raises ValueError for an unknown rounding."""
        step = Fraction(self.to)
        if self.rounding == "nearest":
            return Interval(value - step / 2, value + step / 2)
        if self.rounding == "near":
            return Interval(value - step, value + step)
        if self.rounding == "more_than":
            return Interval(Fraction(value), value + step)
        raise ValueError(f"unknown rounding {self.rounding}")


def verdict_of(value: int | None, readings: tuple[Reading, ...], exact: Fraction | None) -> tuple[str, Reading | None]:
    """Return the verdict on a stated number beside the computed one, and the reading under which they agree.

    A number said as "more than" agrees when the computed one is above it, within the step; every other reading that holds
    agrees by rounding only.
    """
    if exact is None:  # said or not: there is nothing to set beside the words
        return "no_data", None
    if value is None:
        return "not_stated", None
    if exact == value:
        return "agrees", readings[0]
    for reading in readings:
        if exact in reading.interval(value):
            return ("agrees" if reading.rounding == "more_than" else "agrees_by_rounding"), reading
    return "differs", None
