"""A real process, killed in the middle of a chamber's file (kill -9), on a database of its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LINES = 3_000
FAMILIES = ("Tazi", "Berrada", "Drissi", "Naciri", "Mernissi", "Sqalli")  # whose keys lie on shelves of their own
SCRIPT = """
import datetime as dt, os, signal, sys
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from hirfa.reference.models import Chamber
from hirfa.register import queries
from hirfa.register.operations import import_register
from tests.factories.register import AT, lay_reference
from hirfa.register.models import Holder, IdentityKey, NameKey, SourceFile
from hirfa.register.operations import importing, staging
from django.db import connection
lay_reference()
print(Holder.objects.count(), NameKey.objects.count(), flush=True)
importing._LINES_A_PART, importing._LINES_A_TRANSACTION, staging._LINES_A_SLICE = 250, 500, 500
die_at, times = sys.argv[2], int(sys.argv[3])
def pass_by(place):
    global times
    times -= place == die_at
    if not times:
        os.kill(os.getpid(), signal.SIGKILL)
def progress(step, done):
    pass_by(step)
def asked(execute, sql, params, many, context):
    if sql.startswith("DELETE FROM register_sourcerow"):
        pass_by("clear")
    return execute(sql, params, many, context)
counted = queries.count_in_force(on=dt.date(2024, 1, 1))
data = open(sys.argv[1], "rb").read()
chamber = Chamber.objects.get(code="03")
with connection.execute_wrapper(asked):
    done = import_register(
        chamber=chamber, name="list.csv", data=data, by="tests", at=AT, processes=1, progress=progress
    )
rows = [m.objects.count() for m in (Holder, SourceFile)]
lost = [m.objects.filter(person__holder__isnull=True).count() for m in (NameKey, IdentityKey)]
print(counted, done.loaded, *rows, *lost, queries.count_in_force(on=dt.date(2024, 1, 1)))
"""
# where a process is killed, and when it comes there for the n-th time
KILLED = (("stage", 2), ("clear", 2), ("keys", 3), ("load", 1))


def test_a_killed_import_leaves_nothing_half_loaded_and_running_again_finishes(tmp_path):
    lines = [
        f"{n};{FAMILIES[n % len(FAMILIES)]};Ali;H;1980;AB{n:06d};;Carpets;;Taounate;06/03/2023" for n in range(LINES)
    ]
    heading = "N°;Nom;Prénom;Sexe;Date de naissance;CIN;Téléphone;Métier;Qualité;Province;Date d'inscription"
    file = tmp_path / "list.csv"
    file.write_text("\n".join([heading, *lines]), encoding="utf-8")

    found = [run(tmp_path, file, *killed) for killed in KILLED]
    finished = run(tmp_path, file, "never", 1)

    assert [one.returncode for one in found] == [-signal.SIGKILL] * len(KILLED), [one.stderr for one in found]
    assert finished.returncode == 0, finished.stderr
    # what each found of the one killed before it: (holders staged, keys of names staged)
    nothing, staged, clearing, keyed, whole = [tuple(map(int, one.stdout.split()[:2])) for one in (*found, finished)]
    assert nothing == (0, 0)
    assert staged == (1_000, 0)  # two transactions of 500
    assert clearing == (1_000 - 499, 0)  # one slice of 500 lines, of which the first is the heading
    assert keyed[0] == LINES
    assert 0 < keyed[1] < 2 * LINES == whole[1]  # two keys a name, some shelves written
    assert whole[0] == LINES
    assert finished.stdout.split()[2:] == ["0", str(LINES), str(LINES), "1", "0", "0", str(LINES)]


def run(var: Path, file: Path, die_at: str, times: int) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, str(file), die_at, str(times)],
        cwd=ROOT,
        env=environment | {"HIRFA_VAR": str(var), "DJANGO_SETTINGS_MODULE": "config.settings.dev"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
