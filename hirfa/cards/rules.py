"""What is settled about cards, as plain functions. No database, no clock, no Django.

The law's text on the card could not be read: the years of validity are a dated row of `reference`.
"""

import datetime as dt
from typing import Final

from hirfa.register.rules import check_digits, has_check_digits

MOVES: Final[dict[str, frozenset[str]]] = {
    "VALID": frozenset({"SUSPENDED", "REVOKED", "REPLACED"}),
    "SUSPENDED": frozenset({"VALID", "REVOKED"}),
    "REVOKED": frozenset(),
    "REPLACED": frozenset(),
}
MOST_NAME_BYTES: Final = 180
LIVE: Final = frozenset({"VALID", "SUSPENDED"})
REVOKING: Final = frozenset({"LOST", "STOLEN", "DAMAGED", "ENTRY_CLOSED", "ISSUED_IN_ERROR", "FRAUD", "DECEASED"})
SUSPENDING: Final = frozenset({"ENTRY_SUSPENDED", "LOST", "FRAUD"})

_LETTER: Final = "C"
_DIGITS: Final = 8
# Cards issued one after the other get numbers far apart, as craft numbers do. Prime to 10, so a bijection.
_STRIDE: Final = 38_196_603
_START: Final = 57_721_566


def card_number(serial: int) -> str:
    """Return the number of the nth card: C, eight digits, two check digits (ISO 7064, MOD 97-10). It codes nothing."""
    room = 10**_DIGITS
    if not 0 < serial < room:
        raise ValueError(f"no card number for {serial}")
    number = (serial * _STRIDE + _START) % room
    return f"{_LETTER}{number:0{_DIGITS}d}{check_digits(number):02d}"


def is_card_number(text: str) -> bool:
    """Say whether a text is a card number with its check digits right."""
    digits = text[1:]
    well_formed = text[:1] == _LETTER and len(digits) == _DIGITS + 2 and digits.isascii() and digits.isdigit()
    return well_formed and has_check_digits(digits)


def expiry_date(issued_on: dt.date, *, validity_years: int) -> dt.date:
    """Return the last day of validity: the eve of the anniversary."""
    try:
        anniversary = issued_on.replace(year=issued_on.year + validity_years)
    except ValueError:  # 29 February
        anniversary = dt.date(issued_on.year + validity_years, 3, 1)
    return anniversary - dt.timedelta(days=1)


def may_replace(*, state: str, expires_on: dt.date, on: dt.date, opens_before: int) -> bool:
    """A card is replaced in its last `opens_before` days (a dated row of `reference`) and once it has run out.

    Never while suspended. A lost one is revoked first.
    """
    return "REPLACED" in MOVES[state] and expires_on - dt.timedelta(days=opens_before) < on


def may_print(*, state: str, expires_on: dt.date, on: dt.date) -> bool:
    """A card is printed while it is valid: a withdrawn one on paper would be believed by whoever does not check its code."""
    return state == "VALID" and on <= expires_on


def names_fit(latin: str, arabic: str) -> bool:
    """Say whether the names leave room in the card's code, which holds 600 signs: 1.5 for each of their bytes and 315 beside."""
    return len(latin.encode()) + len(arabic.encode()) <= MOST_NAME_BYTES


def may_move(old: str, new: str) -> bool:
    """Say whether a card may pass from one state to another."""
    return new in MOVES[old]
