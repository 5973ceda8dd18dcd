"""Keys of names are derived: made anew, they find the same people."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from hirfa.audit.models import DiaryLine
from hirfa.core.locks import exclusively
from hirfa.register.models import NameKey, NameWord
from hirfa.register.operations import Rebuilt, rebuild_name_keys, rebuilding
from hirfa.register.searching import search_people
from tests.cast import AICHA, BRAHIM
from tests.factories.accounts import UserFactory
from tests.factories.register import AT, artisan, lay_reference, of_marrakech, register

pytestmark = pytest.mark.django_db


def keys():
    return sorted(NameKey.objects.values_list("kind", "key", "algorithm", "chamber_id", "person_id"))


def words():
    return sorted(NameWord.objects.values_list("word", "key", "algorithm", "people"))


@pytest.fixture
def people():
    return register([artisan(), artisan(**AICHA), of_marrakech(**BRAHIM)])


@pytest.mark.parametrize("together", [1, 2, 3, 100])
def test_keys_made_anew_are_those_that_were_loaded(people, monkeypatch, together):
    monkeypatch.setattr(rebuilding, "_PEOPLE_A_TRANSACTION", together)
    before, learned, told = keys(), words(), []

    made = rebuild_name_keys(by="tests", at=AT, progress=told.append)

    assert (keys(), words()) == (before, learned)
    assert made == Rebuilt(people=3, keys=len(before), words=len(learned))
    assert told[-1] == 3
    assert DiaryLine.objects.get(verb="names.rebuilt").facts["people"] == 3


def test_keys_of_an_older_algorithm_are_replaced_and_lost_ones_come_back(people):
    before, learned = keys(), words()
    NameKey.objects.update(algorithm=0, key="old")
    NameKey.objects.filter(person_id=people[0].holder_id).delete()
    NameWord.objects.update(algorithm=0, key="old", people=99)
    assert search_people(user=UserFactory(nationwide=True), text="Fatima El Idrissi") == []

    rebuild_name_keys(by="tests", at=AT)

    assert (keys(), words()) == (before, learned)
    assert search_people(user=UserFactory(nationwide=True), text="Fatima El Idrissi")


def test_cut_off_in_the_middle_everybody_is_still_found_and_running_again_ends_the_same(people, monkeypatch):
    monkeypatch.setattr(rebuilding, "_PEOPLE_A_TRANSACTION", 1)
    before = keys()

    def power_fails(done):
        if done == 2:
            raise SystemExit

    with pytest.raises(SystemExit):
        rebuild_name_keys(by="tests", at=AT, progress=power_fails)
    assert keys() == before

    rebuild_name_keys(by="tests", at=AT)
    assert keys() == before


def test_the_command_says_how_many(people):
    out = io.StringIO()

    call_command("rebuild_names", stdout=out, verbosity=0)

    assert out.getvalue().startswith("people: 3, keys: ")


def test_an_empty_register_has_no_key_and_no_word():
    assert rebuild_name_keys(by="tests", at=AT) == Rebuilt(people=0, keys=0, words=0)


@pytest.mark.skipif(
    connection.vendor == "postgresql", reason="the lock of a server is held by its connection, and a test has one"
)
def test_while_a_chamber_s_file_is_loaded_nothing_is_made_anew():
    lay_reference()

    with exclusively("import:07"), pytest.raises(CommandError):
        call_command("rebuild_names", verbosity=0)
