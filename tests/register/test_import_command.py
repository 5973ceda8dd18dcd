"""A chamber's file loaded by `hirfa import_register`: what the terminal says, and what it never says."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from hirfa.register.models import Holder, SourceFile
from hirfa.register.queries import count_in_force
from tests.factories.register import lay_reference

pytestmark = pytest.mark.django_db

HEADINGS = "N°;Nom;Prénom;Sexe;Date de naissance;CIN;Métier;Province;Date d'inscription"
FATIMA = "17;El Idrissi;Fatima;F;31/12/1980;AB123456;Carpets;Taounate;06/03/2023"
BORN_IN_75 = "18;Ait Ouaziz;Brahim;H;75;;T-BRASS;Taounate;2023-03-06"


@pytest.fixture(autouse=True)
def reference():
    lay_reference()


def test_the_command_says_what_is_wrong_and_never_a_cin(tmp_path, capsys):
    file = tmp_path / "list.csv"
    file.write_text(f"{HEADINGS}\n{FATIMA}\n{BORN_IN_75}\n", encoding="utf-8")

    call_command("import_register", str(file), chamber="03", verbosity=0, lang="fr")

    told = capsys.readouterr()
    assert "75" in told.err
    assert "AB123456" not in told.out + told.err
    assert count_in_force(on=dt.date(2024, 1, 1)) == 1


@pytest.mark.parametrize(
    ("chamber", "name", "told"), [("99", "list.csv", "99"), ("03", "missing.csv", "missing.csv"), ("03", ".", "read")]
)
def test_the_command_refuses_what_is_not_there(tmp_path, chamber, name, told):
    (tmp_path / "list.csv").write_text(f"{HEADINGS}\n{FATIMA}\n", encoding="utf-8")

    with pytest.raises(CommandError, match=told):
        call_command("import_register", str(tmp_path / name), chamber=chamber, verbosity=0)
    assert not SourceFile.objects.exists()
    assert not Holder.objects.exists()
