"""How numbers, money, days and periods are written in Morocco, in Arabic, French and English. Western digits everywhere.

Pure functions: the language is an argument (`ar`, `fr`, `en`; Tamazight is written as French until its catalogue is reviewed).
"""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final, Literal

from babel.dates import format_date
from babel.numbers import format_decimal

from .dates import Period
from .money import CENTIMES_PER_DIRHAM, CENTIMES_PER_MILLION, millions, round_half_up

LOCALES: Final = {"ar": "ar_MA", "fr": "fr_MA", "en": "en_GB", "zgh": "fr_MA"}
LRI: Final = "\u2066"  # left-to-right isolate (Unicode Standard Annex 9)
PDI: Final = "\u2069"  # pop directional isolate
NBSP: Final = "\u00a0"

THOUSAND: Final = 1_000
MILLION: Final = 1_000_000
BILLION: Final = 1_000_000_000

DIRHAM: Final = {"ar": "درهم", "fr": "dirhams", "en": "dirhams"}

# What an Arabic number is in its sentence: said by itself; after a verb such as بلغت; after a preposition or نحو.
ArabicCase = Literal["nominative", "accusative", "genitive"]

# one; one with the tanwin of the accusative; 3 to 10
ARABIC_SCALES: Final[dict[int, tuple[str, str, str]]] = {
    THOUSAND: ("ألف", "ألفا", "آلاف"),
    MILLION: ("مليون", "مليونا", "ملايين"),
    BILLION: ("مليار", "مليارا", "ملايير"),
}


def locale_of(language: str) -> str:
    """Return the locale of a language of the interface; French stands in for one that babel does not know."""
    return LOCALES.get(language, "fr_MA")


def isolate(text: str) -> str:
    """Wrap a number between U+2066 and U+2069: without them "+11 %" reads "11 %+" in an Arabic line."""
    return f"{LRI}{text}{PDI}"


def number(value: int | Decimal | Fraction, language: str, *, decimals: int = 0) -> str:
    """Return a number with the grouping and the decimal comma of the place; halves are rounded away from zero."""
    rounded = _decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = str(format_decimal(rounded, format=pattern, locale=locale_of(language)))
    return isolate(text) if rounded < 0 else text


def percent(basis_points: int | Fraction, language: str, *, decimals: int = 1, signed: bool = False) -> str:
    """Return basis points as a percentage, isolated because it bears signs: `+11,0 %`."""
    value = (_decimal(basis_points) / 100).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    digits = str(format_decimal(abs(value), format=pattern, locale=locale_of(language)))
    sign = "-" if value < 0 else "+" if signed and value > 0 else ""
    gap = "" if language == "en" else NBSP
    return isolate(f"{sign}{digits}{gap}%")


def money_millions(centimes: int, language: str, *, decimals: int = 1, arabic_case: ArabicCase = "nominative") -> str:
    """Return centimes as millions of dirhams: `1.231,6 مليون درهم`, `1 231,6 millions de dirhams`."""
    if language == "ar" and decimals == 0:
        count = int(round_half_up(millions(centimes), to=Decimal(1)))
        return f"{_arabic_scale(count, MILLION, arabic_case, noun_follows=True)} {DIRHAM['ar']}"
    digits = number(Fraction(centimes, CENTIMES_PER_MILLION), language, decimals=decimals)
    return {
        "ar": f"{digits} مليون درهم",
        "en": f"{digits} million dirhams",
    }.get(language, f"{digits} {'million' if abs(centimes) < 2 * CENTIMES_PER_MILLION else 'millions'} de dirhams")


def date(day: dt.date, language: str) -> str:
    """Return a day in words, with the month names of Morocco (`30 نونبر 2025`); the first is an ordinal in French."""
    words = str(format_date(day, format="long", locale=locale_of(language)))
    return f"1er{words[1:]}" if day.day == 1 and locale_of(language).startswith("fr") else words


def month(day: dt.date, language: str) -> str:
    """Return a month and its year in words."""
    return str(format_date(day, format="LLLL y", locale=locale_of(language)))


def period(days: Period, language: str) -> str:
    """Return a period in words: a day, a month, a year, several years, or from a month through another."""
    first, last = days.start, days.last_day
    if first == last:
        return date(first, language)
    whole_months = first.day == 1 and days.end.day == 1
    if whole_months and (first.month, days.end.month) == (1, 1):
        return str(first.year) if first.year == last.year else isolate(f"{first.year}-{last.year}")
    if whole_months and (first.year, first.month) == (last.year, last.month):
        return month(first, language)
    start = date(first, language) if not whole_months else _month_name(first, last, language)
    end = month(last, language) if whole_months else date(last, language)
    joined = {"ar": "من {} إلى متم {}", "en": "{} to the end of {}"}.get(language, "de {} à fin {}")
    plain = {"ar": "من {} إلى {}", "en": "{} to {}"}.get(language, "du {} au {}")
    return (joined if whole_months else plain).format(start, end)


def number_phrase(value: int, language: str, *, noun: str = "", arabic_case: ArabicCase = "nominative") -> str:
    """Return a whole number as newspapers write it: `مليونان و520 ألف زائر`, `1 milliard 230 millions de dirhams`.

    What the scale words cannot say exactly stays in digits. `arabic_case` is what the number is in its Arabic sentence
    (`بلغت مليارا و230 مليون درهم`, `نحو مليونين و520 ألف زائر`).
    """
    if language == "ar":
        return _arabic_phrase(value, noun, arabic_case)
    return _latin_phrase(value, language, noun)


def money_phrase(centimes: int, language: str, *, arabic_case: ArabicCase = "nominative") -> str:
    """Return a sum of money as newspapers write it: `مليار و230 مليون درهم`, `1 230 millions de dirhams`; parts of a million
    are decimals (`52,5 مليون درهم`)."""
    if centimes % CENTIMES_PER_MILLION == 0:
        if language == "ar":
            whole = centimes // CENTIMES_PER_DIRHAM
            return number_phrase(whole, language, noun=DIRHAM["ar"], arabic_case=arabic_case)
        return money_millions(centimes, language, decimals=0)
    decimals = 1 if centimes % (CENTIMES_PER_MILLION // 10) == 0 else 2
    return money_millions(centimes, language, decimals=decimals)


def dirhams(centimes: int, language: str) -> str:
    """Return a sum that a person pays: `135 درهما`, `135 dirhams`, `135,50 dirhams`; in Arabic the noun follows the number."""
    whole, rest = divmod(centimes, CENTIMES_PER_DIRHAM)
    if language == "ar" and not rest:
        return _counted_dirhams(whole)
    digits = number(Fraction(centimes, CENTIMES_PER_DIRHAM), language, decimals=2 if rest else 0)
    counted = language == "ar" or centimes >= 2 * CENTIMES_PER_DIRHAM
    noun = DIRHAM.get(language, DIRHAM["fr"]) if counted else "dirham"
    return f"{digits} {noun}"


def _counted_dirhams(count: int) -> str:
    """Count dirhams in Arabic: one and two without a digit, plural from 3 to 10, accusative from 11 to 99, else singular."""
    if count in {1, 2}:
        return "درهم واحد" if count == 1 else "درهمان"
    last = count % 100
    noun = "دراهم" if 3 <= last <= 10 else "درهما" if last >= 11 else DIRHAM["ar"]
    return f"{number(count, 'ar')} {noun}"


def _decimal(value: int | Decimal | Fraction) -> Decimal:
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(value)


def _month_name(first: dt.date, last: dt.date, language: str) -> str:
    if first.year == last.year:
        return str(format_date(first, format="LLLL", locale=locale_of(language)))
    return month(first, language)


def _scaled(value: int) -> list[tuple[int, int]]:
    """Return the counts of the scales that say a number of at least ten thousand exactly, the largest first."""
    parts = []
    for scale in (BILLION, MILLION, THOUSAND):
        count, value = divmod(value, scale)
        if count:
            parts.append((count, scale))
    return [] if value else parts


def _arabic_phrase(value: int, noun: str, arabic_case: ArabicCase) -> str:
    parts = _scaled(value) if value >= 10 * THOUSAND or value in {THOUSAND} else []
    if not parts:
        return f"{number(value, 'ar')} {noun}".strip()
    words = [
        _arabic_scale(count, scale, arabic_case, noun_follows=bool(noun) and place == len(parts) - 1)
        for place, (count, scale) in enumerate(parts)
    ]
    return f"{' و'.join(words)} {noun}".strip()


def _arabic_scale(count: int, scale: int, arabic_case: ArabicCase, *, noun_follows: bool) -> str:
    """Count a scale word. Before its noun it is in construct state and loses what it ends in: مليون درهم, مليونا درهم."""
    one, with_tanwin, few = ARABIC_SCALES[scale]
    if count == 1:
        return with_tanwin if arabic_case == "accusative" and not noun_follows else one
    if count == 2:
        ending = "ا" if arabic_case == "nominative" else "ي"
        return f"{one}{ending}{'' if noun_follows else 'ن'}"
    last = count % 100
    many = with_tanwin if last >= 11 and not noun_follows else one
    return f"{number(count, 'ar')} {few if 3 <= last <= 10 else many}"


def _latin_phrase(value: int, language: str, noun: str) -> str:
    if value < MILLION or value % THOUSAND:
        return f"{number(value, language)} {noun}".strip()
    if language == "en":
        scale, word = (BILLION, "billion") if value >= BILLION else (MILLION, "million")
        return f"{_decimals(Fraction(value, scale), language)} {word} {noun}".strip()
    billions, rest = divmod(value, BILLION)
    words = [f"{billions} {'milliard' if billions == 1 else 'milliards'}"] if billions else []
    if rest:
        amount = Fraction(rest, MILLION)
        words.append(f"{_decimals(amount, language)} {'million' if amount < 2 else 'millions'}")
    of = "d'" if noun[:1] in set("aeiouhâéè") else "de "
    return f"{' '.join(words)} {of}{noun}" if noun else " ".join(words)


def _decimals(value: Fraction, language: str) -> str:
    decimals = next((places for places in range(4) if (value * 10**places).denominator == 1), 3)
    return number(value, language, decimals=decimals)
