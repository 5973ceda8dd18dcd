"""From Fatima's draft to a case in Fes, and what she may still do with it."""

import datetime as dt

import pytest

from hirfa.casework.choices import Channel, Outcome
from hirfa.casework.models import Case
from hirfa.casework.operations import (
    AppealRefused,
    CaseMoveRefused,
    CaseRefused,
    ask_for_pieces,
    propose_decision,
    take_up_case,
)
from hirfa.processes.applying import (
    answer_request,
    appeal_refusal,
    find_case,
    list_cases,
    list_pieces_to_come,
    send_application,
    withdraw_application,
)
from hirfa.processes.deciding import decide_case
from hirfa.register.operations import ApplicationRefused
from tests.factories.applications import complete, sent, written
from tests.factories.casework import AT, REASONS, called_fit, karim, samira, stored_file

pytestmark = pytest.mark.django_db


def test_what_is_sent_becomes_a_case_of_the_chamber_with_its_pieces():
    application, case = sent()

    assert (case.act, case.chamber_id, case.channel, case.state) == ("ENTRY_ARTISAN", "03", "SELF", "RECEIVED")
    assert sorted(case.pieces.values_list("code", flat=True)) == ["CIN", "PRACTICE"]
    assert (application.state, find_case(application)) == ("SENT", case)


def test_pressing_twice_sends_once():
    application = complete()
    send_application(application=application, by="applicant", at=AT)

    with pytest.raises(ApplicationRefused):
        send_application(application=application, by="applicant", at=AT)
    assert Case.objects.count() == 1


def test_what_lacks_a_piece_stays_a_draft():
    application = complete("CIN")

    with pytest.raises(ApplicationRefused):
        send_application(application=application, by="applicant", at=AT)
    application.refresh_from_db()
    assert application.state == "DRAFT"
    assert not Case.objects.exists()


def test_with_the_last_piece_asked_for_the_case_goes_on_by_itself():
    application, case = sent()
    take_up_case(case=case, by=samira(), at=AT)
    ask_for_pieces(case=case, codes=["CIN", "PORTRAIT"], words="صورة واضحة", by=samira(), at=AT)
    later = {"application": application, "pages": 1, "by": "applicant", "at": AT + dt.timedelta(days=3)}

    answer_request(code="CIN", file=stored_file(), **later)
    assert Case.objects.get().state == "PIECES_AWAITED"
    answer_request(code="PORTRAIT", file=stored_file(), **later)
    assert Case.objects.get().state == "UNDER_REVIEW"


def test_the_pieces_to_come_are_those_asked_for_and_not_sent_since():
    application, case = sent()
    assert list_pieces_to_come(application) == {}
    take_up_case(case=case, by=samira(), at=AT)
    later = AT + dt.timedelta(days=1)
    ask_for_pieces(case=case, codes=["PORTRAIT", "CIN"], words="صورة واضحة", by=samira(), at=later)

    assert list(list_pieces_to_come(application)) == ["CIN", "PORTRAIT"]
    answer_request(application=application, code="CIN", file=stored_file(), pages=1, by="applicant", at=later)
    assert list(list_pieces_to_come(application)) == ["PORTRAIT"]


def test_what_she_says_against_a_refusal_is_left_sealed_on_the_appeal():
    application, case = sent()
    take_up_case(case=case, by=samira(), at=AT)
    propose_decision(case=case, outcome=Outcome.REFUSED, ground="PIECES_MISSING", **REASONS, by=samira(), at=AT)
    decide_case(case=case, by=karim(), at=AT)

    appeal = appeal_refusal(application=application, channel=Channel.SELF, words=" لدي الوثيقة ", by="applicant", at=AT)

    assert appeal.notes.get().text == "لدي الوثيقة"
    assert list_cases(application) == [case, appeal]
    assert find_case(application) == appeal


def test_who_was_admitted_appeals_against_nothing():
    application, case = sent()
    take_up_case(case=case, by=samira(), at=AT)
    for piece in case.pieces.all():
        called_fit(piece)
    propose_decision(case=case, outcome=Outcome.ACCEPTED, ground="", **REASONS, by=samira(), at=AT)
    decide_case(case=case, by=karim(), at=AT)

    with pytest.raises(AppealRefused, match="no decision"):
        appeal_refusal(application=application, channel=Channel.SELF, words="", by="applicant", at=AT)
    assert [each.state for each in list_cases(application)] == ["ACCEPTED"]


def test_she_takes_it_back_before_it_is_decided():
    application, case = sent()

    application = withdraw_application(application=application, by="applicant", at=AT)

    case.refresh_from_db()
    assert (application.state, case.state) == ("WITHDRAWN", "WITHDRAWN")
    with pytest.raises(CaseMoveRefused):
        withdraw_application(application=application, by="applicant", at=AT)


def test_a_draft_is_not_taken_back():
    with pytest.raises(CaseRefused):
        withdraw_application(application=written(), by="applicant", at=AT)
