"""The arithmetic of figures: growths that cannot be confused, rounding, digests, cells to hide. No database, no clock, no Django.

Everything is an exact fraction of integers that came from the database; a figure is rounded once, here, in Decimal.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from hirfa.core.money import round_half_up

BASIS_POINTS: Final = 10_000

# The rounding rule of a definition: the step of the integer that is stored.
ROUNDINGS: Final[dict[str, int]] = {"unit": 1, "centime": 1, "basis_point": 1, "tenth_of_percent": 10}

SMALL_CELL: Final = 5


def round_figure(exact: Fraction, rounding: str) -> int:
    """Return the integer that is stored for an exact value: halves away from zero, once. Raises KeyError for an unknown rule."""
    value = Decimal(exact.numerator) / Decimal(exact.denominator)
    return int(round_half_up(value, to=Decimal(ROUNDINGS[rounding])))


def growth(now: int, base: int) -> Fraction | None:
    """Return (now - base) / base in basis points; None without a positive base."""
    return Fraction((now - base) * BASIS_POINTS, base) if base > 0 else None


def share(part: int, whole: int) -> Fraction | None:
    """Return part / whole in basis points; None without a whole."""
    return Fraction(part * BASIS_POINTS, whole) if whole > 0 else None


def mean_per(total: int, per: int) -> Fraction | None:
    """Return total / per, in the unit of the total; None when there is nothing to divide by."""
    return Fraction(total, per) if per > 0 else None


def mean_annual_growth(values: Sequence[int]) -> Fraction | None:
    """Return the arithmetic mean of the yearly rates, in basis points: not the compound rate."""
    rates = [growth(now, base) for base, now in pairwise(values)]
    known = [rate for rate in rates if rate is not None]
    return sum(known, Fraction(0)) / len(known) if known and len(known) == len(rates) else None


def compound_growth(last: int, first: int, intervals: int) -> Fraction | None:
    """Return the compound annual rate over n intervals (2021-2024 is three), in basis points, exact to a hundredth of one.

    The n-th root is irrational: it is bracketed by exact comparison of fractions, so no float ever decides a digit.
    """
    if first <= 0 or last <= 0 or intervals < 1:
        return None
    fine = BASIS_POINTS * 100
    low, high = 0, fine * (last // first + 2)
    while high - low > 1:  # greatest r with (r / fine) ** n <= last / first
        middle = (low + high) // 2
        if middle**intervals * first <= last * fine**intervals:
            low = middle
        else:
            high = middle
    return Fraction(low - fine, 100)


def records_digest(record_ids: Iterable[str]) -> str:
    """Return the SHA-256 of the sorted record ids: the same records give the same digest in any order."""
    return hashlib.sha256("\n".join(sorted(record_ids)).encode()).hexdigest()


def joint_digest(digests: Sequence[str]) -> str:
    """Return the digest of a figure made of others: of their digests, in their order."""
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def hidden_cells(records: Mapping[str, int]) -> set[str]:
    """Return the cells of one table row that may not be shown: those of one to four records, and others with them.

    The total less what is shown tells the sum of the hidden: of one cell that is the cell itself, and a sum of two in two
    cells is one in each. So the next smallest are hidden too, until there are two at least, with `SMALL_CELL` records in
    them and more records than cells.
    """
    hidden = {code for code, count in records.items() if 0 < count < SMALL_CELL}
    others = [code for code, count in records.items() if count >= SMALL_CELL]
    for code in sorted(others, key=lambda code: (records[code], code)):
        told = sum(records[one] for one in hidden)
        if not hidden or (len(hidden) > 1 and told >= SMALL_CELL and told > len(hidden)):
            break
        hidden.add(code)
    return hidden
