"""The same file comes again, and lines that are at the edge of what enters."""

import datetime as dt

import pytest

from hirfa.audit.models import DiaryLine
from hirfa.reference.models import Trade
from hirfa.register import queries
from hirfa.register.delivery.faults import FileRefused
from hirfa.register.models import Holder, SourceFile
from hirfa.register.searching import search_people
from tests.factories.accounts import UserFactory
from tests.factories.register import lay_reference

from .delivering import BRAHIM, FATIMA, csv, deliver, people

pytestmark = pytest.mark.django_db
D = dt.date


@pytest.fixture(autouse=True)
def reference():
    lay_reference()


def test_the_same_file_twice_changes_nothing():
    deliver(csv(FATIMA, BRAHIM))
    before = (SourceFile.objects.count(), Holder.objects.count(), DiaryLine.objects.count())

    result = deliver(csv(FATIMA, BRAHIM))

    assert (result.loaded, result.unchanged) == (0, 2)
    assert before == (SourceFile.objects.count(), Holder.objects.count(), DiaryLine.objects.count())


def test_a_line_refused_for_an_unknown_trade_enters_once_the_nomenclature_has_it():
    wood = BRAHIM.replace("T-BRASS", "Marqueterie")
    first = deliver(csv(FATIMA, wood))
    again = deliver(csv(FATIMA, wood))
    assert (first.loaded, first.refused) == (1, 1)
    assert (again.loaded, again.unchanged, again.refused, again.faults) == (0, 1, 1, first.faults)
    assert SourceFile.objects.count() == 1

    Trade.objects.create(code="T-WOOD", branch_id="T", label_fr="Marqueterie", label_ar="تطعيم الخشب")
    result = deliver(csv(FATIMA, wood))

    assert (result.loaded, result.unchanged, result.refused) == (1, 1, 0)
    assert [person.given_name_latin for person in people()] == ["Brahim", "Fatima"]
    last = deliver(csv(FATIMA, wood))
    assert (last.loaded, last.unchanged, last.refused) == (0, 2, 0)


def test_a_file_that_was_loaded_with_faults_is_refused_when_it_is_sent_again_strictly():
    deliver(csv(FATIMA, "19;;;;;;;;;;"))

    with pytest.raises(FileRefused) as refusal:
        deliver(csv(FATIMA, "19;;;;;;;;;;"), strict=True)
    assert refusal.value.faults


def test_a_longer_file_loads_only_the_lines_that_are_new():
    deliver(csv(FATIMA))

    result = deliver(csv(FATIMA, BRAHIM))

    assert (result.loaded, result.unchanged) == (1, 1)
    assert queries.count_in_force(on=D(2024, 1, 1)) == 2


LONG = "bdfjkmnrsz" * 8  # 80 letters, each of which stays in the key


@pytest.mark.parametrize(
    ("family", "given"), [(LONG, LONG[::-1]), ("x" * 80, "ax" * 40)], ids=["no letter lost", "each x two consonants"]
)
def test_the_longest_names_enter_and_are_found(family, given):
    deliver(csv(FATIMA.replace("El Idrissi", family).replace("Fatima", given)))

    (hit,) = search_people(user=UserFactory(), text=f"{given} {family[:20]}")
    assert hit.family_name_latin == family


def test_a_name_of_ligatures_whose_letters_have_no_room_is_refused_alone():
    ligature = "\ufdfa"  # the letters of four words
    result = deliver(csv(FATIMA.replace("Fatima", ligature * 5).replace("El Idrissi", "الإدريسي"), BRAHIM))

    assert (result.loaded, result.refused) == (1, 1)
    assert [(fault.column, fault.reason) for fault in result.faults] == [("given_name_latin", "too_long")]


def test_the_keys_are_told_too_before_a_file_is_called_prepared():
    told = []

    deliver(csv(FATIMA, BRAHIM), progress=lambda step, done: told.append((step, done)))

    steps = list(dict.fromkeys(step for step, _done in told))
    keys = [done for step, done in told if step == "keys"]
    assert steps == ["check", "stage", "keys", "load"]
    assert keys == sorted(keys)
    assert (keys[-1], len(keys) > 2) == (2, True)
