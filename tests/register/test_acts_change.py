"""Changes to an entry: title, place, trade, chamber, name."""

import datetime as dt

import pytest

from hirfa.audit.models import DiaryLine
from hirfa.reference.models import Chamber, Commune, Province, Trade
from hirfa.register import queries
from hirfa.register.choices import TitleKind
from hirfa.register.models import Affiliation, Entry, NameKey, Practice, Title, Workplace
from hirfa.register.operations import (
    ActDayRefused,
    EntryIsClosed,
    NameRefused,
    NothingToChange,
    PlaceOutsideChamber,
    TitleRefused,
    award_title,
    change_trade,
    change_workplace,
    correct_name,
    strike_off_entry,
    suspend_entry,
    transfer_entry,
)
from tests.factories.accounts import UserFactory
from tests.factories.register import register_artisan, register_unit

from .acting import AT, LATER, REGISTERED, THEN, TODAY, brahim, situations_follow_from_the_dated_rows, spans, verbs

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
HOW = {"on": TODAY, "by": "tests", "at": AT}


def place(code="03.591", *, commune=True, address="حي الوحدة 12"):
    return {
        "province": Province.objects.get(pk=code),
        "commune": Commune.objects.get(pk=f"{code}.01") if commune else None,
        "address": address,
    }


def transfer(entry, **how):
    marrakech = Chamber.objects.get(pk="07")
    return transfer_entry(entry=entry, chamber=marrakech, **place("07.351"), **(HOW | how))


def rename(entry, **values):
    names = {"given_name_ar": "", "family_name_ar": "", "given_name_latin": "Fatma", "family_name_latin": "Alaoui"}
    return correct_name(entry=entry, **(names | HOW | values))


def test_fatima_becomes_a_maalem_from_a_day():
    fatima = register_artisan()

    award_title(entry=fatima, title=TitleKind.MAALEM, **HOW)

    assert spans(Title, fatima, "kind") == [("ARTISAN", REGISTERED, TODAY), ("MAALEM", TODAY, None)]
    assert queries.facts_people(as_of=TODAY).get().title == "MAALEM"
    assert queries.facts_people(as_of=TODAY - DAY).get().title == "ARTISAN"
    assert verbs() == ["entry.title_awarded"]
    assert situations_follow_from_the_dated_rows()


def test_a_title_is_given_once_and_only_to_artisans_in_force():
    with pytest.raises(NothingToChange):
        award_title(entry=brahim(), title=TitleKind.MAALEM, **HOW)
    fatima = register_artisan()
    suspend_entry(entry=fatima, ground="FRAUD", **HOW)
    for entry in (fatima, register_unit()):
        with pytest.raises(TitleRefused):
            award_title(entry=entry, title=TitleKind.MAALEM, **HOW)


def test_a_workplace_moves_and_the_address_is_sealed_again():
    fatima = register_artisan(address="درب السلامة 3")

    moved = change_workplace(entry=fatima, **place(), **HOW)

    assert (moved.commune_id, Workplace.objects.get(pk=moved.pk).address) == ("03.591.01", "حي الوحدة 12")
    before = Workplace.objects.get(entry=fatima, valid_to=TODAY, retracted_at__isnull=True)
    assert (before.commune_id, before.address) == (None, "درب السلامة 3")
    assert verbs() == ["entry.workplace_changed"]
    assert situations_follow_from_the_dated_rows()


def test_no_address_reaches_the_diary():
    change_workplace(entry=register_artisan(), **place(), **HOW)

    assert "الوحدة" not in str(DiaryLine.objects.values_list("facts", flat=True))


def test_a_place_of_another_chamber_is_a_transfer_and_a_commune_lies_in_its_province():
    fatima = register_artisan()
    elsewhere = place("07.351")
    mixed = place() | {"commune": Commune.objects.get(pk="07.351.01")}

    for wanted in (elsewhere, mixed):
        with pytest.raises(PlaceOutsideChamber):
            change_workplace(entry=fatima, **wanted, **HOW)
    with pytest.raises(NothingToChange):
        change_workplace(entry=fatima, **place(commune=False, address=""), **HOW)


def test_a_trade_changes_from_a_day_and_the_one_beside_it_becomes_the_main_one():
    fatima = register_artisan()
    beside = {"trade_id": "T-BRASS", "is_main": False, "valid_from": REGISTERED, "recorded_at": AT}
    Practice.objects.create(entry=fatima, **beside)

    change_trade(entry=fatima, trade=Trade.objects.get(pk="T-BRASS"), **HOW)

    now = Practice.objects.filter(entry=fatima, retracted_at__isnull=True, valid_to__isnull=True)
    assert list(now.values_list("trade_id", "is_main")) == [("T-BRASS", True)]
    assert queries.facts_people(as_of=TODAY).get().trade_code == "T-BRASS"
    assert queries.facts_people(as_of=TODAY - DAY).get().trade_code == "T-CARPET"
    with pytest.raises(NothingToChange):
        change_trade(entry=fatima, trade=Trade.objects.get(pk="T-BRASS"), **HOW)
    assert situations_follow_from_the_dated_rows()


def test_after_a_transfer_the_new_chamber_sees_the_entry_and_the_old_one_no_longer():
    fatima = register_artisan(local_number="17")
    fes, marrakech = UserFactory(), UserFactory(elsewhere=True)

    transfer(fatima, local_number="M-9")

    assert [Entry.objects.visible_to(user).filter(pk=fatima.pk).exists() for user in (fes, marrakech)] == [False, True]
    assert spans(Affiliation, fatima, "chamber_id") == [("03", REGISTERED, TODAY), ("07", TODAY, None)]
    assert spans(Workplace, fatima, "province_id") == [("03.591", REGISTERED, TODAY), ("07.351", TODAY, None)]
    assert fatima.affiliations.get(valid_to__isnull=True, retracted_at__isnull=True).local_number == "M-9"
    assert [queries.search_people(user=user, text="Fatima El Idrissi") != [] for user in (fes, marrakech)] == [
        False,
        True,
    ]
    assert situations_follow_from_the_dated_rows()


def test_both_chambers_read_a_transfer_in_their_diary():
    transfer(register_artisan())

    lines = DiaryLine.objects.filter(verb="entry.transferred").order_by("chain")
    assert [line.chain for line in lines] == ["chamber:03", "chamber:07"]
    assert lines[0].facts == {"from": "03", "to": "07", "on": "2026-01-15"}


def test_a_transfer_leads_to_another_chamber_and_to_a_place_of_its_own():
    fatima = register_artisan()
    fes, marrakech = Chamber.objects.get(pk="03"), Chamber.objects.get(pk="07")

    with pytest.raises(NothingToChange):
        transfer_entry(entry=fatima, chamber=fes, **place(), **HOW)
    with pytest.raises(PlaceOutsideChamber):
        transfer_entry(entry=fatima, chamber=marrakech, **place(), **HOW)


def test_a_cooperative_is_transferred_too():
    cooperative = register_unit()

    transfer(cooperative)

    assert Entry.objects.visible_to(UserFactory(elsewhere=True)).get().pk == cooperative.pk


def test_of_a_closed_entry_nothing_changes():
    fatima = register_artisan()
    strike_off_entry(entry=fatima, ground="REQUEST", **HOW)

    for act in (
        lambda: change_workplace(entry=fatima, **place(), **HOW),
        lambda: change_trade(entry=fatima, trade=Trade.objects.get(pk="T-BRASS"), **HOW),
        lambda: transfer(fatima),
        lambda: rename(fatima),
    ):
        with pytest.raises(EntryIsClosed):
            act()


def test_of_a_suspended_entry_the_address_may_still_be_corrected():
    fatima = register_artisan()
    suspend_entry(entry=fatima, ground="FRAUD", **HOW)

    assert change_workplace(entry=fatima, **place(), **HOW).valid_from == TODAY


@pytest.mark.parametrize("on", [TODAY + DAY, REGISTERED - DAY])
def test_no_change_takes_effect_in_days_to_come_or_before_the_last_one(on):
    fatima = register_artisan()
    how = HOW | {"on": on}

    for act in (
        lambda: award_title(entry=fatima, title=TitleKind.MAALEM, **how),
        lambda: change_workplace(entry=fatima, **place(), **how),
        lambda: change_trade(entry=fatima, trade=Trade.objects.get(pk="T-BRASS"), **how),
        lambda: transfer(fatima, **how),
        lambda: rename(fatima, **how),
    ):
        with pytest.raises(ActDayRefused):
            act()
    assert not DiaryLine.objects.filter(verb__startswith="entry.").exists()


def test_a_corrected_name_is_found_in_both_scripts_and_the_old_one_stays_readable():
    fatima = register_artisan()
    officer = UserFactory(signatory=True)

    person = rename(fatima, given_name_ar="فاطمة", family_name_ar="العلوي")

    assert (person.sort_latin, person.family_name_latin) == ("alaoui fatma", "Alaoui")
    for typed in ("Alaoui", "العلوي"):
        assert [hit.entry_id for hit in queries.search_people(user=officer, text=typed)] == [fatima.pk]
    assert queries.search_people(user=officer, text="El Idrissi") == []
    (former,) = queries.list_former_names(person)
    assert (former.family_name_latin, former.borne_until) == ("El Idrissi", TODAY)
    assert set(NameKey.objects.values_list("chamber_id", flat=True)) == {"03"}


def test_the_diary_names_the_parts_that_changed_and_never_a_name():
    rename(register_artisan(), given_name_latin="Fatima", family_name_latin="El Idrissi")

    line = DiaryLine.objects.get(verb="person.name_corrected")
    assert line.facts == {"parts": ["given_name_ar", "family_name_ar"], "on": "2026-01-15"}


def test_a_name_corrected_after_a_transfer_is_looked_up_in_the_new_chamber():
    fatima = register_artisan()
    transfer(fatima)

    rename(fatima, on=THEN, at=LATER)

    found = queries.search_people(user=UserFactory(elsewhere=True), text="Alaoui")
    assert [hit.entry_id for hit in found] == [fatima.pk]


def test_a_person_has_a_family_name_and_a_unit_has_none_to_correct():
    with pytest.raises(NameRefused):
        rename(register_artisan(), family_name_latin="")
    with pytest.raises(NameRefused):
        rename(register_unit())


def test_a_name_already_borne_is_no_change_and_each_name_is_borne_until_the_next():
    fatima = register_artisan()
    rename(fatima, on=THEN, at=LATER)

    with pytest.raises(NothingToChange):
        rename(fatima, on=THEN, at=LATER)
    with pytest.raises(ActDayRefused):
        rename(fatima, family_name_latin="Tazi", on=TODAY, at=LATER)
