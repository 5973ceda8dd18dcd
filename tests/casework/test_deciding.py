"""One person proposes, another signs; a delegate under a delegation; an appeal goes to others."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from hirfa.accounts.operations import DelegationRefused, delegate_signature, withdraw_delegation
from hirfa.audit.models import DiaryLine
from hirfa.casework.choices import Channel, Outcome
from hirfa.casework.models import Decision
from hirfa.casework.operations import (
    AppealRefused,
    CaseMoveRefused,
    DecisionRefused,
    open_appeal,
    propose_decision,
    return_proposal,
    sign_decision,
    take_up_case,
    withdraw_case,
)
from hirfa.casework.permissions import can_prepare_case, can_sign_case
from tests.factories.accounts import UserFactory
from tests.factories.casework import (
    AT,
    REASONS,
    decided_case,
    karim,
    nadia,
    proposed_case,
    received_case,
    reviewed_case,
    samira,
    youssef,
)

pytestmark = pytest.mark.django_db
D = dt.date


def delegation(acts=("ENTRY_ARTISAN",), first="2026-01-01", last="2026-01-31"):
    period = {"valid_from": D.fromisoformat(first), "valid_to": D.fromisoformat(last)}
    return delegate_signature(giver=karim(), taker=nadia(), acts=list(acts), **period, by=karim(), at=AT)


def test_what_one_proposes_another_signs():
    case = proposed_case(Outcome.ACCEPTED)

    decision = sign_decision(case=case, by=karim(), at=AT)

    case.refresh_from_db()
    assert (case.state, case.due_on) == ("ACCEPTED", None)
    assert (decision.signed_by, decision.decided_on, decision.appeal_until) == (karim(), D(2026, 1, 15), D(2026, 3, 16))
    line = DiaryLine.objects.get(verb="decision.signed")
    assert line.facts == {"outcome": "ACCEPTED", "delegation": None}


def test_nobody_signs_their_own_proposal():
    case = proposed_case()
    Decision.objects.filter(case=case).update(proposed_by=karim())

    with pytest.raises(DecisionRefused, match="Another person"):
        sign_decision(case=case, by=karim(), at=AT)


@pytest.mark.parametrize("held", [(), ("CIN",)])
def test_nobody_is_accepted_without_the_pieces(held):
    case = reviewed_case(*held)

    with pytest.raises(DecisionRefused, match="Not accepted without"):
        propose_decision(case=case, outcome=Outcome.ACCEPTED, ground="", **REASONS, by=samira(), at=AT)


@pytest.mark.parametrize("ground", ["", "NOT_A_GROUND", "FRAUD"])
def test_a_refusal_names_a_ground_of_its_act(ground):
    with pytest.raises(DecisionRefused, match="grounds"):
        propose_decision(case=reviewed_case(), outcome=Outcome.REFUSED, ground=ground, **REASONS, by=samira(), at=AT)


@pytest.mark.parametrize("lacking", ["reasons_ar", "reasons_fr"])
def test_reasons_are_given_in_both_languages(lacking):
    with pytest.raises(DecisionRefused, match="Arabic and in French"):
        propose_decision(
            case=reviewed_case(), outcome=Outcome.REFUSED, ground="PIECES_MISSING", **(REASONS | {lacking: " "}),
            by=samira(), at=AT,
        )  # fmt: skip


def test_a_proposal_sent_back_is_made_again_and_the_first_stays():
    case = return_proposal(case=proposed_case(), by=karim(), at=AT)
    propose_decision(case=case, outcome=Outcome.REFUSED, ground="NOT_A_CRAFT", **REASONS, by=samira(), at=AT)

    assert sign_decision(case=case, by=karim(), at=AT).ground == "NOT_A_CRAFT"
    assert case.decisions.count() == 2


def test_what_is_decided_stays_decided():
    case = decided_case()

    for again in (sign_decision, return_proposal):
        with pytest.raises(DecisionRefused, match="Nothing is proposed"):
            again(case=case, by=karim(), at=AT)
    with pytest.raises(CaseMoveRefused):
        withdraw_case(case=case, by="tests", at=AT)


def test_the_delegate_signs_under_a_delegation_that_stands_on_the_act():
    given = delegation()

    decision = sign_decision(case=proposed_case(), by=nadia(), at=AT)

    assert decision.delegation == given
    assert DiaryLine.objects.get(verb="decision.signed").facts["delegation"] == str(given.pk)


@pytest.mark.parametrize(
    "how",
    [{"acts": ["CLOSURE"]}, {"last": "2026-01-14"}, {"first": "2026-01-16"}, None],
    ids=["other act", "run out yesterday", "from tomorrow", "none"],
)
def test_without_a_delegation_of_this_act_today_the_delegate_does_not_sign(how):
    if how is not None:
        delegation(**how)

    with pytest.raises(DecisionRefused, match="No delegation"):
        sign_decision(case=proposed_case(), by=nadia(), at=AT)


def test_a_delegation_withdrawn_ends_at_once():
    withdraw_delegation(delegation=delegation(), by=karim(), at=AT)

    with pytest.raises(DecisionRefused, match="No delegation"):
        sign_decision(case=proposed_case(), by=nadia(), at=AT)


@pytest.mark.parametrize(
    ("giver", "taker", "acts"),
    [(samira, nadia, ["CLOSURE"]), (karim, samira, ["CLOSURE"]), (karim, nadia, []), (karim, youssef, ["CLOSURE"])],
)
def test_only_a_signatory_delegates_to_who_may_sign_for_others_in_the_same_chamber(giver, taker, acts):
    with pytest.raises(DelegationRefused):
        delegate_signature(
            giver=giver(), taker=taker(), acts=acts, valid_from=D(2026, 1, 1), valid_to=D(2026, 2, 1), by="x", at=AT
        )


def appeal(case, at=AT):
    return open_appeal(case=case, channel=Channel.SELF, by="tests", at=at)


def test_an_appeal_goes_to_the_directorate_and_is_decided_by_others():
    first = decided_case()
    case = appeal(first)

    assert (case.body, case.appeal_of, case.act) == ("DIRECTORATE", first, "ENTRY_ARTISAN")
    assert not can_prepare_case(samira(), case)
    assert not can_sign_case(karim(), case)
    assert can_prepare_case(youssef(), case)
    case = take_up_case(case=case, by=youssef(), at=AT)
    propose_decision(case=case, outcome=Outcome.ACCEPTED, ground="", **REASONS, by=youssef(), at=AT)
    with pytest.raises(DecisionRefused, match="Another person"):
        sign_decision(case=case, by=karim(), at=AT)
    other = UserFactory(role="DIRECTORATE", scope="region:03")
    assert sign_decision(case=case, by=other, at=AT).appeal_until is None


def test_an_appeal_comes_in_time_and_once():
    case = decided_case()

    with pytest.raises(AppealRefused, match="delay"):
        appeal(case, at=AT + dt.timedelta(days=61))
    again = appeal(case, at=AT + dt.timedelta(days=60))
    withdraw_case(case=again, by="tests", at=AT)
    appeal(case)
    with pytest.raises(AppealRefused, match="already"):
        appeal(case)


def test_what_is_not_decided_is_not_appealed_against():
    with pytest.raises(AppealRefused, match="no decision"):
        appeal(received_case())


def test_the_database_refuses_half_a_signature():
    case = proposed_case()

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(case=case).update(signed_at=AT)
