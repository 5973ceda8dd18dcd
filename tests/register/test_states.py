"""The published table of an entry's standings is the one that the code obeys."""

from hirfa.register import rules
from hirfa.register.choices import StandingState
from tests.architecture.tree import ROOT
from tests.states import published_moves


def test_the_code_knows_no_other_move_than_the_published_ones():
    assert published_moves(ROOT / "docs" / "states" / "entry.md") == rules.MOVES


def test_every_state_stands_in_the_table():
    assert set(rules.MOVES) == set(StandingState.values)


def test_a_ground_is_a_code_and_the_loss_of_a_supervisor_is_nobody_s_decision():
    assert rules.is_ground("REQUEST")
    assert [text for text in ("", "on request", "A", "x" * 40, rules.SUPERVISOR_LOST) if rules.is_ground(text)] == []
