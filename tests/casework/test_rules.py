"""How cases move, when they are due, who may sign."""

import datetime as dt
from pathlib import Path

import pytest

from hirfa.casework import rules
from hirfa.casework.choices import CaseState
from tests.states import published_moves

D = dt.date
ASKED = [("CIN", True, ""), ("DIPLOMA", True, "PROOF"), ("PRACTICE", True, "PROOF"), ("PORTRAIT", False, "")]


def test_the_published_states_are_those_of_the_code():
    published = published_moves(Path("docs/states/case.md"))

    assert published == rules.MOVES
    assert set(published) == set(CaseState.values)


@pytest.mark.parametrize(
    ("stops", "day"),
    [
        ([], D(2026, 3, 31)),
        ([(D(2026, 3, 5), D(2026, 3, 15))], D(2026, 4, 10)),
        ([(D(2026, 3, 5), D(2026, 3, 5))], D(2026, 3, 31)),
        ([(D(2026, 3, 5), D(2026, 3, 7)), (D(2026, 3, 10), D(2026, 3, 11))], D(2026, 4, 3)),
        ([(D(2026, 3, 5), None)], None),
    ],
)
def test_the_clock_stands_still_while_pieces_are_awaited(stops, day):
    assert rules.due_on(D(2026, 3, 1), delay=30, stops=stops) == day


def test_an_appeal_counts_from_the_day_after_the_decision_over_the_end_of_a_month():
    assert rules.appeal_until(D(2026, 1, 31), delay=60) == D(2026, 4, 1)


@pytest.mark.parametrize(
    ("signer", "needs_two", "before", "answer"),
    [
        ("karim", True, set(), True),
        ("samira", True, set(), False),
        ("samira", False, set(), True),
        ("karim", True, {"karim"}, False),
        ("samira", False, {"samira"}, False),
    ],
)
def test_nobody_signs_what_they_proposed_nor_judges_what_they_decided(signer, needs_two, before, answer):
    assert rules.may_sign(signer, proposer="samira", needs_two=needs_two, decided_before=before) is answer


@pytest.mark.parametrize(
    ("held", "missing"),
    [
        (set(), ["CIN", "DIPLOMA"]),
        ({"CIN"}, ["DIPLOMA"]),
        ({"CIN", "PRACTICE"}, []),
        ({"DIPLOMA"}, ["CIN"]),
        ({"CIN", "DIPLOMA", "PRACTICE"}, []),
    ],
)
def test_of_a_diploma_and_a_certificate_of_practice_one_is_enough(held, missing):
    assert rules.missing_pieces(ASKED, held) == missing
