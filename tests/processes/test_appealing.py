"""Whoever was refused, suspended or struck off appeals; others than those who decided first undo it or let it stand."""

import datetime as dt

import pytest

from hirfa.accounts.choices import Role
from hirfa.cards.queries import check_text
from hirfa.casework.choices import Channel, Outcome
from hirfa.casework.operations import AppealRefused, DecisionRefused, propose_decision, take_up_case
from hirfa.notifications.models import Notification
from hirfa.processes.appealing import appeal_decision, may_be_appealed
from hirfa.processes.deciding import decide_case
from hirfa.register.models import Paper, Situation
from hirfa.register.operations import note_hearing
from tests.factories.accounts import UserFactory
from tests.factories.applications import sent
from tests.factories.casework import AT, REASONS, called_fit, karim, youssef
from tests.factories.register import register_artisan
from tests.processes.test_deciding import DAY, asked, now, proposed

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(days=2)


def latifa():
    """She signs at the regional directorate."""
    return UserFactory(username="latifa", role=Role.DIRECTORATE, scope="region:03")


def struck_off(entry):
    """Samira hears Fatima and proposes to strike her off for fraud; Karim signs."""
    request, case = asked(entry, "CLOSURE", ground="FRAUD")
    note_hearing(request=request, on=DAY, words="قالت إنها كانت مريضة", by="samira", at=AT)
    return request, decide_case(case=proposed(case), by=karim(), at=AT).case


def appealed(case, *, words="لم يُستمع إلي كما يجب"):
    return appeal_decision(case=case, channel=Channel.COUNTER, words=words, by="amina", at=LATER)


def decided(appeal, outcome):
    """Youssef proposes at the directorate, Latifa signs."""
    take_up_case(case=appeal, by=youssef(), at=LATER)
    for piece in appeal.pieces.all():
        called_fit(piece)
    ground = "" if outcome == Outcome.ACCEPTED else "FRAUD"
    propose_decision(case=appeal, outcome=outcome, ground=ground, **REASONS, by=youssef(), at=LATER)
    return decide_case(case=appeal, by=latifa(), at=LATER)


def test_a_closure_is_undone_by_an_appeal_that_others_hear():
    entry = register_artisan(phone="+212612345678")
    request, case = struck_off(entry)
    assert now(entry).state == "CLOSED"

    decision = decided(appealed(case), Outcome.ACCEPTED)

    request.refresh_from_db()
    assert now(entry).state == "IN_FORCE"
    assert request.state == "DONE"  # it was carried out, and that stays told
    letter = Paper.objects.get(case=decision.case)
    assert check_text(letter.credential.text, LATER).verdict.paper.outcome == "RESTORED"
    assert decision.case.body == "DIRECTORATE"


def test_an_appeal_that_is_refused_lets_the_closure_stand():
    entry = register_artisan()
    _request, case = struck_off(entry)

    decided(appealed(case), Outcome.REFUSED)

    assert now(entry).state == "CLOSED"


def test_the_person_is_told_until_when_to_appeal_and_not_that_a_wish_was_granted():
    entry = register_artisan(phone="+212612345678")
    _request, _case = struck_off(entry)

    [message] = Notification.objects.filter(kind__startswith="case.")
    assert message.kind == "case.decided_against"
    assert "day" in message.values


def test_who_struck_her_off_does_not_sign_on_her_appeal():
    entry = register_artisan()
    _request, case = struck_off(entry)
    appeal = appealed(case)
    take_up_case(case=appeal, by=youssef(), at=LATER)
    propose_decision(case=appeal, outcome=Outcome.ACCEPTED, ground="", **REASONS, by=youssef(), at=LATER)

    with pytest.raises(DecisionRefused):
        decide_case(case=appeal, by=karim(), at=LATER)
    assert Situation.objects.open_now().get(entry=entry).state == "CLOSED"


def test_a_change_that_was_refused_takes_effect_when_the_appeal_is_heard():
    entry = register_artisan()
    request, case = asked(entry, "CHANGE_TRADE", {"trade": "T-BRASS"}, pieces=["PROOF"])
    case = decide_case(case=proposed(case, Outcome.REFUSED, "NOT_PROVEN"), by=karim(), at=AT).case

    decided(appealed(case), Outcome.ACCEPTED)

    request.refresh_from_db()
    assert (request.state, now(entry).trade_code) == ("DONE", "T-BRASS")


def test_what_was_granted_cannot_be_appealed_against_nor_an_appeal_itself_nor_anything_twice_or_late():
    entry = register_artisan()
    _application, granted = sent(cin="CD654321")
    granted = decide_case(case=proposed(granted), by=karim(), at=AT).case
    _request, case = struck_off(entry)
    late = LATER + dt.timedelta(days=90)
    assert [may_be_appealed(each, on=DAY) for each in (granted, case)] == [False, True]
    assert not may_be_appealed(case, on=late.date())

    with pytest.raises(AppealRefused):
        appealed(granted)
    with pytest.raises(AppealRefused):
        appeal_decision(case=case, channel=Channel.COUNTER, words="", by="amina", at=late)
    appeal = appealed(case)
    for again in (case, appeal):
        assert not may_be_appealed(again, on=DAY)
        with pytest.raises(AppealRefused):
            appealed(again)
