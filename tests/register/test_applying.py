"""Fatima begins an application, comes back to it with a code, and sends it."""

import datetime as dt
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from hirfa.audit.models import DiaryLine
from hirfa.reference.models import Chamber
from hirfa.register import rules
from hirfa.register.choices import ApplicationState
from hirfa.register.models import Application
from hirfa.register.operations import (
    ApplicationRefused,
    add_draft_piece,
    close_draft,
    conclude_application,
    give_consent,
    renew_code,
    write_application,
)
from hirfa.register.operations.applying import content_of, resume_key
from tests.factories.applications import agreed, begun, written
from tests.factories.casework import AT, stored_file
from tests.states import published_moves

pytestmark = pytest.mark.django_db


def test_the_published_states_are_those_of_the_code():
    assert published_moves(Path("docs/states/application.md")) == rules.APPLICATION_MOVES
    assert set(rules.APPLICATION_MOVES) == set(ApplicationState.values)


def test_she_comes_back_with_her_code_however_she_types_it():
    application, code = begun()

    spaced = f"{code[:4]} {code[4:8].lower()}-{code[8:]}"
    assert Application.objects.get(resume_key=resume_key(code=spaced)) == application
    assert not Application.objects.filter(resume_key=resume_key(code="AAAA")).exists()


def test_a_new_code_opens_the_application_and_the_lost_one_no_more():
    application, lost = begun()

    code = renew_code(application=application, by="applicant", at=AT)

    assert Application.objects.get(resume_key=resume_key(code=code)) == application
    assert not Application.objects.filter(resume_key=resume_key(code=lost)).exists()
    assert code not in str(DiaryLine.objects.get(verb="application.code_renewed").facts)


def test_what_she_typed_is_kept_step_by_step_even_when_it_is_wrong():
    application, _code = begun()
    write = {"application": application, "chamber": None, "by": "applicant", "at": AT}

    write_application(content={"cin": "wrong", "phone": "0612345678"}, **write)
    application = write_application(content={"cin": "AB123456", "unknown": "x"}, **write)

    assert content_of(application=application) == {"cin": "AB123456", "phone": "0612345678"}


def test_another_chamber_chosen_stands_in_the_diary():
    application = written()
    told = DiaryLine.objects.filter(verb="application.written")
    before = told.count()

    for _each in range(2):
        write_application(
            application=application, content={}, chamber=Chamber.objects.get(code="07"), by="applicant", at=AT
        )

    assert told.count() == before + 1
    assert told.order_by("pk").last().facts == {"fields": ["chamber"]}


def test_neither_table_nor_diary_holds_what_she_wrote_in_clear():
    application = written()

    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM register_application")
        [[sealed]] = cursor.fetchall()
    assert b"Idrissi" not in bytes(sealed)
    facts = [line.facts for line in DiaryLine.objects.filter(subject=f"register.application:{application.pk}")]
    assert "Idrissi" not in str(facts)


def test_a_whole_application_is_sent_on_the_legal_day():
    application = close_draft(application=agreed(), by="applicant", at=dt.datetime(2026, 1, 31, 23, 30, tzinfo=dt.UTC))

    assert (application.state, application.sent_on) == ("SENT", dt.date(2026, 2, 1))


@pytest.mark.parametrize(
    "changes", [{"cin": "x"}, {"trade": "T-NONE"}, {"commune": "07.351.01"}, {"practice_since": "2025-01-01"}]
)
def test_what_is_wrong_is_not_sent(changes):
    with pytest.raises(ApplicationRefused):
        close_draft(application=agreed(**changes), by="applicant", at=AT)


def test_nothing_is_sent_without_consent():
    with pytest.raises(ApplicationRefused):
        close_draft(application=written(), by="applicant", at=AT)


def test_what_was_sent_is_changed_no_more():
    application = close_draft(application=agreed(), by="applicant", at=AT)
    usual = {"application": application, "by": "applicant", "at": AT}

    for again in (
        lambda: write_application(content={"cin": "CD1"}, chamber=None, **usual),
        lambda: give_consent(text="x", **usual),
        lambda: close_draft(**usual),
        lambda: add_draft_piece(code="CIN", file=stored_file(), pages=1, **usual),
    ):
        with pytest.raises(ApplicationRefused):
            again()


def test_a_piece_of_a_draft_takes_the_place_of_the_one_before():
    application = written()
    usual = {"application": application, "by": "applicant", "at": AT}

    add_draft_piece(code="CIN", file=stored_file(), pages=1, **usual)
    second = add_draft_piece(code="CIN", file=stored_file(), pages=2, **usual)

    assert list(application.draft_pieces.all()) == [second]
    with pytest.raises(ApplicationRefused):
        add_draft_piece(code="ODCO", file=stored_file(), pages=1, **usual)


def test_an_application_ends_once_but_an_appeal_may_turn_a_refusal():
    application = close_draft(application=agreed(), by="applicant", at=AT)
    usual = {"holder": None, "by": "karim", "at": AT}

    application = conclude_application(application=application, state=ApplicationState.REFUSED, **usual)
    with pytest.raises(ApplicationRefused):
        conclude_application(application=application, state=ApplicationState.WITHDRAWN, **usual)


def test_the_database_refuses_an_admission_of_nobody():
    application = close_draft(application=agreed(), by="applicant", at=AT)

    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(state="ADMITTED")
