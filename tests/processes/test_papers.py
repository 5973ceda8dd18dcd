"""The letter of a decision and the certificate of practice: signed, kept, printed the same for ever, checked by anyone."""

import datetime as dt

import pytest

from hirfa.cards.queries import check_text
from hirfa.casework.choices import Outcome
from hirfa.documents.images import read_qr
from hirfa.processes.deciding import decide_case
from hirfa.processes.operations import suspend_holder
from hirfa.processes.papers import CertificateRefused, give_certificate, paper_pdf
from hirfa.register.models import Paper, Person
from hirfa.register.operations import correct_name
from tests.factories.applications import sent
from tests.factories.casework import AT, karim, samira
from tests.factories.register import register_artisan
from tests.processes.test_deciding import proposed

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 1, 15)


def decided(outcome=Outcome.ACCEPTED, ground=""):
    _application, case = sent()
    decide_case(case=proposed(case, outcome, ground), by=karim(), at=AT)
    return Paper.objects.get(case=case)


def test_a_decision_has_its_letter_whose_code_anyone_checks():
    paper = decided()

    [text] = read_qr(paper_pdf(paper))

    assert text == paper.credential.text
    verdict = check_text(text, AT + dt.timedelta(hours=1)).verdict
    assert verdict.is_valid
    assert (verdict.paper.kind, verdict.paper.outcome) == ("DECISION", "ACCEPTED")
    assert not verdict.is_valid_card


def test_a_refusal_says_so_in_its_code():
    paper = decided(Outcome.REFUSED, "NOT_A_CRAFT")

    verdict = check_text(paper.credential.text, AT + dt.timedelta(hours=1)).verdict

    assert verdict.paper.outcome == "REFUSED"


def test_a_name_corrected_later_does_not_change_a_letter_of_before():
    paper = decided()
    before = paper_pdf(paper)
    entry = Person.objects.get().holder.entry
    correct_name(
        entry=entry,
        given_name_ar="زينب",
        family_name_ar="الإدريسي",
        given_name_latin="",
        family_name_latin="",
        on=DAY,
        by="tests",
        at=AT,
    )

    assert paper_pdf(Paper.objects.get(pk=paper.pk)) == before


def test_a_certificate_is_given_once_a_day_and_runs_out():
    decided()
    entry = Person.objects.get().holder.entry

    first = give_certificate(entry=entry, by=samira(), at=AT)
    again = give_certificate(entry=entry, by="applicant", at=AT + dt.timedelta(minutes=5))
    later = give_certificate(entry=entry, by="applicant", at=AT + dt.timedelta(days=1))

    assert first == again != later
    [text] = read_qr(paper_pdf(later))
    assert check_text(text, AT + dt.timedelta(days=2)).verdict.paper.kind == "PRACTICE"
    assert check_text(text, AT + dt.timedelta(days=200)).reason == "expired"


def test_who_is_suspended_is_given_no_certificate():
    decided()
    entry = register_artisan(cin="CD1234")
    suspend_holder(entry=entry, ground="FRAUD_SUSPECTED", on=DAY, by="tests", at=AT)

    with pytest.raises(CertificateRefused):
        give_certificate(entry=entry, by=samira(), at=AT)
