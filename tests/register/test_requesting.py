"""Fatima moves house, changes trade, leaves: what is asked for of an entry, before anybody decides."""

import datetime as dt
import json
from pathlib import Path

import pytest
from django.db import connection

from hirfa.register import rules
from hirfa.register.changes import change_faults, told_before
from hirfa.register.choices import RequestState
from hirfa.register.models import EntryRequest
from hirfa.register.operations import EntryRequestRefused, ask_for_change, conclude_request, note_hearing
from tests.factories.accounts import UserFactory
from tests.factories.casework import AT, lay_procedure
from tests.factories.register import register_artisan
from tests.states import published_moves

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 1, 15)
NEW_PLACE = {"province": "03.591", "commune": "03.591.01", "address": "زنقة 9"}


@pytest.fixture(autouse=True)
def procedure():
    lay_procedure()


def ask(act="CHANGE_ADDRESS", after=None, ground="", entry=None):
    entry = entry or register_artisan(address="Douar Ouled Ali")
    return ask_for_change(entry=entry, act=act, after=after or {}, ground=ground, by="tests", on=DAY, at=AT)


def test_a_request_keeps_what_was_and_what_is_to_be():
    request = ask(after=NEW_PLACE)

    assert json.loads(request.before) == {"province": "03.591", "commune": "", "address": "Douar Ouled Ali"}
    assert json.loads(request.after) == NEW_PLACE
    with connection.cursor() as cursor:
        cursor.execute("SELECT before FROM register_entryrequest")
        assert b"Douar" not in bytes(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("act", "after", "ground", "fault"),
    [
        ("CHANGE_ADDRESS", NEW_PLACE, "", None),
        ("CHANGE_ADDRESS", {"province": "03.591", "commune": "", "address": "Douar Ouled Ali"}, "", "no_change"),
        ("CHANGE_ADDRESS", NEW_PLACE | {"province": "07.351", "commune": ""}, "", "of_another_chamber"),
        ("CHANGE_ADDRESS", NEW_PLACE | {"commune": "07.351.01"}, "", "of_another_province"),
        ("CHANGE_ADDRESS", NEW_PLACE | {"address": "x" * 201}, "", "too_long"),
        ("CHANGE_TRADE", {"trade": "T-BRASS"}, "", None),
        ("CHANGE_TRADE", {"trade": "T-NONE"}, "", "unknown"),
        ("CHANGE_CHAMBER", {"chamber": "07", "province": "07.351", "commune": "", "address": "x"}, "", None),
        (
            "CHANGE_CHAMBER",
            {"chamber": "07", "province": "03.591", "commune": "", "address": "x"},
            "",
            "of_another_chamber",
        ),
        ("CHANGE_CHAMBER", {"chamber": "03", "province": "03.591", "commune": "", "address": "x"}, "", "no_change"),
        ("CHANGE_NAME", {"given_name_ar": "فاطمة", "family_name_ar": "الإدريسي"}, "", None),
        ("CHANGE_NAME", {"given_name_ar": "Fatima", "family_name_ar": "x"}, "", "not_arabic"),
        ("CHANGE_NAME", {"given_name_ar": "فاطمة"}, "", "no_whole_name"),
        ("CLOSURE", {}, "REQUEST", None),
        ("CLOSURE", {}, "BOREDOM", "unknown"),
    ],
)
def test_what_is_wrong_is_named_and_not_examined(act, after, ground, fault):
    entry = register_artisan(address="Douar Ouled Ali")

    found = change_faults(entry, act, after, ground=ground, on=DAY)

    assert [each.reason for each in found][:1] == ([fault] if fault else [])
    if fault:
        with pytest.raises(EntryRequestRefused):
            ask(act, after, ground, entry)


def test_the_same_is_asked_for_once_at_a_time():
    entry = register_artisan(address="Douar Ouled Ali")
    first = ask(after=NEW_PLACE, entry=entry)

    with pytest.raises(EntryRequestRefused):
        ask(after=NEW_PLACE, entry=entry)
    conclude_request(request=first, state=RequestState.REFUSED, by="karim", at=AT)
    assert ask(after=NEW_PLACE, entry=entry).state == "OPEN"


def test_nobody_is_struck_off_for_fraud_unheard():
    request = ask("CLOSURE", ground="FRAUD")

    with pytest.raises(EntryRequestRefused):
        conclude_request(request=request, state=RequestState.DONE, by="karim", at=AT)
    note_hearing(request=request, on=DAY, words="قالت إنها كانت مريضة", by="samira", at=AT)
    assert conclude_request(request=request, state=RequestState.DONE, by="karim", at=AT).state == "DONE"


def test_who_asks_to_leave_is_not_heard_first():
    assert (
        conclude_request(request=ask("CLOSURE", ground="REQUEST"), state=RequestState.DONE, by="x", at=AT).state
        == "DONE"
    )


def test_a_hearing_has_words_and_a_request_ends_once():
    request = ask("CLOSURE", ground="FRAUD")

    with pytest.raises(EntryRequestRefused):
        note_hearing(request=request, on=DAY, words=" ", by="samira", at=AT)
    conclude_request(request=request, state=RequestState.REFUSED, by="karim", at=AT)
    for again in (
        lambda: note_hearing(request=request, on=DAY, words="x", by="samira", at=AT),
        lambda: conclude_request(request=request, state=RequestState.REFUSED, by="karim", at=AT),
    ):
        with pytest.raises(EntryRequestRefused):
            again()


def test_requests_are_seen_where_the_entry_is_kept():
    request = ask(after=NEW_PLACE)

    assert EntryRequest.objects.visible_to(UserFactory()).get() == request
    assert not EntryRequest.objects.visible_to(UserFactory(elsewhere=True)).exists()


def test_what_an_entry_says_is_told_by_act():
    entry = register_artisan()

    assert told_before(entry, "CHANGE_TRADE") == {"trade": "T-CARPET"}
    assert told_before(entry, "CLOSURE") == {}
    assert told_before(entry, "CHANGE_NAME")["family_name_latin"] == "El Idrissi"


def test_the_published_states_of_a_request_are_those_of_the_code():
    assert published_moves(Path("docs/states/entry-request.md")) == rules.REQUEST_MOVES
    assert set(rules.REQUEST_MOVES) == set(RequestState.values)
