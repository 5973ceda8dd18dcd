"""What is said of a fair's numbers."""

import datetime as dt

import pytest

from hirfa.fairs.rules import lies_within, median, response_rate


@pytest.mark.parametrize(
    ("answered", "asked", "rate"), [(0, 0, None), (0, 4, 0), (1, 3, 3333), (2, 3, 6667), (7, 7, 10_000)]
)
def test_the_response_rate_is_the_share_that_answered(answered, asked, rate):
    assert response_rate(answered=answered, asked=asked) == rate


def test_more_answers_than_questions_is_a_fault():
    with pytest.raises(ValueError, match="5 answers to 4"):
        response_rate(answered=5, asked=4)


@pytest.mark.parametrize(
    ("amounts", "middle"), [([], None), ([7], 7), ([9, 1, 5], 5), ([1, 2], 2), ([10, 20, 30, 1000], 25)]
)
def test_the_middle_return_is_not_moved_by_one_large_stand(amounts, middle):
    assert median(amounts) == middle


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "within"),
    [
        (dt.date(2025, 6, 1), dt.date(2025, 10, 31), True),
        (dt.date(2025, 5, 31), dt.date(2025, 6, 5), False),
        (dt.date(2025, 10, 28), dt.date(2025, 11, 1), False),
        (dt.date(2025, 12, 21), dt.date(2026, 1, 18), False),  # the Africa Cup of Nations
    ],
)
def test_a_fair_lies_in_its_contract_when_all_its_days_do(starts_on, ends_on, within):
    contract = {"valid_from": dt.date(2025, 6, 1), "valid_to": dt.date(2025, 11, 1)}

    assert lies_within(starts_on=starts_on, ends_on=ends_on, **contract) is within
