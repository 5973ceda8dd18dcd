"""Numbers, money, days and moments in the language of the page; how they are written is `core.formats`."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from babel.dates import format_datetime, format_timedelta
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from hirfa.core import formats
from hirfa.core.dates import CASABLANCA


def language() -> str:
    """Return the language of the page, in the codes of `core.formats`."""
    return (get_language() or "ar").split("-")[0]


def number_text(value: int | Decimal | Fraction, *, decimals: int = 0) -> str:
    return formats.number(value, language(), decimals=decimals)


def isolated(text: str) -> SafeString:
    """Keep a number whole inside a sentence of either direction, so that `+11 %` never shows as `11+ %`."""
    return format_html('<bdi class="num">{}</bdi>', text)


def percent_text(basis_points: int, *, signed: bool = False) -> str:
    """Write basis points (hundredths of one per cent), with at most two decimals."""
    decimals = 0 if basis_points % 100 == 0 else 1 if basis_points % 10 == 0 else 2
    return formats.percent(basis_points, language(), decimals=decimals, signed=signed)


def dirhams_text(centimes: int) -> str:
    """Write centimes as newspapers do: `52,5 million dirhams`."""
    return formats.money_phrase(centimes, language())


def day_text(day: dt.date) -> str:
    return formats.date(day, language())


def moment_text(at: dt.datetime) -> str:
    """Write an aware moment in Casablanca's time."""
    local = at.astimezone(CASABLANCA)
    pattern = "d MMMM y، HH:mm" if language() == "ar" else "d MMMM y, HH:mm"
    return str(format_datetime(local, pattern, locale=formats.locale_of(language())))


def age_text(seconds: int) -> str:
    """Write how old something is: `5 minutes`; a second at least."""
    return str(format_timedelta(dt.timedelta(seconds=max(1, seconds)), locale=formats.locale_of(language())))
