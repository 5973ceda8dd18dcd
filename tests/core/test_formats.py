"""Numbers as Moroccan newspapers write them."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirfa.core import formats
from hirfa.core.dates import Period, instant, year, year_to_month

MAD = 100
MILLION = 1_000_000


@pytest.mark.parametrize(
    ("centimes", "case", "phrase"),
    [
        (1_230 * MILLION * MAD, "accusative", "مليارا و230 مليون درهم"),
        (1_230 * MILLION * MAD, "nominative", "مليار و230 مليون درهم"),
        (1_230 * MILLION * MAD, "genitive", "مليار و230 مليون درهم"),
        (1_100 * MILLION * MAD, "accusative", "مليارا و100 مليون درهم"),
        (52_500_000 * MAD, "nominative", "52,5 مليون درهم"),
        (2 * MILLION * MAD, "nominative", "مليونا درهم"),
        (2 * MILLION * MAD, "genitive", "مليوني درهم"),
        (2_012 * MILLION * MAD, "accusative", "مليارين و12 مليون درهم"),
        (5 * MILLION * MAD, "nominative", "5 ملايين درهم"),
        (103 * MILLION * MAD, "nominative", "103 ملايين درهم"),
        (112 * MILLION * MAD, "nominative", "112 مليون درهم"),
        (MILLION * MAD, "accusative", "مليون درهم"),
        (123_157_000_050, "nominative", "1.231,57 مليون درهم"),
    ],
)
def test_money_is_written_as_arabic_newspapers_write_it(centimes, case, phrase):
    assert formats.money_phrase(centimes, "ar", arabic_case=case) == phrase


@pytest.mark.parametrize(
    ("centimes", "case", "words"),
    [
        (MILLION * MAD, "nominative", "مليون درهم"),
        (2 * MILLION * MAD, "nominative", "مليونا درهم"),
        (2 * MILLION * MAD, "genitive", "مليوني درهم"),
        (1_103 * MILLION * MAD, "nominative", "1.103 ملايين درهم"),
    ],
)
def test_whole_millions_agree_with_their_number_in_arabic(centimes, case, words):
    assert formats.money_millions(centimes, "ar", decimals=0, arabic_case=case) == words


@pytest.mark.parametrize(
    ("value", "noun", "phrase"),
    [
        (2_520_000, "زائر", "مليونان و520 ألف زائر"),
        (2_000_000, "زائر", "مليونا زائر"),
        (12_002_000, "زائر", "12 مليونا وألفا زائر"),
        (440_000, "", "440 ألفا"),
        (440_000, "صانع وصانعة", "440 ألف صانع وصانعة"),
        (3_900, "صانعة", "3.900 صانعة"),
        (70, "معرضا", "70 معرضا"),
        (1_003_000, "", "مليون و3 آلاف"),
        (440_123, "صانع وصانعة", "440.123 صانع وصانعة"),
        (0, "معرض", "0 معرض"),
    ],
)
def test_counts_are_written_as_arabic_newspapers_write_them(value, noun, phrase):
    assert formats.number_phrase(value, "ar", noun=noun) == phrase


@pytest.mark.parametrize(("language", "digits"), [("ar", "3.900"), ("fr", "3\u202f900"), ("en", "3,900")])
def test_a_number_said_and_a_number_counted_are_grouped_alike(language, digits):
    assert formats.number_phrase(3_900, language) == formats.number(3_900, language) == digits


@pytest.mark.parametrize(
    ("value", "language", "noun", "phrase"),
    [
        (1_230 * MILLION, "fr", "dirhams", "1 milliard 230 millions de dirhams"),
        (2_520_000, "fr", "visiteurs", "2,52 millions de visiteurs"),
        (2_520_000, "fr", "artisans", "2,52 millions d'artisans"),
        (440_000, "fr", "artisans", "440\u202f000 artisans"),
        (1_230 * MILLION, "en", "dirhams", "1.23 billion dirhams"),
        (440_000, "en", "artisans", "440,000 artisans"),
    ],
)
def test_counts_are_written_as_french_and_english_papers_write_them(value, language, noun, phrase):
    assert formats.number_phrase(value, language, noun=noun) == phrase


def test_money_is_written_in_millions_in_french_and_english():
    assert formats.money_phrase(1_230 * MILLION * MAD, "fr") == "1\u202f230 millions de dirhams"
    assert formats.money_phrase(52_500_000 * MAD, "fr") == "52,5 millions de dirhams"
    assert formats.money_phrase(MILLION * MAD, "fr") == "1 million de dirhams"
    assert formats.money_phrase(1_100 * MILLION * MAD, "en") == "1,100 million dirhams"


def test_a_signed_percentage_keeps_its_sign_in_front_in_an_arabic_line():
    assert formats.percent(1100, "ar", signed=True) == "\u2066+11,0\u00a0%\u2069"
    assert formats.percent(-350, "ar", signed=True) == "\u2066-3,5\u00a0%\u2069"
    assert formats.percent(4_700, "en", decimals=0) == "\u206647%\u2069"


@given(st.integers(min_value=-(10**9), max_value=-1))
def test_a_negative_number_is_always_isolated(value):
    text = formats.number(value, "ar")

    assert text.startswith("\u2066-")
    assert text.endswith("\u2069")


@given(st.integers(min_value=0, max_value=10**7), st.sampled_from(["ar", "fr", "en"]))
def test_a_half_is_rounded_away_from_zero(whole, language):
    assert formats.number(Fraction(2 * whole + 1, 2), language) == formats.number(whole + 1, language)


@pytest.mark.parametrize(
    ("days", "language", "words"),
    [
        (instant(dt.date(2025, 12, 31)), "ar", "31 دجنبر 2025"),
        (year(2024), "ar", "2024"),
        (year_to_month(2025, 11), "ar", "من يناير إلى متم نونبر 2025"),
        (year_to_month(2025, 11), "fr", "de janvier à fin novembre 2025"),
        (Period(dt.date(2021, 1, 1), dt.date(2025, 1, 1)), "fr", "\u20662021-2024\u2069"),
        (Period(dt.date(2025, 6, 1), dt.date(2025, 11, 1)), "en", "June to the end of October 2025"),
        (Period(dt.date(2025, 12, 21), dt.date(2026, 1, 19)), "fr", "du 21 décembre 2025 au 18 janvier 2026"),
    ],
)
def test_a_period_is_said_in_words(days, language, words):
    assert formats.period(days, language) == words


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_half_a_million_is_rounded_away_from_zero_in_every_language(language):
    assert formats.money_millions(250_000_000, language, decimals=0).startswith("3")


@pytest.mark.parametrize(
    ("centimes", "language", "text"),
    [
        (13_500, "ar", "135 درهما"),
        (100, "ar", "درهم واحد"),
        (200, "ar", "درهمان"),
        (135_000, "ar", "1.350 درهما"),
        (700, "ar", "7 دراهم"),
        (10_000, "ar", "100 درهم"),
        (20_200, "ar", "202 درهم"),
        (13_550, "ar", "135,50 درهم"),
        (13_500, "fr", "135 dirhams"),
        (150, "fr", "1,50 dirham"),
        (13_500, "en", "135 dirhams"),
        (0, "fr", "0 dirham"),
    ],
)
def test_what_a_person_pays_is_written_with_its_noun(centimes, language, text):
    assert formats.dirhams(centimes, language) == text


def test_the_first_of_a_month_is_an_ordinal_in_french():
    assert formats.date(dt.date(2026, 3, 1), "fr") == "1er mars 2026"
    assert formats.date(dt.date(2026, 3, 11), "fr") == "11 mars 2026"
    assert formats.date(dt.date(2026, 3, 1), "ar") == "1 مارس 2026"
