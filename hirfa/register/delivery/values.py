"""The values of a line as clerks write them: dates in several forms, words for a sex or a title."""

import datetime as dt
import re
from functools import lru_cache
from typing import Final

from hirfa.names import normal, western_digits

# Months as Morocco writes them, and as its neighbours do, in the normal form of names.
_MONTHS: Final[dict[str, int]] = {
    normal(word): number
    for number, words in enumerate(
        (
            "يناير جانفي janvier january jan janv",
            "فبراير فيفري février february feb févr fév",
            "مارس mars march mar",
            "أبريل ابريل افريل نيسان avril april apr avr",
            "ماي مايو mai may",
            "يونيو جوان juin june jun",
            "يوليوز يوليو جويلية juillet july jul juil",
            "غشت أغسطس أوت août august aug",
            "شتنبر سبتمبر septembre september sep sept",
            "أكتوبر octobre october oct",
            "نونبر نوفمبر novembre november nov",
            "دجنبر ديسمبر décembre december dec déc",
        ),
        start=1,
    )
    for word in words.split()
}
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[/\-. ](\d{1,2})[/\-. ](\d{4})")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[/\-.](\d{1,2})[/\-.](\d{1,2})(?:[ T]00:00(?::00)?(?:\.0+)?)?")
_MONTH: Final = re.compile(r"(\d{1,2})[/\-.](\d{4})|(\d{4})[/\-.](\d{1,2})")
_YEAR: Final = re.compile(r"\d{4}")

SEXES: Final[dict[str, str]] = {
    **dict.fromkeys(map(normal, ("F", "Femme", "Féminin", "Female", "أنثى", "امرأة", "ث", "ن", "إناث", "صانعة")), "F"),
    **dict.fromkeys(map(normal, ("M", "H", "Homme", "Masculin", "Male", "ذكر", "رجل", "ذ", "ذكور", "صانع")), "M"),
}
TITLES: Final[dict[str, str]] = {
    **dict.fromkeys(
        map(normal, ("artisan", "artisane", "صانع", "صانعة", "صانع تقليدي", "صانعة تقليدية", "حرفي", "حرفية")),
        "ARTISAN",
    ),
    **dict.fromkeys(
        map(
            normal,
            (
                *(
                    "maalem",
                    "maâlam",
                    "maallem",
                    "maître artisan",
                    "maître-artisan",
                    "artisan maâlam",
                    "master artisan",
                ),
                *("معلم", "لمعلم", "المعلم", "معلمة", "لمعلمة", "صانع معلم", "معلم حرفي", "الصانع المعلم"),
            ),
        ),
        "MAALEM",
    ),
}
EMPTY: Final = frozenset({"-", "--", "—", "/", "."})


@lru_cache(maxsize=1 << 16)
def find_date(text: str) -> tuple[dt.date, str] | None:
    """Return (date, precision) of a date as written, or None. Day comes before month; a year has four digits.

    A month or a year alone gives its first day, with the precision MONTH or YEAR.
    """
    plain = western_digits(text).strip()
    try:
        if found := _DAY_FIRST.fullmatch(plain):
            return dt.date(int(found[3]), int(found[2]), int(found[1])), "DAY"
        if found := _YEAR_FIRST.fullmatch(plain):
            return dt.date(int(found[1]), int(found[2]), int(found[3])), "DAY"
        if found := _MONTH.fullmatch(plain):
            return dt.date(int(found[2] or found[3]), int(found[1] or found[4]), 1), "MONTH"
        if _YEAR.fullmatch(plain):
            return dt.date(int(plain), 1, 1), "YEAR"
        return _date_in_words(plain)
    except ValueError:
        return None


def _date_in_words(plain: str) -> tuple[dt.date, str] | None:
    words = normal(plain).split()
    if len(words) == 3 and words[1] in _MONTHS and words[2].isdigit() and len(words[2]) == 4:
        day = "1" if words[0] in {"1er", "فاتح"} else words[0]
        return (dt.date(int(words[2]), _MONTHS[words[1]], int(day)), "DAY") if day.isdigit() else None
    if len(words) == 2 and words[0] in _MONTHS and words[1].isdigit() and len(words[1]) == 4:
        return dt.date(int(words[1]), _MONTHS[words[0]], 1), "MONTH"
    return None
