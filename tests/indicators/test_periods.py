"""Periods of figures and how they are written in addresses."""

import datetime as dt

import pytest

from hirfa.indicators.periods import in_month, in_year, make_period, on_day, over_years, parse_slug, to_month


@pytest.mark.parametrize(
    ("period", "slug"),
    [
        (on_day(dt.date(2025, 12, 31)), "2025-12-31"),
        (in_month(2025, 11), "2025-11"),
        (to_month(2025, 11), "2025-m11"),
        (to_month(2025, 12), "2025-m12"),
        (in_year(2024), "2024"),
        (over_years(2021, 2024), "2021-2024"),
    ],
)
def test_a_period_is_found_again_by_its_address(period, slug):
    assert period.slug == slug
    assert parse_slug(slug) == period


def test_the_year_to_november_ends_before_the_first_of_december():
    assert to_month(2025, 11).days.end == dt.date(2025, 12, 1)
    assert to_month(2025, 11).a_year_before() == to_month(2024, 11)


@pytest.mark.parametrize("slug", ["", "25", "2025-m13x", "2025/11", "2025-m", "november"])
def test_what_is_no_period_is_refused(slug):
    with pytest.raises(ValueError, match="no period"):
        parse_slug(slug)


def test_a_year_that_stops_in_november_is_no_year():
    with pytest.raises(ValueError, match="is no year"):
        make_period("year", dt.date(2025, 1, 1), dt.date(2025, 11, 30))
