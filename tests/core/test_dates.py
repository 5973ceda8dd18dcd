"""Legal days and periods."""

import datetime as dt

import pytest

from hirfa.core.dates import Period, instant, legal_day, year, year_to_month


@pytest.mark.parametrize(
    ("at_utc", "day"),
    [
        (dt.datetime(2026, 1, 31, 23, 30, tzinfo=dt.UTC), dt.date(2026, 2, 1)),  # Morocco is an hour ahead of UTC
        (dt.datetime(2026, 2, 28, 23, 30, tzinfo=dt.UTC), dt.date(2026, 2, 28)),  # but not in Ramadan
    ],
)
def test_an_act_around_midnight_bears_the_legal_day(at_utc, day):
    assert legal_day(at_utc) == day


def test_a_naive_moment_has_no_legal_day():
    with pytest.raises(ValueError, match="time zone"):
        legal_day(dt.datetime(2026, 1, 1))  # noqa: DTZ001


def test_january_to_november_ends_before_the_first_of_december():
    period = year_to_month(2025, 11)

    assert (period.start, period.end, period.last_day) == (
        dt.date(2025, 1, 1),
        dt.date(2025, 12, 1),
        dt.date(2025, 11, 30),
    )
    assert year_to_month(2025, 12) == year(2025)
    assert period.a_year_before() == year_to_month(2024, 11)


def test_a_period_is_never_empty():
    with pytest.raises(ValueError, match="empty"):
        Period(dt.date(2025, 1, 1), dt.date(2025, 1, 1))


@pytest.mark.parametrize(
    ("days", "before"),
    [
        (instant(dt.date(2024, 2, 29)), instant(dt.date(2023, 2, 28))),
        (instant(dt.date(2025, 2, 28)), instant(dt.date(2024, 2, 28))),
        (year_to_month(2024, 2), year_to_month(2023, 2)),
        (year_to_month(2025, 2), year_to_month(2024, 2)),
    ],
)
def test_a_february_is_compared_with_a_whole_one_and_a_day_with_a_day(days, before):
    assert days.a_year_before() == before
