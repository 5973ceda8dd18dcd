"""The sample files of the README, against the reference lists that ship."""

import datetime as dt
from pathlib import Path

import pytest

from hirfa.reference.models import Chamber
from hirfa.reference.operations import load_reference
from hirfa.register import queries
from hirfa.register.operations import import_register
from tests.factories.register import AT

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parent.parent.parent / "samples"


def deliver(name: str):
    load_reference(by="tests", at=AT)
    fes = Chamber.objects.get(code="03")
    return import_register(chamber=fes, name=name, data=(SAMPLES / name).read_bytes(), by="tests", at=AT)


@pytest.mark.parametrize("name", ["register-ar.csv", "register-fr.csv", "register-fr.xlsx"])
def test_a_sample_moves_the_count_by_its_forty_lines(name):
    result = deliver(name)

    assert result.faults == ()
    assert result.loaded == 40
    assert queries.count_in_force(on=dt.date(2025, 12, 31)) == 40


def test_the_sample_with_faults_shows_one_of_each_kind():
    result = deliver("register-with-faults.csv")

    assert (result.read, result.loaded, result.refused) == (40, 24, 16)
    assert len({fault.reason for fault in result.faults}) >= 14
