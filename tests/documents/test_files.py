"""Files kept: sealed, bound to their id, known by their bytes."""

import datetime as dt
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from django.db import transaction

from hirfa.audit.models import DiaryLine
from hirfa.documents import rules, vault
from hirfa.documents.models import StoredFile
from hirfa.documents.operations import FileNotKept, store_file, store_files
from hirfa.documents.queries import get_content

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC)
PDF = b"%PDF-1.7\nFatima's birth certificate"


@pytest.fixture(autouse=True)
def own_place(settings, tmp_path):
    settings.HIRFA_VAR = tmp_path
    return tmp_path


def on_disk(place):
    return [path for path in Path(place / "files").rglob("*") if path.is_file()]


def test_a_file_comes_back_and_lies_sealed(own_place):
    file = store_file(content=PDF, name="acte.pdf", by="tests", at=AT)

    assert get_content(file) == PDF
    assert (file.kind, file.size) == ("PDF", len(PDF))
    assert [b"Fatima" in path.read_bytes() for path in on_disk(own_place)] == [False]
    assert DiaryLine.objects.get(verb="file.stored").facts == {"kind": "PDF", "sha256": file.sha256}


def test_two_files_cannot_be_swapped_on_disk(own_place):
    first, second = (store_file(content=PDF + mark, name="x", by="tests", at=AT) for mark in (b"1", b"2"))
    paths = {path.name: path for path in on_disk(own_place)}
    paths[first.pk.hex].write_bytes(paths[second.pk.hex].read_bytes())

    with pytest.raises(InvalidTag):
        get_content(first)


def test_another_content_under_the_same_seal_is_noticed():
    file = store_file(content=PDF, name="x", by="tests", at=AT)
    vault.put(file.pk, b"%PDF-1.7 other")

    with pytest.raises(ValueError, match="not what was stored"):
        get_content(file)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "PDF"),
        (b"\x89PNG\r\n\x1a\n...", "PNG"),
        (b"\xff\xd8\xff\xe0...", "JPEG"),
        (b"PK\x03\x04....xl/workbook.xml", "XLSX"),
        (b"PK\x03\x04....word/document.xml", None),
        ("الاسم;الحرفة\n".encode(), "CSV"),
        ("الاسم;الحرفة\n".encode("cp1256"), "CSV"),
        ("الاسم;الحرفة\n".encode("utf-16"), "CSV"),
        (b"\xff\xfe\x00\x00", None),
        (b"\xff\xfea", None),
        (b"MZ\x90\x00\x03", None),
        (b"", None),
    ],
)
def test_a_file_is_what_its_bytes_say(content, kind):
    assert rules.kind_of(content) == kind


def test_what_is_not_kept_is_refused(monkeypatch):
    with pytest.raises(FileNotKept, match="Only PDF"):
        store_file(content=b"MZ\x90\x00", name="card.pdf", by="tests", at=AT)
    monkeypatch.setattr("hirfa.documents.operations.MAX_BYTES", 10)
    with pytest.raises(FileNotKept, match="larger"):
        store_file(content=PDF, name="x", by="tests", at=AT)
    assert not StoredFile.objects.exists()


def test_a_file_that_was_not_stored_leaves_nothing_on_disk(own_place, monkeypatch):
    def broken(**words):
        raise ConnectionError

    monkeypatch.setattr("hirfa.documents.operations.record", broken)

    with pytest.raises(ConnectionError):
        store_file(content=PDF, name="x", by="tests", at=AT)
    assert on_disk(own_place) == []


def test_a_file_is_not_stored_inside_of_work_that_may_be_undone(own_place):
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        store_file(content=PDF, name="x", by="tests", at=AT)
    assert on_disk(own_place) == []


def test_files_are_kept_to_their_last_day():
    store_file(content=PDF, name="x", by="tests", at=AT, keep_until=dt.date(2026, 2, 1))
    store_file(content=PDF, name="for ever", by="tests", at=AT)

    counts = [StoredFile.objects.kept_on(dt.date(2026, 2, day)).count() for day in (1, 2)]

    assert counts == [2, 1]


def test_many_files_are_kept_in_their_order_and_each_under_its_own_seal(own_place):
    contents = [PDF + mark for mark in (b"1", b"2", b"1")]

    files = store_files(contents=contents, name="x", by="tests", at=AT)

    assert [get_content(file) for file in files] == contents
    assert len(on_disk(own_place)) == 3
    assert DiaryLine.objects.get(verb="files.stored").facts == {"files": 3}


def test_of_many_files_one_that_is_not_kept_keeps_the_others_out(own_place):
    with pytest.raises(FileNotKept):
        store_files(contents=[PDF, b"\x00"], name="x", by="tests", at=AT)

    assert not StoredFile.objects.exists()
