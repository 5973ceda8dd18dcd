"""What a women's cooperative is, in each meaning, and when a cooperative is dormant."""

import datetime as dt

import pytest

from hirfa.cooperatives.choices import WomenMeaning
from hirfa.cooperatives.rules import is_dormant, is_womens

ALL, MAJORITY, PRESIDENT = WomenMeaning.ALL_MEMBERS, WomenMeaning.MAJORITY, WomenMeaning.PRESIDENT


@pytest.mark.parametrize(
    ("members", "women", "woman_presides", "meanings"),
    [
        (7, 7, True, {ALL, MAJORITY, PRESIDENT}),
        (7, 7, False, {ALL, MAJORITY}),
        (7, 4, False, {MAJORITY}),
        (8, 4, False, set()),  # half is no majority
        (8, 4, True, {PRESIDENT}),
        (7, 1, True, {PRESIDENT}),
        (0, 0, False, set()),
    ],
)
def test_each_meaning_of_a_women_s_cooperative_is_its_own(members, women, woman_presides, meanings):
    held = {
        meaning
        for meaning in WomenMeaning
        if is_womens(meaning, members=members, women=women, woman_presides=woman_presides)
    }

    assert held == meanings


def test_more_women_than_members_is_a_fault():
    with pytest.raises(ValueError, match="8 women among 7"):
        is_womens(ALL, members=7, women=8, woman_presides=False)


@pytest.mark.parametrize(
    ("founded", "active_years", "dormant"),
    [
        (2015, {2024}, False),
        (2015, {2023}, False),
        (2015, {2022}, True),
        (2015, set(), True),
        (2023, set(), False),  # too young to have missed anything
        (2022, set(), True),
    ],
)
def test_a_cooperative_without_a_filing_of_activity_in_the_window_is_dormant(founded, active_years, dormant):
    answer = is_dormant(
        founded_on=dt.date(founded, 5, 1),
        active_years=frozenset(active_years),
        on=dt.date(2025, 12, 31),
        window_years=2,
    )

    assert answer is dormant
