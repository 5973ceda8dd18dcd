"""What a stated number may mean."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirfa.claims.linear import are_possible, bound, find_range
from hirfa.claims.rules import Interval, Reading, verdict_of

NUMBERS = st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=1000)


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6), st.fractions(min_value=-1, max_value=1))
def test_whatever_rounds_to_a_number_lies_in_its_interval(said, step, place):
    value = said * step + place * Fraction(step, 2)

    assert value in Reading("nearest", step).interval(said * step)


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_the_ends_of_an_interval_are_inside_and_nothing_beyond(said, step):
    interval = Reading("nearest", step).interval(said)

    assert interval.low in interval
    assert interval.high in interval
    assert interval.low - Fraction(1, 10**9) not in interval
    assert interval.high + Fraction(1, 10**9) not in interval


def test_more_than_47_percent_starts_at_47():
    interval = Reading("more_than", 100).interval(4700)

    assert (interval.low, interval.high) == (4700, 4800)


def test_an_empty_interval_and_an_unknown_rounding_are_refused():
    with pytest.raises(ValueError, match="empty interval"):
        Interval(Fraction(2), Fraction(1))
    with pytest.raises(ValueError, match="unknown rounding"):
        Reading("roughly", 1).interval(3)


@pytest.mark.parametrize(
    ("said", "reading", "exact", "verdict"),
    [
        (70, Reading("nearest", 1), Fraction(70), "agrees"),
        (6, Reading("nearest", 1), Fraction(70, 12), "agrees_by_rounding"),
        (6, Reading("nearest", 1), Fraction(66, 12), "agrees_by_rounding"),  # 5.5: either end may have been meant
        (6, Reading("nearest", 1), Fraction(65, 12), "differs"),
        (4700, Reading("more_than", 100), Fraction(4731), "agrees"),
        (4700, Reading("more_than", 100), Fraction(4699), "differs"),
        (440_000, Reading("near", 1000), Fraction(439_100), "agrees_by_rounding"),
        (440_000, Reading("near", 1000), None, "no_data"),
        (None, Reading("nearest", 1), Fraction(5), "not_stated"),
    ],
)
def test_a_verdict_says_whether_it_needed_rounding(said, reading, exact, verdict):
    assert verdict_of(said, (reading,), exact)[0] == verdict


def test_two_women_and_three_men_are_not_six_people():
    women, men, people = {"w": 1}, {"m": 1}, {"w": 1, "m": 1}
    upper = [bound(women, 2), bound(men, 3)]

    assert are_possible([*upper, bound({"w": -1, "m": -1}, -5)])
    assert not are_possible([*upper, bound({"w": -1, "m": -1}, -6)])
    assert find_range([*upper, bound(people, 10)], "w").high == 2


@given(st.lists(NUMBERS, min_size=3, max_size=3), st.lists(st.lists(NUMBERS, min_size=3, max_size=3), max_size=6))
def test_bounds_around_a_real_point_are_always_possible_and_ranges_hold_it(point, rows):
    names = ["x", "y", "z"]
    truth = dict(zip(names, point, strict=True))
    bounds = [
        bound(dict(zip(names, row, strict=True)), sum(a * b for a, b in zip(row, point, strict=True)) + 1)
        for row in rows
    ]

    assert are_possible(bounds)
    for name in names:
        left = find_range(bounds, name)
        assert left.low is None or left.low <= truth[name]
        assert left.high is None or truth[name] <= left.high


@given(NUMBERS, st.fractions(min_value=Fraction(1, 1000), max_value=1000))
def test_a_number_above_itself_is_impossible(value, gap):
    assert not are_possible([bound({"x": 1}, value), bound({"x": -1}, -value - gap)])
