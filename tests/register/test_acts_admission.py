"""An accepted application becomes an entry, once."""

import uuid

import pytest

from hirfa.audit.models import DiaryLine
from hirfa.register import queries, rules
from hirfa.register.choices import TitleKind
from hirfa.register.models import Entry, SourceFile, Title
from hirfa.register.operations import (
    AlreadyAdmitted,
    CinAlreadyBorne,
    CinRefused,
    IceAlreadyBorne,
    PlaceOutsideChamber,
    SupervisionRefused,
    SupervisorMissing,
    TradeUnknown,
    admit_artisan,
    admit_unit,
    strike_off_entry,
    suspend_entry,
)
from hirfa.register.records import UnitRecord
from tests.cast import AICHA
from tests.factories.accounts import UserFactory
from tests.factories.register import artisan, lay_reference, register_artisan

from .acting import AT, REGISTERED, TODAY, brahim, situations_follow_from_the_dated_rows, spans, standing_of

pytestmark = pytest.mark.django_db
CIN = "AB123456"


def admit(*, title=TitleKind.ARTISAN, application=None, at=AT, by="tests", **values):
    lay_reference()
    record = artisan(**({"cin": CIN} | values))
    return admit_artisan(artisan=record, title=title, application=application or uuid.uuid4(), by=by, at=at)


def unit(**values):
    lay_reference()
    usual = {"registered_on": REGISTERED, "kind": "COOPERATIVE", "chamber": "03", "province": "03.591"}
    return UnitRecord(**(usual | {"trade": "T-CARPET", "name_latin": "Tazerbit"} | values))


def admit_a_unit(*, application=None, **values):
    return admit_unit(unit=unit(**values), application=application or uuid.uuid4(), by="tests", at=AT)


def test_fatima_is_entered_on_the_day_of_the_decision_with_a_number_of_her_own():
    application = uuid.uuid4()

    fatima = admit(application=application)

    assert rules.nia_is_valid(fatima.holder.nia, digits=8)
    assert (fatima.registered_on, standing_of(fatima)) == (TODAY, ("IN_FORCE", ""))
    assert spans(Title, fatima, "kind") == [("ARTISAN", TODAY, None)]
    assert queries.count_in_force(on=TODAY) == 1
    assert queries.find_entry_of_application(application) == fatima
    assert queries.find_entry_of_application(uuid.uuid4()) is None
    assert situations_follow_from_the_dated_rows()


def test_she_is_found_by_number_cin_and_name_at_once():
    fatima = admit()
    officer = UserFactory(signatory=True)

    for typed in (fatima.holder.nia, CIN, "Fatima El Idrissi", "فاطمة الإدريسي"):
        assert [hit.entry_id for hit in queries.search_people(user=officer, text=typed)] == [fatima.pk]


def test_a_maalem_is_one_from_the_first_day():
    assert spans(Title, admit(title=TitleKind.MAALEM), "kind") == [("MAALEM", TODAY, None)]


def test_what_the_register_settles_itself_is_not_read_from_the_application():
    fatima = admit(maalem_on=REGISTERED, suspended_on=REGISTERED, closed_on=REGISTERED, closing_ground="REQUEST")

    assert standing_of(fatima) == ("IN_FORCE", "")
    assert spans(Title, fatima, "kind") == [("ARTISAN", TODAY, None)]


def test_the_application_is_kept_as_it_was_accepted_and_is_no_delivered_file():
    application = uuid.uuid4()

    fatima = admit(application=application)

    row = fatima.holder.person.source_links.get().row
    assert (row.identity, row.pk) == (f"application:{application}", fatima.pk)
    assert CIN in row.content
    assert not SourceFile.objects.delivered().exists()


def test_the_diary_tells_the_registration_without_a_name():
    officer = UserFactory(signatory=True)
    application = uuid.uuid4()

    fatima = admit(by=officer, application=application)

    line = DiaryLine.objects.get(verb="entry.registered")
    assert (line.chain, line.actor) == ("chamber:03", f"user:{officer.username}")
    facts = {"application": str(application), "nia": fatima.holder.nia, "kind": "ARTISAN", "title": "ARTISAN"}
    assert line.facts == facts


def test_an_application_enters_once():
    application = uuid.uuid4()
    admit(application=application)

    with pytest.raises(AlreadyAdmitted):
        admit(application=application, cin="AB654321")
    with pytest.raises(AlreadyAdmitted):
        admit_a_unit(application=application)
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("closed", [False, True])
def test_a_cin_that_someone_bears_is_refused_with_what_to_do(closed):
    first = register_artisan(**AICHA, cin=CIN)
    if closed:
        strike_off_entry(entry=first, ground="REQUEST", on=TODAY, by="tests", at=AT)

    with pytest.raises(CinAlreadyBorne) as refused:
        admit()

    assert refused.value.code == "cin_already_borne"
    assert Entry.objects.count() == 1


def test_without_a_cin_one_may_enter_and_a_cin_has_one_form():
    assert admit(cin="")

    with pytest.raises(CinRefused):
        admit(cin="ab 123456")


def test_a_place_and_a_trade_are_on_the_lists_and_in_the_territory():
    for wrong in ({"province": "07.351"}, {"province": "99"}, {"commune": "07.351.01"}, {"commune": "none"}):
        with pytest.raises(PlaceOutsideChamber):
            admit(**wrong)
    with pytest.raises(TradeUnknown):
        admit(trade="T-NONE")
    assert not Entry.objects.exists()


def test_a_cooperative_enters_without_a_supervisor():
    application = uuid.uuid4()

    cooperative = admit_a_unit(application=application, ice="001234567000089")

    assert (cooperative.kind, cooperative.registered_on) == ("COOPERATIVE", TODAY)
    assert queries.find_entry_of_application(application) == cooperative
    assert not cooperative.supervisions.exists()
    assert situations_follow_from_the_dated_rows()


def test_an_enterprise_enters_under_a_registered_artisan_in_force():
    supervisor = brahim()

    enterprise = admit_a_unit(kind="ENTERPRISE", supervised_by=supervisor.pk)

    supervision = enterprise.supervisions.get()
    assert (supervision.supervisor_id, supervision.valid_from) == (supervisor.pk, TODAY)


def test_an_enterprise_without_an_artisan_in_force_is_refused():
    supervisor = brahim()
    cooperative = admit_a_unit()
    suspend_entry(entry=supervisor, ground="FRAUD", on=TODAY, by="tests", at=AT)

    for named in (None, supervisor.pk, cooperative.pk, uuid.uuid4()):
        with pytest.raises(SupervisorMissing):
            admit_a_unit(kind="ENTERPRISE", supervised_by=named)
    with pytest.raises(SupervisionRefused):
        admit_a_unit(supervised_by=supervisor.pk)


def test_one_ice_is_one_unit_until_it_is_struck_off():
    first = admit_a_unit(ice="001234567000089")
    with pytest.raises(IceAlreadyBorne):
        admit_a_unit(ice="001234567000089")

    strike_off_entry(entry=first, ground="REQUEST", on=TODAY, by="tests", at=AT)

    assert admit_a_unit(ice="001234567000089")
