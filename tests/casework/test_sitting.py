"""A qualification commission sits: a master artisan is recognised by its opinion, with minutes."""

import datetime as dt

import pytest

from hirfa.accounts.choices import Role
from hirfa.casework.choices import Outcome
from hirfa.casework.models import Sitting
from hirfa.casework.operations import (
    DecisionRefused,
    SittingRefused,
    call_sitting,
    close_sitting,
    give_opinion,
    propose_decision,
    put_before_sitting,
    return_proposal,
)
from hirfa.reference.models import Chamber
from tests.factories.accounts import UserFactory
from tests.factories.casework import AT, REASONS, karim, lay_procedure, reviewed_case, samira, stored_file

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 1, 20)


def called(chamber="03", held_on=DAY) -> Sitting:
    lay_procedure()
    members = [UserFactory(role=Role.COMMISSION, scope=f"chamber:{chamber}") for _each in range(3)]
    return call_sitting(chamber=Chamber.objects.get(code=chamber), held_on=held_on, members=members, by=samira(), at=AT)


def of_a_maalem():
    return reviewed_case("CIN", "EXPERIENCE", act="TITLE_MAALEM")


def propose(case, outcome):
    ground = "NOT_PROVEN" if outcome == Outcome.REFUSED else ""
    return propose_decision(case=case, outcome=outcome, ground=ground, **REASONS, by=samira(), at=AT)


def seen(case, outcome=Outcome.ACCEPTED, *, closed=True) -> Sitting:
    sitting = called()
    opinion = put_before_sitting(case=case, sitting=sitting, by=samira(), at=AT)
    give_opinion(opinion=opinion, outcome=outcome, by=samira(), at=AT)
    return close_sitting(sitting=sitting, minutes=stored_file(), by=samira(), at=AT) if closed else sitting


def test_a_title_is_proposed_once_the_minutes_are_there():
    case = of_a_maalem()
    sitting = seen(case, closed=False)

    with pytest.raises(DecisionRefused, match="put the case before"):
        propose(case, Outcome.ACCEPTED)
    close_sitting(sitting=sitting, minutes=stored_file(), by=samira(), at=AT)
    assert propose(case, Outcome.ACCEPTED).outcome == "ACCEPTED"


def test_nobody_proposes_otherwise_than_the_commission_thought():
    case = of_a_maalem()
    seen(case, Outcome.REFUSED)

    with pytest.raises(DecisionRefused, match="thought otherwise"):
        propose(case, Outcome.ACCEPTED)


def test_the_minutes_of_one_sitting_do_not_stand_for_those_of_the_next():
    case = of_a_maalem()
    seen(case)
    propose(case, Outcome.ACCEPTED)
    return_proposal(case=case, by=karim(), at=AT)
    again = called(held_on=dt.date(2026, 1, 27))
    opinion = put_before_sitting(case=case, sitting=again, by=samira(), at=AT)

    with pytest.raises(DecisionRefused, match="put the case before"):
        propose(case, Outcome.ACCEPTED)
    give_opinion(opinion=opinion, outcome=Outcome.REFUSED, by=samira(), at=AT)
    close_sitting(sitting=again, minutes=stored_file(), by=samira(), at=AT)
    with pytest.raises(DecisionRefused, match="thought otherwise"):
        propose(case, Outcome.ACCEPTED)
    assert propose(case, Outcome.REFUSED).outcome == "REFUSED"


def test_a_case_that_the_chamber_decides_is_not_put_before_a_commission():
    case = reviewed_case("CIN", "PRACTICE")

    with pytest.raises(SittingRefused, match="does not decide"):
        put_before_sitting(case=case, sitting=called(), by=samira(), at=AT)


def test_a_case_goes_before_the_commission_of_its_own_chamber_while_it_is_open():
    case = of_a_maalem()
    closed = close_sitting(sitting=called(held_on=dt.date(2026, 1, 19)), minutes=stored_file(), by=samira(), at=AT)

    for sitting in (called("07"), closed):
        with pytest.raises(SittingRefused, match="closed, or"):
            put_before_sitting(case=case, sitting=sitting, by=samira(), at=AT)


def test_a_sitting_is_not_closed_while_an_opinion_lacks_nor_twice():
    sitting = called()
    opinion = put_before_sitting(case=of_a_maalem(), sitting=sitting, by=samira(), at=AT)

    with pytest.raises(SittingRefused, match="every case"):
        close_sitting(sitting=sitting, minutes=stored_file(), by=samira(), at=AT)
    give_opinion(opinion=opinion, outcome=Outcome.ACCEPTED, by=samira(), at=AT)
    close_sitting(sitting=sitting, minutes=stored_file(), by=samira(), at=AT)
    with pytest.raises(SittingRefused, match="minutes are signed"):
        close_sitting(sitting=sitting, minutes=stored_file(), by=samira(), at=AT)
    with pytest.raises(SittingRefused, match="minutes are signed"):
        give_opinion(opinion=opinion, outcome=Outcome.REFUSED, by=samira(), at=AT)


def test_members_of_the_commission_sit_and_once_a_day():
    called()

    with pytest.raises(SittingRefused, match="already sits"):
        called()
    for members in ([], [karim()]):
        with pytest.raises(SittingRefused, match="members"):
            call_sitting(
                chamber=Chamber.objects.get(code="03"), held_on=dt.date(2026, 2, 1), members=members, by="x", at=AT
            )
