"""Zineb was refused, or took her application back: she asks that what she sent be erased, and it is, where nothing stands against it."""

import datetime as dt

import pytest

from hirfa.audit.models import DiaryLine
from hirfa.casework.choices import Channel, Outcome
from hirfa.casework.operations import AppealRefused
from hirfa.documents.models import StoredFile
from hirfa.indicators.queries import NEUTRAL_VERBS
from hirfa.notifications.models import Notification
from hirfa.notifications.operations import deliver_due
from hirfa.processes.applying import appeal_refusal, withdraw_application
from hirfa.processes.deciding import application_of, decide_case
from hirfa.processes.personal_data.asked import CASE_OBSTACLES, erase_case_as_asked, list_case_obstacles
from hirfa.register.models import Paper
from hirfa.register.operations import ErasureRefused
from tests.factories.applications import sent
from tests.factories.casework import AT, karim
from tests.factories.rights import lay_delays
from tests.processes.test_deciding import proposed

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(days=90)


@pytest.fixture(autouse=True)
def delays():
    lay_delays()


def obstacles(case, *, at=LATER):
    return list_case_obstacles(case, on=at.date())


def refused():
    """Karim signs what Samira proposed: the application is refused, and the letter has left."""
    _application, case = sent()
    case = decide_case(case=proposed(case, Outcome.REFUSED, "NOT_A_CRAFT"), by=karim(), at=AT).case
    deliver_due(by="tests", at=AT)
    return case


def test_what_was_sent_is_erased_with_its_letter_and_messages_and_the_diary_stays():
    case = refused()
    lines = DiaryLine.objects.count()

    case = erase_case_as_asked(case=case, by="driss", at=LATER)

    assert case.erased_on == LATER.date()
    assert application_of(case).content is None
    assert not StoredFile.objects.held().filter(piece__case=case).exists()
    assert not any(paper.content for paper in Paper.objects.filter(case=case))
    assert {message.recipient for message in Notification.objects.all()} <= {None, ""}
    assert DiaryLine.objects.count() > lines
    assert DiaryLine.objects.filter(verb="case.erasure_asked", actor__contains="driss").count() == 1


def test_a_case_that_was_taken_back_is_erased_at_once():
    application, case = sent()
    withdraw_application(application=application, by="applicant", at=AT)
    case.refresh_from_db()
    deliver_due(by="tests", at=AT)

    assert erase_case_as_asked(case=case, by="driss", at=AT).erased_on == AT.date()


def test_twice_is_refused_and_changes_nothing():
    case = erase_case_as_asked(case=refused(), by="driss", at=LATER)

    with pytest.raises(ErasureRefused) as refusal:
        erase_case_as_asked(case=case, by="driss", at=LATER)

    assert refusal.value.reason == "ERASED"


def test_it_stays_while_an_appeal_is_possible_or_open():
    case = refused()
    assert obstacles(case, at=AT) == ["APPEAL_POSSIBLE"]

    appeal_refusal(application=application_of(case), channel=Channel.SELF, words="", by="applicant", at=AT)

    assert "CASE_OPEN" in obstacles(case)
    with pytest.raises(ErasureRefused, match=str(CASE_OBSTACLES["CASE_OPEN"])[:20]):
        erase_case_as_asked(case=case, by="driss", at=LATER)
    assert application_of(case).content


def test_it_stays_while_a_message_to_her_is_still_to_be_sent():
    application, case = sent()
    withdraw_application(application=application, by="applicant", at=AT)

    assert obstacles(case) == ["MESSAGE_WAITS"]
    deliver_due(by="tests", at=AT)
    assert obstacles(case) == []


def test_erasing_what_was_sent_leaves_the_figures_as_they_were():
    case = refused()
    before = list(DiaryLine.objects.values_list("pk", flat=True))

    erase_case_as_asked(case=case, by="driss", at=LATER)

    written = set(DiaryLine.objects.exclude(pk__in=before).values_list("verb", flat=True))
    assert "case.erasure_asked" in written
    assert written <= set(NEUTRAL_VERBS)


def test_who_was_accepted_asks_for_the_closure_first():
    _application, case = sent()
    case = decide_case(case=proposed(case), by=karim(), at=AT).case

    assert "ACCEPTED" in obstacles(case)


def test_an_appeal_that_was_sent_before_midnight_finds_nothing_left_to_judge():
    case = erase_case_as_asked(case=refused(), by="driss", at=LATER)

    with pytest.raises(AppealRefused):
        appeal_refusal(application=application_of(case), channel=Channel.SELF, words="", by="applicant", at=AT)
