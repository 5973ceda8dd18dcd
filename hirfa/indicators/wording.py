"""Values of figures in words: the same in the briefing, on the pages and in the sentences about contradictions."""

from collections.abc import Mapping
from fractions import Fraction

from hirfa.core import formats

from .choices import Unit


def value_text(
    value: int | Fraction | None,
    unit: str,
    language: str,
    *,
    signed: bool = False,
    arabic_case: formats.ArabicCase = "nominative",
) -> str:
    """Return a value with its unit, rounded to be read: money in millions, rates in percent, counts in full.

    Nothing for no value: whoever calls says why there is none. `arabic_case` is what it is in its Arabic sentence.
    """
    if value is None:
        return ""
    if unit == Unit.MAD_CENTIME:
        return _money(value, language, arabic_case)
    if unit == Unit.BASIS_POINT:
        if language == "ar" and not signed:
            digits = formats.number(Fraction(value) / 100, language, decimals=_decimals_of_percent(value))
            return f"{digits} في المائة"
        return formats.percent(value, language, decimals=_decimals_of_percent(value), signed=signed)
    whole = Fraction(value).denominator == 1
    return formats.number(value, language, decimals=0 if whole else 2)


def stated_text(
    value: int,
    unit: str,
    language: str,
    noun: Mapping[str, str] | None = None,
    *,
    arabic_case: formats.ArabicCase = "nominative",
) -> str:
    """Return a stated number as newspapers write it: `مليار و230 مليون درهم`."""
    word = (noun or {}).get(language, "")
    if unit == Unit.MAD_CENTIME:
        return formats.money_phrase(value, language, arabic_case=arabic_case)
    if unit == Unit.BASIS_POINT:
        return value_text(value, unit, language)
    return formats.number_phrase(value, language, noun=word, arabic_case=arabic_case)


def _money(value: int | Fraction, language: str, arabic_case: formats.ArabicCase) -> str:
    dirhams = Fraction(value, 100)
    if abs(dirhams) < formats.MILLION and dirhams.denominator == 1:
        return formats.dirhams(int(value), language)
    if abs(dirhams) < formats.MILLION:
        text = formats.number(dirhams, language, decimals=2)
        return f"{text} {formats.DIRHAM.get(language, formats.DIRHAM['fr'])}"
    decimals = 0 if dirhams % formats.MILLION == 0 else 1
    return formats.money_millions(round(value), language, decimals=decimals, arabic_case=arabic_case)


def _decimals_of_percent(value: int | Fraction) -> int:
    """A rate is read to a tenth of a percent; a whole percentage has no decimals."""
    return 0 if Fraction(value) % 100 == 0 else 1
