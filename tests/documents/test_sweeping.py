"""Content that lies on the disk and that no row speaks of is cleared away; what is young, or spoken of, is let be."""

import datetime as dt
import os
import uuid
from pathlib import Path

import pytest
from django.utils import timezone

from hirfa.audit.models import DiaryLine
from hirfa.core.ids import new_id
from hirfa.documents import vault
from hirfa.documents.models import StoredFile
from hirfa.documents.operations import VaultUnknown, store_file, sweep_vault

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 minutes"


@pytest.fixture(autouse=True)
def own_vault(settings, tmp_path):
    settings.HIRFA_VAR = tmp_path


def lying(*, hours: int, file_id: uuid.UUID | None = None) -> uuid.UUID:
    """Content that was written so many hours ago."""
    file_id = file_id or new_id()
    vault.put(file_id, PDF)
    then = (timezone.now() - dt.timedelta(hours=hours)).timestamp()
    os.utime(vault._path(file_id), (then, then))
    return file_id


def kept() -> StoredFile:
    """A file with its row, two days old."""
    file = store_file(content=PDF, name="minutes.pdf", by="tests", at=timezone.now())
    lying(hours=48, file_id=file.pk)
    return file


def test_content_without_a_row_goes_and_the_diary_counts_it():
    file, stray = kept(), lying(hours=25)

    assert sweep_vault(by="tests", at=timezone.now()) == 1

    assert vault.get(file.pk) == PDF
    with pytest.raises(FileNotFoundError):
        vault.get(stray)
    assert DiaryLine.objects.get(verb="vault.swept").facts == {"files": 1}
    assert sweep_vault(by="tests", at=timezone.now()) == 0


def test_what_was_written_in_the_last_day_waits_for_its_transaction():
    young = lying(hours=23)

    assert sweep_vault(by="tests", at=timezone.now()) == 0
    assert vault.get(young) == PDF


def test_half_of_a_file_goes(tmp_path):
    stray = lying(hours=25)
    path = vault._path(stray)
    half = path.rename(path.with_suffix(".part"))

    sweep_vault(by="tests", at=timezone.now())

    assert not half.exists()


def test_the_files_of_another_database_are_not_touched():
    strays = [lying(hours=25) for _each in range(21)]
    kept()

    with pytest.raises(VaultUnknown):
        sweep_vault(by="tests", at=timezone.now())

    assert all(vault.get(stray) == PDF for stray in strays)


def test_what_somebody_erases_meanwhile_and_what_is_no_content_stop_no_sweep(tmp_path, monkeypatch):
    gone, stray = lying(hours=25), lying(hours=26)
    foreign = vault._path(stray).with_name(".nfs000000000001")
    foreign.write_bytes(b"of the disk")
    os.utime(foreign, (0, 0))
    found = [vault._path(gone), vault._path(stray), foreign]
    vault.remove(gone)
    monkeypatch.setattr(Path, "glob", lambda _folder, _names: iter(found))  # as it was read before

    assert sweep_vault(by="tests", at=timezone.now()) == 1

    assert not vault._path(stray).exists()
    assert foreign.exists()
