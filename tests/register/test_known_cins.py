"""A CIN that somebody else bears: both enter, and both are flagged for somebody to look at."""

import pytest

from hirfa.reference.models import Chamber
from hirfa.register.models import Person, SourceFile
from hirfa.register.operations import import_register
from tests.factories.register import AT, artisan, lay_reference, register

pytestmark = pytest.mark.django_db

HEADINGS = "N°;Nom;Prénom;Sexe;CIN;Métier;Province;Date d'inscription"
FATIMA = "17;El Idrissi;Fatima;F;AB123456;Carpets;Taounate;06/03/2023"
BRAHIM = "18;Ait Ouaziz;Brahim;H;;T-BRASS;Taounate;2023-03-06"


@pytest.fixture(autouse=True)
def reference():
    lay_reference()


def deliver(*lines: str, chamber: str = "03", **how):
    data = "\n".join([HEADINGS, *lines]).encode()
    kept_by = Chamber.objects.get(code=chamber)
    return import_register(chamber=kept_by, name="list.csv", data=data, by="tests", at=AT, **how)


def test_a_cin_already_known_is_loaded_and_both_are_flagged():
    register([artisan(cin="AB123456")])

    result = deliver(BRAHIM, FATIMA)

    assert (result.loaded, result.flagged) == (2, (3,))
    assert sorted(person.cin_shared for person in Person.objects.current()) == [False, True, True]


def test_two_chambers_that_send_one_cin_at_the_same_time_flag_both():
    def send_another(step: str, _done: int) -> None:
        if step == "load" and not SourceFile.objects.filter(chamber="07").exists():
            deliver(FATIMA.replace("Taounate", "07.351"), chamber="07")

    result = deliver(FATIMA, progress=send_another)

    assert result.flagged == (2,)
    assert [person.cin_shared for person in Person.objects.current()] == [True, True]
    assert SourceFile.objects.get(chamber="03").counts["flagged"] == 1


def test_two_lines_with_one_cin_are_both_flagged():
    other = FATIMA.replace("17;", "19;").replace("Fatima", "Zineb")

    assert deliver(FATIMA, other, BRAHIM).flagged == (2, 3)
