"""Pieces are handed in, read page by page, and asked for while the clock stands still."""

import datetime as dt

import pytest

from hirfa.audit.models import DiaryLine
from hirfa.casework.choices import PageRemark, PieceState
from hirfa.casework.operations import (
    CaseMoveRefused,
    CasePieceRefused,
    ask_for_pieces,
    hand_in_piece,
    judge_piece,
    note_pieces_complete,
    review_page,
)
from hirfa.casework.queries import list_pieces_asked
from tests.factories.casework import (
    AT,
    decided_case,
    handed_in,
    proposed_case,
    received_case,
    reviewed_case,
    samira,
    stored_file,
)

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(days=10)


def ask(case, *codes, words="المرجو الإدلاء بشهادة المزاولة"):
    return ask_for_pieces(case=case, codes=list(codes), words=words, by=samira(), at=AT)


def test_the_list_says_what_is_in_hand_and_what_lacks():
    case = received_case()
    handed_in(case, "CIN")

    asked = list_pieces_asked(case)

    assert [(piece.code, piece.is_missing) for piece in asked] == [
        ("CIN", False),
        ("DIPLOMA", True),
        ("PRACTICE", False),
        ("PORTRAIT", False),
    ]


def test_a_piece_handed_in_again_takes_the_place_of_the_first_which_stays():
    case = received_case()
    first, second = handed_in(case, "CIN")[0], handed_in(case, "CIN")[0]

    first.refresh_from_db()
    assert (first.replaced_at, second.replaced_at) == (AT, None)
    assert case.pieces.count() == 2


def test_a_piece_in_the_wrong_place_is_refused():
    with pytest.raises(CasePieceRefused, match="not one of those"):
        handed_in(received_case(), "ODCO")


@pytest.mark.parametrize("come_to", [proposed_case, decided_case])
def test_nothing_is_added_to_what_is_decided_or_about_to_be(come_to):
    with pytest.raises(CasePieceRefused, match="no more pieces"):
        handed_in(come_to(), "CIN")


def test_the_clock_stands_still_until_the_pieces_come_and_then_goes_on():
    case = reviewed_case("CIN")
    ask(case, "PRACTICE")
    case.refresh_from_db()
    assert (case.state, case.due_on) == ("PIECES_AWAITED", None)

    handed_in(case, "PRACTICE", at=LATER)
    case = note_pieces_complete(case=case, by=samira(), at=LATER)

    assert (case.state, case.due_on) == ("UNDER_REVIEW", dt.date(2026, 2, 24))
    assert {"pieces.asked_for", "pieces.complete"} <= set(DiaryLine.objects.values_list("verb", flat=True))


def test_a_case_is_not_taken_up_again_before_every_piece_has_come():
    case = reviewed_case()
    ask(case, "CIN", "PRACTICE")
    handed_in(case, "CIN", at=LATER)

    with pytest.raises(CasePieceRefused, match="not come yet"):
        note_pieces_complete(case=case, by=samira(), at=LATER)


@pytest.mark.parametrize(("codes", "words"), [((), "x"), (("ODCO",), "x"), (("CIN",), "  ")])
def test_what_is_asked_for_is_named_and_said_in_words(codes, words):
    with pytest.raises(CasePieceRefused):
        ask(reviewed_case(), *codes, words=words)


def test_pieces_are_asked_for_under_review_only():
    with pytest.raises(CaseMoveRefused):
        ask(received_case(), "CIN")


def test_a_piece_is_fit_only_once_every_page_was_read_and_found_clear():
    case = reviewed_case()
    piece = hand_in_piece(case=case, code="CIN", file=stored_file(), pages=2, by="tests", at=AT)
    review_page(piece=piece, page=1, remark=PageRemark.CLEAR, by=samira(), at=AT)
    review_page(piece=piece, page=2, remark=PageRemark.UNREADABLE, by=samira(), at=AT)

    with pytest.raises(CasePieceRefused, match="1 of 2"):
        judge_piece(piece=piece, state=PieceState.FIT, by=samira(), at=AT)
    review_page(piece=piece, page=2, remark=PageRemark.CLEAR, by=samira(), at=AT)
    assert judge_piece(piece=piece, state=PieceState.FIT, by=samira(), at=AT).state == "FIT"


def test_a_fit_piece_whose_page_is_read_again_and_not_clear_is_to_be_judged_anew():
    case = reviewed_case("CIN", "PRACTICE")
    cin = case.pieces.get(code="CIN")

    review_page(piece=cin, page=1, remark=PageRemark.UNREADABLE, by=samira(), at=AT)

    assert sorted(case.pieces.values_list("code", "state")) == [("CIN", "RECEIVED"), ("PRACTICE", "FIT")]


@pytest.mark.parametrize("page", [0, 2])
def test_a_page_that_is_not_there_is_not_read(page):
    case = reviewed_case()
    [piece] = handed_in(case, "CIN")

    with pytest.raises(CasePieceRefused, match="no page"):
        review_page(piece=piece, page=page, remark=PageRemark.CLEAR, by=samira(), at=AT)
