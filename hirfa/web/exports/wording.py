"""Names of countries and months, and how a cut of exports is called."""

import datetime as dt

from babel import Locale

from hirfa.core import formats
from hirfa.web.formats import language


def country_name(code: str) -> str:
    """Return a country's name in the language of the page; an unknown code stands for itself."""
    return str(Locale.parse(formats.locale_of(language())).territories.get(code, code))


def month_name(year: int, month: int) -> str:
    return formats.month(dt.date(year, month, 1), language())


def change_of(now: int, before: int) -> int | None:
    """Return a change in basis points, halves away from zero; None on a base of nothing."""
    if before <= 0:
        return None
    difference = now - before
    size = (abs(difference) * 20_000 + before) // (2 * before)
    return size if difference >= 0 else -size
