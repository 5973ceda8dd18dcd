"""A signature takes effect at once and whole: Fatima is in the register, or nothing happened."""

import datetime as dt
import json

import pytest
from django.utils import translation

from hirfa.audit.models import DiaryLine
from hirfa.casework.choices import Channel, Outcome
from hirfa.casework.models import Case
from hirfa.casework.operations import (
    DecisionRefused,
    call_sitting,
    close_sitting,
    give_opinion,
    open_case,
    propose_decision,
    put_before_sitting,
    take_up_case,
)
from hirfa.cooperatives.models import Cooperative
from hirfa.cooperatives.operations import CooperativeAlreadyKnown
from hirfa.cooperatives.queries import facts_cooperatives
from hirfa.notifications.models import Notification
from hirfa.processes.applying import appeal_refusal
from hirfa.processes.deciding import EFFECTS, decide_case
from hirfa.reference.files import read_procedure
from hirfa.reference.models import Chamber
from hirfa.register.choices import ApplicationKind
from hirfa.register.models import Entry, EntryRequest, Person, Situation
from hirfa.register.operations import CinAlreadyBorne, EntryRequestRefused, ask_for_change, note_hearing
from hirfa.register.queries import find_portrait
from tests.factories.accounts import UserFactory
from tests.factories.applications import lay_conditions, sent
from tests.factories.casework import AT, REASONS, called_fit, karim, samira, stored_file, youssef
from tests.factories.cooperatives import found_cooperative, set_dormancy
from tests.factories.register import register_artisan, register_unit

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 1, 15)


def proposed(case, outcome=Outcome.ACCEPTED, ground="", officer=None):
    officer = officer or samira()
    take_up_case(case=case, by=officer, at=AT)
    for piece in case.pieces.all():
        called_fit(piece)
    propose_decision(case=case, outcome=outcome, ground=ground, **REASONS, by=officer, at=AT)
    return case


def asked(entry, act, after=None, ground="", pieces=()):
    lay_conditions()
    request = ask_for_change(entry=entry, act=act, after=after or {}, ground=ground, by="tests", on=DAY, at=AT)
    chamber = Chamber.objects.get(code=(after or {}).get("chamber", "03"))
    subject = f"register.entryrequest:{request.pk}"
    case = open_case(act=act, subject=subject, chamber=chamber, channel=Channel.COUNTER, by="tests", at=AT)
    for code in pieces:
        case.pieces.create(code=code, file=stored_file(), handed_in_by="tests", recorded_at=AT)
    return request, case


def now(entry):
    return Situation.objects.open_now().get(entry=entry)


def test_every_act_that_the_reference_knows_has_its_effect():
    assert set(EFFECTS) == {act["code"] for act in read_procedure()["acts"]}


def test_who_is_accepted_is_in_the_register_that_day_with_a_number():
    application, case = sent()

    decide_case(case=proposed(case), by=karim(), at=AT)

    application.refresh_from_db()
    [entry] = Entry.objects.all()
    assert (application.state, application.holder_id) == ("ADMITTED", entry.holder_id)
    assert (entry.registered_on, now(entry).title, now(entry).chamber_code) == (DAY, "ARTISAN", "03")
    assert Person.objects.get().cin == "AB123456"
    assert Notification.objects.filter(kind="case.accepted").count() == 1


def test_who_is_refused_is_told_until_when_to_appeal_and_is_not_in_the_register():
    application, case = sent()

    decide_case(case=proposed(case, Outcome.REFUSED, "NOT_A_CRAFT"), by=karim(), at=AT)

    application.refresh_from_db()
    assert application.state == "REFUSED"
    assert not Entry.objects.exists()
    assert Notification.objects.filter(kind="case.refused").count() == 1


def test_a_cin_already_in_the_register_leaves_everything_as_it_was():
    register_artisan(cin="AB123456")
    _application, case = sent()
    proposed(case)

    with pytest.raises(CinAlreadyBorne):
        decide_case(case=case, by=karim(), at=AT)

    assert Case.objects.get(pk=case.pk).state == "PROPOSED"
    assert Person.objects.count() == 1
    assert not Notification.objects.filter(kind="case.accepted").exists()


def test_an_appeal_that_is_accepted_brings_her_in():
    application, case = sent()
    decide_case(case=proposed(case, Outcome.REFUSED, "NOT_A_CRAFT"), by=karim(), at=AT)
    appeal = appeal_refusal(application=application, channel=Channel.SELF, words="", by="applicant", at=AT)
    other = UserFactory(role="DIRECTORATE", scope="region:03")

    decide_case(case=proposed(appeal, officer=youssef()), by=other, at=AT)

    application.refresh_from_db()
    assert application.state == "ADMITTED"
    assert Entry.objects.count() == 1


def test_an_appeal_that_fails_leaves_the_refusal():
    application, case = sent()
    decide_case(case=proposed(case, Outcome.REFUSED, "NOT_A_CRAFT"), by=karim(), at=AT)
    appeal = appeal_refusal(application=application, channel=Channel.SELF, words="", by="applicant", at=AT)

    decide_case(
        case=proposed(appeal, Outcome.REFUSED, "NOT_A_CRAFT", youssef()),
        by=UserFactory(role="DIRECTORATE", scope="region:03"),
        at=AT,
    )

    application.refresh_from_db()
    assert application.state == "REFUSED"
    assert Notification.objects.filter(kind="case.appeal_refused").count() == 1


def test_a_maalem_is_recognised_after_the_commission():
    entry = register_artisan(cin="AB123456")
    content = {"nia": entry.holder.nia, "cin": "AB123456", "phone": "0612345678", "practice_since": "2010-01-01"}
    application, case = sent(kind=ApplicationKind.MAALEM, codes=("CIN", "EXPERIENCE"), content=content)
    take_up_case(case=case, by=samira(), at=AT)
    for piece in case.pieces.all():
        called_fit(piece)
    members = [UserFactory(role="COMMISSION")]
    sitting = call_sitting(chamber=case.chamber, held_on=DAY, members=members, by=samira(), at=AT)
    opinion = put_before_sitting(case=case, sitting=sitting, by=samira(), at=AT)
    give_opinion(opinion=opinion, outcome=Outcome.ACCEPTED, by=samira(), at=AT)
    close_sitting(sitting=sitting, minutes=stored_file(), by=samira(), at=AT)
    propose_decision(case=case, outcome=Outcome.ACCEPTED, ground="", **REASONS, by=samira(), at=AT)

    decide_case(case=case, by=karim(), at=AT)

    assert now(entry).title == "MAALEM"
    application.refresh_from_db()
    assert application.holder_id == entry.holder_id


def test_a_change_of_address_a_trade_and_a_name_take_effect():
    entry = register_artisan(address="Douar Ouled Ali")
    place = {"province": "03.591", "commune": "03.591.01", "address": "زنقة 9"}
    names = {"given_name_ar": "فاطمة الزهراء", "family_name_ar": "الإدريسي"}

    for act, after, pieces in (
        ("CHANGE_ADDRESS", place, ["RESIDENCE"]),
        ("CHANGE_TRADE", {"trade": "T-BRASS"}, ["PROOF"]),
        ("CHANGE_NAME", names, ["CIVIL_STATUS"]),
    ):
        request, case = asked(entry, act, after, pieces=pieces)
        decide_case(case=proposed(case), by=karim(), at=AT)
        request.refresh_from_db()
        assert request.state == "DONE"

    assert now(entry).trade_code == "T-BRASS"
    assert Person.objects.get().given_name_ar == "فاطمة الزهراء"
    assert entry.workplaces.get(valid_to__isnull=True, retracted_at__isnull=True).address == "زنقة 9"


def test_another_photograph_shows_the_person_from_that_day():
    entry = register_artisan()
    _request, case = asked(entry, "CHANGE_PHOTO", pieces=["PORTRAIT"])
    decide_case(case=proposed(case), by=karim(), at=AT)
    first = find_portrait(entry)
    _request, case = asked(entry, "CHANGE_PHOTO", pieces=["PORTRAIT"])

    decide_case(case=proposed(case), by=karim(), at=AT + dt.timedelta(days=2))

    assert first != find_portrait(entry)
    assert entry.portraits.filter(retracted_at__isnull=True).count() == 2


def test_a_transfer_is_decided_by_the_chamber_that_receives():
    entry = register_artisan()
    after = {"chamber": "07", "province": "07.351", "commune": "", "address": "Derb 3"}
    _request, case = asked(entry, "CHANGE_CHAMBER", after, pieces=["RESIDENCE"])
    officer = UserFactory(role="INSTRUCTING", scope="chamber:07")
    take_up_case(case=case, by=officer, at=AT)
    for piece in case.pieces.all():
        called_fit(piece)
    propose_decision(case=case, outcome=Outcome.ACCEPTED, ground="", **REASONS, by=officer, at=AT)

    decide_case(case=case, by=UserFactory(signatory=True, scope="chamber:07"), at=AT)

    assert now(entry).chamber_code == "07"
    assert not Entry.objects.visible_to(samira()).exists()


def test_a_closure_and_a_return():
    entry = register_artisan()

    _request, case = asked(entry, "CLOSURE", ground="REQUEST")
    decide_case(case=proposed(case), by=karim(), at=AT)
    assert now(entry).state == "CLOSED"

    _request, case = asked(entry, "RETURN")
    decide_case(case=proposed(case), by=karim(), at=AT + dt.timedelta(days=2))
    assert now(entry).state == "IN_FORCE"


def test_nobody_is_suspended_unheard_where_the_ground_asks_for_it():
    entry = register_artisan()
    request, case = asked(entry, "SUSPENSION", ground="CONDITION_LOST")
    proposed(case)

    with pytest.raises(EntryRequestRefused):
        decide_case(case=case, by=karim(), at=AT)
    assert now(entry).state == "IN_FORCE"
    note_hearing(request=request, on=DAY, words="لم تحضر", by=samira(), at=AT)
    decide_case(case=case, by=karim(), at=AT)
    assert now(entry).state == "SUSPENDED"


def test_a_suspension_is_lifted_by_a_return():
    entry = register_artisan()
    _request, case = asked(entry, "SUSPENSION", ground="FRAUD_SUSPECTED")
    decide_case(case=proposed(case), by=karim(), at=AT)
    _request, case = asked(entry, "RETURN")

    decide_case(case=proposed(case), by=karim(), at=AT + dt.timedelta(days=1))

    assert now(entry).state == "IN_FORCE"


def test_an_enterprise_enters_under_its_artisan():
    supervisor = register_artisan()
    content = {
        "name_latin": "Atelier Tazerbit",
        "ice": "001234567000089",
        "supervisor_nia": supervisor.holder.nia,
        "phone": "0612345678",
        "trade": "T-CARPET",
        "province": "03.591",
        "address": "12 rue Sefrou",
    }
    _application, case = sent(kind=ApplicationKind.ENTERPRISE, codes=("ICE", "SUPERVISION"), content=content)

    decide_case(case=proposed(case), by=karim(), at=AT)

    assert Situation.objects.open_now().get(kind="ENTERPRISE").state == "IN_FORCE"


WEAVERS = {
    "name_ar": "تعاونية نسيج تاونات",
    "name_latin": "Coopérative de tissage de Taounate",
    "odco_number": "١٢ 345",
    "founded_on": "2019-04-01",
    "phone": "0612345678",
    "trade": "T-CARPET",
    "province": "03.591",
    "address": "12 rue Sefrou",
}


def test_a_cooperative_that_is_accepted_stands_among_the_cooperatives_that_day():
    set_dormancy()
    _application, case = sent(kind=ApplicationKind.COOPERATIVE, codes=("ODCO",), content=WEAVERS)

    decide_case(case=proposed(case), by=karim(), at=AT)

    [made] = Cooperative.objects.all()
    assert (made.unit.name_ar, made.odco_number, made.founded_on) == (
        "تعاونية نسيج تاونات",
        "12345",
        dt.date(2019, 4, 1),
    )
    assert [activity.valid_from for activity in made.sector_activities.all()] == [DAY]
    [listed] = facts_cooperatives(as_of=DAY)
    assert (listed.operates_in_sector, listed.region_code, listed.members_count) == (True, "03", 0)
    assert Cooperative.objects.visible_to(samira()).get() == made
    facts = DiaryLine.objects.get(verb="cooperative.entered").facts
    assert facts == {"founded_on": "2019-04-01", "operates_from": "2026-01-15"}


def test_a_cooperative_that_sent_its_request_before_the_founding_day_was_asked_for_is_said_what_lacks():
    application, case = sent(kind=ApplicationKind.COOPERATIVE, codes=("ODCO",), content=WEAVERS)
    proposed(case)
    application.content = json.dumps({name: said for name, said in WEAVERS.items() if name != "founded_on"})
    application.save(update_fields=["content"])

    with translation.override("en"), pytest.raises(DecisionRefused, match="The founding day is missing"):
        decide_case(case=case, by=karim(), at=AT)

    case.refresh_from_db()
    assert case.state == "PROPOSED"
    assert not Cooperative.objects.exists()


def test_a_cooperative_whose_number_another_bears_leaves_everything_as_it_was():
    other = found_cooperative()
    Cooperative.objects.filter(pk=other.pk).update(odco_number="12345")
    application, case = sent(kind=ApplicationKind.COOPERATIVE, codes=("ODCO",), content=WEAVERS)
    proposed(case)

    with pytest.raises(CooperativeAlreadyKnown):
        decide_case(case=case, by=karim(), at=AT)

    application.refresh_from_db()
    assert (application.state, Case.objects.get(pk=case.pk).state) == ("SENT", "PROPOSED")
    assert [made.pk for made in Cooperative.objects.all()] == [other.pk]
    assert Entry.objects.count() == 1


def test_a_cooperative_that_is_closed_goes_on_living_among_the_cooperatives():
    """Law 112-12: the craft register ends its entry, not the cooperative's life."""
    _application, case = sent(kind=ApplicationKind.COOPERATIVE, codes=("ODCO",), content=WEAVERS)
    decide_case(case=proposed(case), by=karim(), at=AT)
    entry = Entry.objects.get()

    _request, case = asked(entry, "CLOSURE", ground="REQUEST")
    decide_case(case=proposed(case), by=karim(), at=AT)

    assert now(entry).state == "CLOSED"
    assert Cooperative.objects.get().dissolved_on is None


def test_a_refused_request_changes_nothing():
    entry = register_unit(kind="COOPERATIVE")
    request, case = asked(entry, "CLOSURE", ground="REQUEST")

    decide_case(case=proposed(case, Outcome.REFUSED, "REQUEST"), by=karim(), at=AT)

    request.refresh_from_db()
    assert (request.state, now(entry).state) == ("REFUSED", "IN_FORCE")
    assert EntryRequest.objects.count() == 1
