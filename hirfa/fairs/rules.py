"""What is said of a fair's numbers, as plain functions. No database, no clock, no Django."""

import datetime as dt
from collections.abc import Sequence


def response_rate(*, answered: int, asked: int) -> int | None:
    """Return the share of sales returns that hold an amount, in basis points, halves up; None when none was asked for."""
    if not 0 <= answered <= asked:
        raise ValueError(f"{answered} answers to {asked} questions")
    return None if asked == 0 else (answered * 20_000 + asked) // (2 * asked)


def median(amounts: Sequence[int]) -> int | None:
    """Return the middle amount, in centimes, the mean of the two middle ones rounded up; None of nothing."""
    if not amounts:
        return None
    ordered = sorted(amounts)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle] + 1) // 2


def lies_within(*, starts_on: dt.date, ends_on: dt.date, valid_from: dt.date, valid_to: dt.date) -> bool:
    """Say whether a fair lies whole within a contract's period `[valid_from, valid_to)`."""
    return valid_from <= starts_on and ends_on < valid_to


def overlaps(*, starts_on: dt.date, ends_on: dt.date, other_starts_on: dt.date, other_ends_on: dt.date) -> bool:
    """Say whether two stretches of days, last days included, share a day."""
    return starts_on <= other_ends_on and other_starts_on <= ends_on
