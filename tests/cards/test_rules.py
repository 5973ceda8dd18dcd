import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hirfa.cards import rules


@given(st.integers(1, 10**8 - 1))
def test_every_card_number_is_recognised_and_no_neighbour_is(serial):
    number = rules.card_number(serial)

    assert len(number) == 11
    assert rules.is_card_number(number)
    for place in range(1, len(number)):
        wrong = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
        assert not rules.is_card_number(wrong)


@given(st.integers(1, 10**8 - 1), st.integers(1, 9))
def test_two_swapped_digits_are_noticed(serial, place):
    number = rules.card_number(serial)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]

    assert swapped == number or not rules.is_card_number(swapped)


def test_numbers_given_one_after_the_other_tell_neither_order_nor_how_many_there_are():
    numbers = [rules.card_number(serial) for serial in range(1, 2001)]

    assert len(set(numbers)) == 2000
    leading = [number[1:3] for number in numbers]
    assert set(map(len, numbers)) == {11}
    assert len(set(leading)) == 100  # 2,000 cards lie all over the hundred million
    rises = sum(one < other for one, other in pairwise(numbers))
    assert 0.2 < rises / len(numbers) < 0.8


@pytest.mark.parametrize("serial", [0, -1, 10**8])
def test_numbers_end_somewhere(serial):
    with pytest.raises(ValueError, match="no card number"):
        rules.card_number(serial)


@pytest.mark.parametrize(
    "text",
    ["", "C", "C000000001", "D0000000196", "C00000001٩٥", "C000000019600", "c0000000196", "C0000000001", "C0000006500"],
)
def test_what_is_no_card_number(text):
    assert not rules.is_card_number(text)


@pytest.mark.parametrize(
    ("issued_on", "last_day"),
    [
        (dt.date(2026, 1, 15), dt.date(2031, 1, 14)),
        (dt.date(2026, 1, 1), dt.date(2030, 12, 31)),
        (dt.date(2024, 2, 29), dt.date(2029, 2, 28)),
        (dt.date(2023, 3, 1), dt.date(2028, 2, 29)),
    ],
)
def test_a_card_is_good_until_the_eve_of_its_anniversary(issued_on, last_day):
    assert rules.expiry_date(issued_on, validity_years=5) == last_day


@pytest.mark.parametrize(
    ("state", "expires_on", "opens_before", "may"),
    [
        ("VALID", dt.date(2026, 1, 14), 0, True),
        ("VALID", dt.date(2026, 1, 15), 0, False),
        ("VALID", dt.date(2026, 4, 14), 90, True),
        ("VALID", dt.date(2026, 4, 15), 90, False),
        ("SUSPENDED", dt.date(2020, 1, 1), 90, False),
        ("REVOKED", dt.date(2020, 1, 1), 90, False),
        ("REPLACED", dt.date(2020, 1, 1), 90, False),
    ],
)
def test_a_card_is_replaced_in_its_last_days_and_once_it_has_run_out(state, expires_on, opens_before, may):
    on = dt.date(2026, 1, 15)

    assert rules.may_replace(state=state, expires_on=expires_on, on=on, opens_before=opens_before) is may


def test_nothing_leaves_revoked_or_replaced():
    assert [new for old in ("REVOKED", "REPLACED") for new in rules.MOVES if rules.may_move(old, new)] == []
