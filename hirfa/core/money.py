"""Money is an integer number of centimes of a dirham. It is rounded once, in Decimal, when a figure is published."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

CENTIMES_PER_DIRHAM: Final = 100
CENTIMES_PER_MILLION: Final = 100_000_000


def centimes(dirhams: Decimal | int | str) -> int:
    """Return a sum in dirhams as whole centimes, halves away from zero. A float is refused: it has lost digits already."""
    if isinstance(dirhams, float):
        raise TypeError("money in a float")
    return int((Decimal(dirhams) * CENTIMES_PER_DIRHAM).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def dirhams(amount: int) -> Decimal:
    """Return centimes as dirhams, exactly."""
    return Decimal(amount) / CENTIMES_PER_DIRHAM


def millions(amount: int) -> Decimal:
    """Return centimes as millions of dirhams, exactly."""
    return Decimal(amount) / CENTIMES_PER_MILLION


def round_half_up(value: Decimal, *, to: Decimal) -> Decimal:
    """Return `value` at the nearest multiple of `to`, halves away from zero: the one rounding rule of published figures."""
    return (value / to).quantize(Decimal(1), rounding=ROUND_HALF_UP) * to
