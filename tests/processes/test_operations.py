"""What a suspension, a closing and a return reach, all in one transaction."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hirfa.audit.models import DiaryLine
from hirfa.cards.choices import MoveReason
from hirfa.cards.models import Card, CardMove
from hirfa.cards.operations import CardMoveRefused, CardNotIssuable, issue_card, reinstate_card, suspend_card
from hirfa.cards.queries import check_text
from hirfa.certification.models import Certificate, CertificateSuspension
from hirfa.certification.queries import facts_certificates
from hirfa.core.dates import end_of_day
from hirfa.fairs.models import Withholding
from hirfa.fairs.queries import facts_exhibitors
from hirfa.processes.operations import (
    close_holder,
    end_holder_supervision,
    lift_holder_suspension,
    name_holder_supervisor,
    restore_holder,
    suspend_holder,
    transfer_holder,
)
from hirfa.reference.models import Chamber, Province
from hirfa.register.operations import StandingMoveRefused
from hirfa.training.models import ApprenticeshipContract
from tests.cast import AICHA
from tests.factories.accounts import UserFactory
from tests.factories.cards import AT, issued_card
from tests.factories.certification import CertificateFactory
from tests.factories.fairs import ExhibitorFactory, FairFactory
from tests.factories.register import register_artisan
from tests.factories.training import ContractFactory
from tests.register.acting import LATER, THEN, TODAY, brahim, enterprise_under, standing_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def suspend(entry, *, ground="FRAUD", on=TODAY, at=AT):
    return suspend_holder(entry=entry, ground=ground, on=on, by="tests", at=at)


def lift(entry, *, on=THEN, at=LATER):
    return lift_holder_suspension(entry=entry, on=on, by="tests", at=at)


def close(entry, *, ground="REQUEST", on=TODAY, at=AT):
    return close_holder(entry=entry, ground=ground, on=on, by="tests", at=at)


def restore(entry, *, on=THEN, at=LATER):
    return restore_holder(entry=entry, on=on, by="tests", at=at)


def state_of(card):
    return Card.objects.get(pk=card.pk).state


def exhibits(entry, *, starts_on, **fair):
    """Admit a holder to a fair of three days."""
    return ExhibitorFactory(holder=entry.holder, fair=FairFactory(planned=True, starts_on=starts_on, **fair))


def admitted(exhibitor):
    return facts_exhibitors(as_of=exhibitor.fair.ends_on).filter(pk=exhibitor.pk).exists()


def in_force(certificate, day):
    held = Certificate.objects.in_force_on(day).filter(pk=certificate.pk).exists()
    assert facts_certificates(as_of=day).get(pk=certificate.pk).in_force is held
    return held


# cards, and what is asked of them


def test_a_card_is_suspended_with_the_entry_and_every_check_says_so_at_once():
    card = issued_card()

    suspend(card.holder.entry)

    assert (state_of(card), check_text(card.credential.text, AT).reason) == ("SUSPENDED", "suspended")
    assert CardMove.objects.get(card=card).reason == "ENTRY_SUSPENDED"


def test_a_card_is_valid_again_when_the_suspension_is_lifted():
    card = issued_card()
    suspend(card.holder.entry)

    lift(card.holder.entry)

    assert check_text(card.credential.text, LATER).is_valid


@pytest.mark.parametrize(("ground", "reason"), [("REQUEST", "ENTRY_CLOSED"), ("DECEASED", "DECEASED")])
def test_a_card_is_revoked_with_a_closing_for_its_reason(ground, reason):
    card = issued_card()

    close(card.holder.entry, ground=ground)

    assert (state_of(card), CardMove.objects.get(card=card).reason) == ("REVOKED", reason)


def test_who_is_restored_gets_a_new_card_and_the_old_one_stays_revoked():
    card = issued_card()
    close(card.holder.entry)

    restore(card.holder.entry)

    assert state_of(card) == "REVOKED"
    assert issue_card(holder=card.holder, by="tests", at=LATER).state == "VALID"


def test_a_suspended_person_is_issued_no_card():
    card = issued_card()
    close(card.holder.entry)

    with pytest.raises(CardNotIssuable):
        issue_card(holder=card.holder, by="tests", at=AT)


def test_a_card_suspended_as_lost_is_not_reinstated_with_the_entry():
    card = issued_card()
    suspend_card(card=card, reason=MoveReason.LOST, by="tests", at=AT)
    suspend(card.holder.entry)

    lift(card.holder.entry)

    assert state_of(card) == "SUSPENDED"


def test_a_lost_card_that_is_found_is_not_reinstated_while_the_entry_is_suspended():
    card = issued_card()
    suspend_card(card=card, reason=MoveReason.LOST, by="tests", at=AT)
    suspend(card.holder.entry)

    with pytest.raises(CardMoveRefused, match="not in force"):
        reinstate_card(card=card, by="tests", at=AT)


def test_a_card_suspended_with_the_entry_is_revoked_when_that_is_closed():
    card = issued_card()
    suspend(card.holder.entry)

    close(card.holder.entry, on=THEN, at=LATER)

    assert state_of(card) == "REVOKED"


# fairs


@pytest.mark.parametrize("stop", [suspend, close])
@pytest.mark.parametrize("starts_on", [TODAY + 20 * DAY, TODAY])
def test_a_stand_at_a_fair_to_come_is_withheld_and_kept(stop, starts_on):
    fatima = register_artisan()
    exhibitor = exhibits(fatima, starts_on=starts_on)
    assert admitted(exhibitor)

    stop(fatima)

    assert not admitted(exhibitor)
    exhibitor.refresh_from_db()
    assert (exhibitor.retracted_at, exhibitor.stand_id is not None) == (None, True)


@pytest.mark.parametrize(("stop", "resume"), [(suspend, lift), (close, restore)])
def test_she_is_admitted_again_when_it_is_lifted_in_time(stop, resume):
    fatima = register_artisan()
    exhibitor = exhibits(fatima, starts_on=THEN + DAY)
    stop(fatima)

    resume(fatima)

    assert admitted(exhibitor)
    assert [line.facts["reason"] for line in DiaryLine.objects.filter(verb="exhibitor.readmitted")] == [
        "ENTRY_CLOSED" if stop is close else "ENTRY_SUSPENDED"
    ]


def test_a_fair_that_was_over_before_the_lifting_was_missed():
    fatima = register_artisan()
    exhibitor = exhibits(fatima, starts_on=TODAY + DAY)
    suspend(fatima)

    lift(fatima)

    assert not admitted(exhibitor)
    assert facts_exhibitors(as_of=THEN, known_at=AT).filter(pk=exhibitor.pk).exists()


def test_who_is_suspended_in_the_middle_of_a_fair_did_exhibit():
    fatima = register_artisan()
    exhibitor = exhibits(fatima, starts_on=TODAY - DAY)

    suspend(fatima)

    assert admitted(exhibitor)
    assert Withholding.objects.get().on == TODAY


@pytest.mark.parametrize("fair", [{"starts_on": TODAY - 30 * DAY}, {"starts_on": THEN, "cancelled": True}])
def test_fairs_that_are_over_or_cancelled_are_left_as_they_are(fair):
    fatima = register_artisan()
    ExhibitorFactory(holder=fatima.holder, fair=FairFactory(**fair))

    suspend(fatima)

    assert not Withholding.objects.exists()


def test_a_suspension_and_then_a_closing_withhold_once():
    fatima = register_artisan()
    exhibitor = exhibits(fatima, starts_on=THEN + 5 * DAY)
    suspend(fatima)

    close(fatima, on=THEN, at=LATER)

    assert Withholding.objects.get().reason == "ENTRY_SUSPENDED"
    assert not admitted(exhibitor)


# certification


@pytest.mark.parametrize(("stop", "resume"), [(suspend, lift), (close, restore)])
def test_a_certificate_does_not_hold_between_the_suspension_and_its_lifting(stop, resume):
    fatima = register_artisan()
    certificate = CertificateFactory(file__holder=fatima.holder)

    stop(fatima)
    assert [in_force(certificate, day) for day in (TODAY - DAY, TODAY, THEN)] == [True, False, False]

    resume(fatima)
    assert [in_force(certificate, day) for day in (TODAY - DAY, TODAY, THEN)] == [True, False, True]
    known = facts_certificates(as_of=THEN, known_at=end_of_day(TODAY)).get()
    assert known.in_force is False


@pytest.mark.parametrize("trait", ["withdrawn", "expired"])
def test_a_certificate_that_had_ended_is_not_touched(trait):
    fatima = register_artisan()
    CertificateFactory(file__holder=fatima.holder, **{trait: True})

    suspend(fatima)

    assert not CertificateSuspension.objects.exists()


# training


def test_apprentices_of_a_suspended_host_are_to_be_placed_elsewhere_and_keep_their_contract():
    host = brahim()
    contract = ContractFactory(host=host.holder)
    to_place = ApprenticeshipContract.objects.without_host_in_force
    assert not to_place(TODAY).exists()

    suspend(host)
    assert [to_place(TODAY).get().pk, to_place(TODAY - DAY).count()] == [contract.pk, 0]

    lift(host)
    assert not to_place(THEN).exists()
    contract.refresh_from_db()
    assert contract.outcome == ""


def test_contracts_that_have_an_outcome_or_ran_out_need_no_other_host():
    host = brahim()
    ContractFactory(host=host.holder, graduated=True)
    ContractFactory(host=host.holder, overdue=True)

    suspend(host)

    assert not ApprenticeshipContract.objects.without_host_in_force(TODAY).exists()


# enterprises


def test_what_an_enterprise_holds_falls_with_its_artisan_and_comes_back():
    supervisor = brahim()
    enterprise = enterprise_under(supervisor)
    exhibitor = exhibits(enterprise, starts_on=THEN + DAY)
    certificate = CertificateFactory(file__holder=enterprise.holder)

    suspend(supervisor)
    assert [admitted(exhibitor), in_force(certificate, TODAY)] == [False, False]

    lift(supervisor)
    assert [admitted(exhibitor), in_force(certificate, THEN)] == [True, True]


def test_another_supervisor_brings_back_what_an_enterprise_held():
    supervisor, aicha = brahim(), register_artisan(**AICHA)
    enterprise = enterprise_under(supervisor)
    certificate = CertificateFactory(file__holder=enterprise.holder)

    end_holder_supervision(entry=enterprise, supervisor=supervisor, on=TODAY, by="tests", at=AT)
    assert not in_force(certificate, TODAY)

    name_holder_supervisor(entry=enterprise, supervisor=aicha, on=THEN, by="tests", at=LATER)
    assert in_force(certificate, THEN)


# all together


def test_others_are_left_alone():
    fatima, card = register_artisan(), issued_card(**AICHA)
    aicha = card.holder.entry
    exhibitor = exhibits(aicha, starts_on=THEN)
    certificate = CertificateFactory(file__holder=aicha.holder)

    suspend(fatima)

    assert [state_of(card), admitted(exhibitor), in_force(certificate, TODAY)] == ["VALID", True, True]
    assert standing_of(aicha) == ("IN_FORCE", "")


def test_what_is_refused_reaches_nothing():
    card = issued_card()
    exhibits(card.holder.entry, starts_on=THEN)

    with pytest.raises(StandingMoveRefused):
        restore(card.holder.entry)

    assert (state_of(card), Withholding.objects.count()) == ("VALID", 0)


def test_each_app_writes_its_own_line_and_the_register_first():
    card = issued_card()
    exhibits(card.holder.entry, starts_on=THEN)
    CertificateFactory(file__holder=card.holder)
    before = DiaryLine.objects.count()

    suspend(card.holder.entry)

    verbs = list(DiaryLine.objects.order_by("pk").values_list("verb", flat=True))[before:]
    assert verbs == [
        *("situations.restated", "entry.suspended", "credential.state_changed", "card.suspended"),
        *("exhibitor.withheld", "certificate.suspended"),
    ]


def test_the_number_of_questions_does_not_grow_with_the_others():
    def questions(card):
        with CaptureQueriesContext(connection) as asked:
            suspend(card.holder.entry)
        return len(asked)

    alone = questions(issued_card())
    for number in range(3):
        other = register_artisan(local_number=f"other-{number}")
        exhibits(other, starts_on=THEN)
        CertificateFactory(file__holder=other.holder)

    assert questions(issued_card(**AICHA)) == alone


def test_after_a_transfer_the_new_chamber_sees_what_the_holder_holds_and_the_old_one_does_not():
    card = issued_card()
    officers = UserFactory(), UserFactory(elsewhere=True)

    transfer_holder(
        entry=card.holder.entry,
        chamber=Chamber.objects.get(pk="07"),
        province=Province.objects.get(pk="07.351"),
        commune=None,
        address="",
        on=TODAY,
        by="tests",
        at=AT,
    )

    assert [Card.objects.visible_to(user).filter(pk=card.pk).exists() for user in officers] == [False, True]
    assert state_of(card) == "VALID"
