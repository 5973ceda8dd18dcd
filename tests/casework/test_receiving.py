"""A request comes in: numbered, given to a body, its clock running."""

import datetime as dt

import pytest

from hirfa.audit.models import DiaryLine
from hirfa.casework.models import Case
from hirfa.casework.operations import (
    CaseMoveRefused,
    CaseRefused,
    ask_for_pieces,
    assign_case,
    escalate_late_cases,
    take_up_case,
    withdraw_case,
)
from hirfa.reference.models import Act
from tests.factories.accounts import UserFactory
from tests.factories.casework import (
    AT,
    decided_case,
    lay_procedure,
    proposed_case,
    received_case,
    reviewed_case,
    samira,
)

pytestmark = pytest.mark.django_db
D = dt.date


def test_a_request_is_numbered_and_due_in_thirty_days():
    first, second = received_case(), received_case()

    assert (first.number, second.number) == ("2026-0000001", "2026-0000002")
    assert (first.state, first.body, first.due_on) == ("RECEIVED", "CHAMBER", D(2026, 2, 14))
    line = DiaryLine.objects.filter(verb="case.received").first()
    assert (line.chain, line.facts["act"]) == ("chamber:03", "ENTRY_ARTISAN")


def test_a_request_received_around_midnight_bears_the_legal_day():
    case = received_case(at=dt.datetime(2026, 1, 31, 23, 30, tzinfo=dt.UTC))

    assert case.received_on == D(2026, 2, 1)


def test_the_same_request_is_not_examined_twice():
    case = received_case()

    with pytest.raises(CaseRefused, match="already being examined"):
        received_case(subject=case.subject)
    withdraw_case(case=case, by="tests", at=AT)
    assert received_case(subject=case.subject).is_open


def test_an_act_that_no_row_describes_on_the_day_is_refused():
    lay_procedure()
    Act.objects.filter(code="RETURN").update(valid_to=D(2026, 1, 15))

    with pytest.raises(CaseRefused, match="not known"):
        received_case(act="RETURN")


def test_a_new_delay_binds_the_requests_that_come_after_it():
    before = received_case()
    Act.objects.filter(code="ENTRY_ARTISAN").update(decision_delay=10)
    after = received_case()

    before.refresh_from_db()
    assert (before.due_on, after.due_on) == (D(2026, 2, 14), D(2026, 1, 25))


def test_a_case_is_seen_in_its_territory_and_nowhere_else():
    case = received_case()

    for scope, seen in (
        ("chamber:03", True),
        ("region:03", True),
        ("nation", True),
        ("chamber:07", False),
        ("region:07", False),
    ):
        assert Case.objects.visible_to(UserFactory(scope=scope)).filter(pk=case.pk).exists() is seen, scope


def test_a_case_is_given_to_an_officer_of_its_chamber_only():
    case = received_case()

    assert assign_case(case=case, to=samira(), by="tests", at=AT).assigned_to == samira()
    with pytest.raises(CaseMoveRefused, match="does not work"):
        assign_case(case=case, to=UserFactory(elsewhere=True), by="tests", at=AT)
    with pytest.raises(CaseMoveRefused, match="ended"):
        assign_case(case=decided_case(), to=samira(), by="tests", at=AT)


@pytest.mark.parametrize("come_to", [reviewed_case, proposed_case, decided_case])
def test_a_case_is_taken_up_once(come_to):
    case = come_to()

    with pytest.raises(CaseMoveRefused, match="taken up once"):
        take_up_case(case=case, by=samira(), at=AT)


def test_a_case_that_awaits_pieces_is_not_taken_up_past_them():
    case = reviewed_case()
    ask_for_pieces(case=case, codes=["CIN"], words="صورة واضحة", by=samira(), at=AT)

    with pytest.raises(CaseMoveRefused, match="taken up once"):
        take_up_case(case=case, by=samira(), at=AT)
    case.refresh_from_db()
    assert (case.state, case.due_on) == ("PIECES_AWAITED", None)


def test_late_cases_are_told_once_to_those_above():
    case = reviewed_case()
    late = AT + dt.timedelta(days=31)

    assert escalate_late_cases(by="run_due", at=AT + dt.timedelta(days=30)) == []
    assert escalate_late_cases(by="run_due", at=late) == [case]
    assert escalate_late_cases(by="run_due", at=late) == []
    assert DiaryLine.objects.filter(verb="case.escalated").count() == 1


def test_a_case_withdrawn_is_due_no_more():
    case = withdraw_case(case=reviewed_case(), by="tests", at=AT)

    assert (case.state, case.due_on) == ("WITHDRAWN", None)
    with pytest.raises(CaseMoveRefused):
        withdraw_case(case=case, by="tests", at=AT)
