"""Growths that cannot be confused, and rounding that happens once."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirfa.indicators import rules


def test_exports_of_893_that_became_1107_grew_by_7_4_percent_a_year_over_three_intervals():
    rate = rules.compound_growth(1107, 893, 3)

    assert rules.round_figure(rate, "basis_point") == 742  # 7.42 %


def test_over_four_intervals_it_would_be_another_figure():
    assert rules.round_figure(rules.compound_growth(1107, 893, 4), "basis_point") == 552


def test_the_mean_of_the_yearly_rates_is_not_the_compound_rate():
    halved_then_doubled = [100, 50, 100]

    assert rules.mean_annual_growth(halved_then_doubled) == 2500  # (-50 % + 100 %) / 2
    assert rules.compound_growth(100, 100, 2) == 0


def test_nothing_grows_from_nothing():
    assert rules.growth(10, 0) is None
    assert rules.share(1, 0) is None
    assert rules.mean_per(70, 0) is None
    assert rules.compound_growth(10, 0, 3) is None
    assert rules.mean_annual_growth([0, 5, 6]) is None


@given(st.integers(1, 10**15), st.integers(1, 10**15), st.integers(1, 12))
def test_the_compound_rate_brackets_the_truth_to_a_hundredth_of_a_basis_point(last, first, intervals):
    rate = rules.compound_growth(last, first, intervals)

    low = (1 + rate / 10_000) ** intervals * first
    high = (1 + (rate + Fraction(1, 100)) / 10_000) ** intervals * first
    assert low <= last < high


@given(st.fractions(min_value=-(10**6), max_value=10**6))
def test_a_figure_is_rounded_to_the_nearest_and_halves_go_away_from_zero(exact):
    rounded = rules.round_figure(exact, "unit")

    assert abs(rounded - exact) <= Fraction(1, 2)
    if abs(rounded - exact) == Fraction(1, 2):
        assert abs(rounded) > abs(exact)


def test_the_same_records_in_any_order_have_the_same_digest():
    digests = {rules.records_digest(order) for order in permutations(["b", "a", "c"])}

    assert len(digests) == 1
    assert rules.records_digest(["a", "b"]) not in digests


@pytest.mark.parametrize(
    ("records", "hidden"),
    [
        ({"a": 10, "b": 20}, set()),
        ({"a": 4, "b": 20, "c": 9}, {"a", "c"}),  # "a" alone would be found by subtraction
        ({"a": 4, "b": 1, "c": 9}, {"a", "b"}),
        ({"a": 1, "b": 1, "c": 40}, {"a", "b", "c"}),  # a sum of two in two cells is one in each
        ({"a": 2, "b": 2, "c": 40, "d": 30}, {"a", "b", "d"}),
        ({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 8, "g": 9}, {"a", "b", "c", "d", "e", "f"}),
        ({"a": 1, "b": 1}, {"a", "b"}),
        ({"a": 3}, {"a"}),
        ({"a": 0, "b": 7}, set()),
    ],
)
def test_a_small_cell_is_hidden_and_never_found_by_subtraction(records, hidden):
    assert rules.hidden_cells(records) == hidden
