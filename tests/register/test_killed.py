"""A real process, killed in the middle of a chamber's file (kill -9), on a database of its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LINES = 6_000
SCRIPT = """
import datetime as dt, os, signal, sys
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from hirfa.reference.models import Chamber
from hirfa.register import queries
from hirfa.register.operations import import_register
from tests.factories.register import AT, lay_reference
lay_reference()
die_at = sys.argv[2]
def progress(step, done):
    if step == die_at:
        os.kill(os.getpid(), signal.SIGKILL)
counted = queries.count_in_force(on=dt.date(2024, 1, 1))
data = open(sys.argv[1], "rb").read()
chamber = Chamber.objects.get(code="03")
done = import_register(
    chamber=chamber, name="list.csv", data=data, by="tests", at=AT, processes=1, progress=progress
)
from hirfa.register.models import Holder, IdentityKey, NameKey, SourceFile
rows = [m.objects.count() for m in (Holder, SourceFile)]
lost = [m.objects.filter(person__holder__isnull=True).count() for m in (NameKey, IdentityKey)]
print(counted, done.loaded, *rows, *lost, queries.count_in_force(on=dt.date(2024, 1, 1)))
"""


def test_a_killed_import_leaves_nothing_half_loaded_and_running_again_finishes(tmp_path):
    lines = [f"{n};Tazi;Ali;H;1980;AB{n:06d};;Carpets;;Taounate;06/03/2023" for n in range(LINES)]
    heading = "N°;Nom;Prénom;Sexe;Date de naissance;CIN;Téléphone;Métier;Qualité;Province;Date d'inscription"
    file = tmp_path / "list.csv"
    file.write_text("\n".join([heading, *lines]), encoding="utf-8")

    assert run(tmp_path, file, die_at="stage").returncode == -signal.SIGKILL
    assert run(tmp_path, file, die_at="load").returncode == -signal.SIGKILL
    finished = run(tmp_path, file, die_at="never")

    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.split() == ["0", str(LINES), str(LINES), "1", "0", "0", str(LINES)]


def run(var: Path, file: Path, *, die_at: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, str(file), die_at],
        cwd=ROOT,
        env=environment | {"HIRFA_VAR": str(var), "DJANGO_SETTINGS_MODULE": "config.settings.dev"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
