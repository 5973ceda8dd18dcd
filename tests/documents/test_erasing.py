"""A file is destroyed for ever: row and disk agree in the end, whoever is killed in between."""

import datetime as dt
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import transaction

from hirfa.audit.models import DiaryLine
from hirfa.documents import vault
from hirfa.documents.models import StoredFile
from hirfa.documents.operations import erase_file, erase_files, finish_erasures, store_file
from hirfa.documents.queries import FileErased, get_content

ROOT = Path(__file__).parent.parent.parent
AT = dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(hours=1)
PDF = b"%PDF-1.7\nFatima's birth certificate"


@pytest.fixture(autouse=True)
def own_place(settings, tmp_path):
    settings.HIRFA_VAR = tmp_path
    return tmp_path


def on_disk(place):
    return [path for path in Path(place / "files").rglob("*") if path.is_file()]


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Do something in a transaction of its own that ends well."""

    def do(work, **words):
        with django_capture_on_commit_callbacks(execute=True):
            return work(**words, by="tests", at=LATER)

    return do


def stored(name="acte de Fatima.pdf"):
    return store_file(content=PDF, name=name, by="tests", at=AT)


@pytest.mark.django_db
def test_the_disk_is_cleared_and_the_row_proves_what_was(own_place, committed):
    file = stored()

    committed(erase_file, file=file)

    file.refresh_from_db()
    assert on_disk(own_place) == []
    assert (file.name, file.erasing_since, file.erased_at) == ("", LATER, LATER)
    assert (file.size, len(file.sha256)) == (len(PDF), 64)
    assert DiaryLine.objects.get(verb="file.erased").facts == {"sha256": file.sha256}
    with pytest.raises(FileErased):
        get_content(file)


@pytest.mark.django_db
def test_of_two_files_the_other_stays(own_place, committed):
    kept, erased = stored(), stored()

    assert committed(erase_files, files=StoredFile.objects.filter(pk=erased.pk)) == 1

    assert [path.name for path in on_disk(own_place)] == [kept.pk.hex]
    assert get_content(kept) == PDF


@pytest.mark.django_db
def test_what_is_rolled_back_is_still_there(own_place):
    file = stored()

    def work_that_fails():
        erase_file(file=file, by="tests", at=LATER)
        raise ConnectionError

    with pytest.raises(ConnectionError), transaction.atomic():
        work_that_fails()

    assert get_content(StoredFile.objects.get()) == PDF


@pytest.mark.django_db
def test_asked_twice_it_is_told_once(committed):
    file = stored()

    for _turn in range(2):
        committed(erase_file, file=file)

    assert StoredFile.objects.get().erased_at == LATER
    assert DiaryLine.objects.filter(verb="file.erased").count() == 1


@pytest.mark.django_db
def test_a_disk_that_does_not_let_go_is_tried_again_and_nothing_is_given_out(own_place, committed, monkeypatch):
    file = stored()

    def stuck(file_id):
        raise OSError(30, "read-only")

    with monkeypatch.context() as broken:
        broken.setattr(vault, "remove", stuck)
        committed(erase_file, file=file)  # the caller's work is done: the fault is logged

    file.refresh_from_db()
    assert (file.erasing_since, file.erased_at) == (LATER, None)
    with pytest.raises(FileErased):
        get_content(file)
    assert finish_erasures(at=LATER + dt.timedelta(hours=1), most=10) == 1
    assert on_disk(own_place) == []
    assert finish_erasures(at=LATER, most=10) == 0


SCRIPT = """
import datetime as dt, os, signal, sys
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from hirfa.documents import vault
from hirfa.documents.models import StoredFile
from hirfa.documents.operations import erase_file, finish_erasures, store_file
at = dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC)
step = sys.argv[1]
def die(*words):
    os.kill(os.getpid(), signal.SIGKILL)
if step == "before the disk":
    vault.remove = die
elif step == "after the disk":
    real = vault.remove
    vault.remove = lambda file_id: (real(file_id), die())
if step == "finish":
    print(finish_erasures(at=at, most=10))
else:
    erase_file(file=store_file(content=b"%PDF-1.7 x", name="x", by="tests", at=at), by="tests", at=at)
print(*[(bool(f.erasing_since), bool(f.erased_at)) for f in StoredFile.objects.all()])
"""


@pytest.mark.parametrize(("step", "left"), [("before the disk", 1), ("after the disk", 0)])
def test_a_killed_process_leaves_what_the_next_run_finishes(tmp_path, step, left):
    assert run(tmp_path, step).returncode == -signal.SIGKILL
    assert len(on_disk(tmp_path)) == left

    finished = run(tmp_path, "finish")

    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.split("\n")[:2] == ["1", "(True, True)"]
    assert on_disk(tmp_path) == []


def run(var: Path, step: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, step],
        cwd=ROOT,
        env=environment | {"HIRFA_VAR": str(var), "DJANGO_SETTINGS_MODULE": "config.settings.dev"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
