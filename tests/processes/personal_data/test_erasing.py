"""Fatima's data is kept while the law keeps it, then nothing says who she was, and everything that was counted still is."""

import datetime as dt

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models, transaction
from django.db.utils import IntegrityError

from hirfa.audit.models import DiaryLine
from hirfa.audit.queries import list_chains, verify_chain
from hirfa.core.crypto import SealedField
from hirfa.documents.models import StoredFile
from hirfa.processes.messages import RECEIVED
from hirfa.processes.operations import restore_holder
from hirfa.processes.personal_data.erasing import OBSTACLES, erase_person, list_obstacles
from hirfa.processes.personal_data.holdings import HOLDINGS, trail_of
from hirfa.processes.personal_data.table import Erasure, personal_fields
from hirfa.register.choices import ErasureGround
from hirfa.register.models import Entry, Holder, Person
from hirfa.register.operations import ErasureRefused, StandingMoveRefused
from hirfa.register.queries import count_in_force, search_people
from hirfa.register.rules import nia_is_valid
from tests.factories.accounts import UserFactory
from tests.factories.cards import issued_card
from tests.factories.casework import AT, received_case
from tests.factories.notifications import ask
from tests.factories.register import register_artisan
from tests.factories.rights import CIN, CLOSED_AT, LATE, SIGNS, fatima, lay_delays

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def erase(entry, *, at=LATE, ground=ErasureGround.TIME_OVER):
    return erase_person(holder=entry.holder, ground=ground, by="tests", at=at)


def is_blank(row, name):
    value = getattr(row, name)
    if isinstance(value, StoredFile):
        return value.erasing_since is not None
    return value in {None, "", False}


def declared():
    """The fields that are to be emptied or deleted, of models that hold something of the registered or applicants."""
    known = {model._meta.label: find for model, find in HOLDINGS.items()}
    for field in personal_fields().fields:
        if field.erasure is not Erasure.KEEP and field.model in known and field.name != "id":
            yield field, known[field.model]


def test_the_table_is_what_happens():
    """Every field that the table calls emptied or deleted held something of Fatima, and holds nothing of her after."""
    entry = fatima()
    before = trail_of(entry.holder.person)
    full = {
        f"{field.model}.{field.name}"
        for field, find in declared()
        for row in find(before)
        if not is_blank(row, field.name)
    }
    photographs = {f"directory.Photo.{size}" for size in ("small", "large")}  # tests/directory erases those

    erase(entry)

    after = trail_of(Person.objects.get(pk=entry.holder_id))
    left = [
        f"{field.model}.{field.name}"
        for field, find in declared()
        for row in find(after)
        if field.erasure is Erasure.DELETE_ROW or not is_blank(row, field.name)
    ]
    assert {f"{field.model}.{field.name}" for field, _find in declared()} - full == photographs
    assert left == []


def test_no_column_that_anybody_can_read_names_her_any_more():
    entry = fatima()
    Person.objects.exclude(pk=entry.holder_id).get()
    erase(entry)

    found = []
    for model in apps.get_models(include_auto_created=True):
        columns = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
            and not isinstance(field, SealedField)
        ]
        for row in model._default_manager.values_list(*(field.attname for field in columns)) if columns else ():
            found += [f"{model._meta.label} {sign}" for sign in SIGNS if sign in str(row)]

    assert found == []


def test_her_number_stays_used_and_is_never_given_again():
    entry = fatima()
    number = entry.holder.nia

    erase(entry)

    assert nia_is_valid(number, digits=8)
    assert Holder.objects.get(nia=number).pk == entry.holder_id
    assert register_artisan().holder.nia != number


def test_counts_of_the_past_stay_true():
    entry = fatima()
    days = [AT.date(), CLOSED_AT.date() - DAY, CLOSED_AT.date(), LATE.date()]
    before = [count_in_force(on=day) for day in days]
    known = count_in_force(on=AT.date(), known_at=AT + DAY)

    erase(entry)

    assert [count_in_force(on=day) for day in days] == before == [2, 2, 1, 1]
    assert count_in_force(on=AT.date(), known_at=AT + DAY) == known


def test_the_diary_stays_whole_and_says_that_it_was_done_and_why(capsys):
    entry = fatima()
    lines = DiaryLine.objects.count()

    erase(entry, ground=ErasureGround.AUTHORITY)

    assert DiaryLine.objects.count() > lines
    assert all(verify_chain(chain).broken_at is None for chain in list_chains())
    call_command("verify_audit")
    [told] = DiaryLine.objects.filter(verb="person.erased")
    assert (told.facts, told.chain) == ({"ground": "AUTHORITY"}, "chamber:03")
    assert not [sign for sign in SIGNS if sign in str(list(DiaryLine.objects.values_list("facts", flat=True)))]


def test_nobody_finds_her_by_name_or_cin_and_brahim_is_still_found():
    entry = fatima()
    erase(entry)
    officer = UserFactory()

    assert search_people(user=officer, text="Idrissi") == []
    assert [hit.given_name_latin for hit in search_people(user=officer, text=CIN)] == ["Brahim"]
    assert [hit.given_name_latin for hit in search_people(user=officer, text=entry.holder.nia)] == [""]


def test_the_pieces_and_the_portrait_are_destroyed_and_their_hashes_stay():
    entry = fatima()

    erase(entry)

    files = HOLDINGS[StoredFile](trail_of(Person.objects.get(pk=entry.holder_id)))
    assert files.count() >= 4
    assert not files.held().exists()
    assert {len(file.sha256) for file in files} == {64}


def refused(entry, *, at=LATE):
    with pytest.raises(ErasureRefused) as refusal:
        erase(entry, at=at)
    assert str(refusal.value) == str(OBSTACLES[refusal.value.reason])
    assert not Person.objects.get(pk=entry.holder_id).erased_at
    return refusal.value.reason


def test_an_entry_in_force_is_kept():
    assert refused(fatima(closed=False)) == "ENTRY_NOT_CLOSED"


def test_a_closed_entry_is_kept_until_the_delay_is_over():
    entry = fatima()
    last = CLOSED_AT.replace(year=CLOSED_AT.year + 10)  # ten years to the day

    assert refused(entry, at=CLOSED_AT + DAY) == "DELAY_RUNS"
    assert refused(entry, at=last) == "DELAY_RUNS"
    assert erase(entry, at=last + DAY).erased_at == last + DAY


def test_a_card_that_is_still_good_keeps_its_holder():
    lay_delays()
    entry = issued_card().holder.entry
    entry.standings.update(state="CLOSED", valid_from=dt.date(2012, 1, 1))  # as an old list may say

    assert refused(entry, at=AT + DAY) == "CARD_LIVE"


def test_a_request_that_is_being_examined_keeps_the_person():
    entry = fatima()
    received_case(subject=f"register.entry:{entry.pk}", at=LATE)

    assert refused(entry) == "CASE_OPEN"


def test_a_message_still_to_be_sent_keeps_the_person():
    entry = fatima()
    ask(kind=RECEIVED.kind, values={"number": "2026-0000001"}, about=entry, at=LATE)

    assert refused(entry) == "MESSAGE_WAITS"


def test_what_was_erased_is_not_erased_again():
    entry = fatima()
    person = erase(entry)

    assert list_obstacles(person, on=LATE.date()) == ["ERASED"]
    with pytest.raises(ErasureRefused, match="already erased"):
        erase(entry)


def test_when_something_goes_wrong_nothing_is_erased(monkeypatch):
    entry = fatima()

    def broken(**words):
        raise ConnectionError

    monkeypatch.setattr("hirfa.register.operations.erasing.record", broken)

    with pytest.raises(ConnectionError), transaction.atomic():
        erase(entry)
    assert Person.objects.get(pk=entry.holder_id).family_name_latin == "El Idrissi"
    assert StoredFile.objects.held().count() == StoredFile.objects.count()


def test_an_erased_entry_does_not_return_under_its_number():
    entry = fatima()
    erase(entry)

    with pytest.raises(StandingMoveRefused, match="new application"):
        restore_holder(entry=Entry.objects.get(pk=entry.pk), on=LATE.date(), by="tests", at=LATE)


@pytest.mark.parametrize("column", ["family_name_ar", "given_name_latin", "sort_ar"])
def test_the_database_lets_nobody_write_a_name_back(column):
    entry = fatima()
    erase(entry)

    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=entry.holder_id).update(**{column: "x"})


def test_a_person_who_was_not_erased_is_still_named():
    entry = register_artisan()

    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=entry.holder_id).update(family_name_ar="", family_name_latin="")


def test_what_was_sealed_is_gone_from_the_database_itself():
    """No old ciphertext of hers is left that the keys could open."""
    entry = fatima()
    erase(entry)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM register_person WHERE cin IS NOT NULL OR phone IS NOT NULL OR email IS NOT NULL"
        )
        assert cursor.fetchone()[0] == 1  # Brahim's
