"""Workbooks written by hand to break whoever reads them."""

import io
import zipfile

import pytest
import xlsxwriter
from django.utils import translation

from hirfa.register.delivery.faults import FileRefused
from hirfa.register.delivery.readers import read_sheet

SHEET = "xl/worksheets/sheet1.xml"


def with_cell(cell: str) -> bytes:
    """A good workbook, and one more cell somewhere: `cell` as the file writes it."""
    good, made = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(good) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Nom", "Prénom", "Sexe", "Métier", "Province", "Date d'inscription"])
        sheet.write_row(1, 0, ["Alaoui", "Fatima", "F", "Fer forgé", "Fès", "2020-01-01"])
    with zipfile.ZipFile(good) as parts, zipfile.ZipFile(made, "w") as book:
        for name in parts.namelist():
            content = parts.read(name)
            if name == SHEET:
                content = content.replace(b"</sheetData>", f"{cell}</sheetData>".encode())
            book.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("cell", "code", "told"),
    [
        ("<row r='9'><c s='1' r='K9'><f>1+1</f><v>2</v></c></row>", "formula", "K9"),
        ('<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>', "too_large", "unpacked"),
        ('<row r="9"><c r="ZZZZZZZZZ9"><v>2</v></c></row>', "too_large", "unpacked"),
        ('<row r="9"><c  r = "xfd9"><v>2</v></c></row>', "too_large", "unpacked"),
        ('<row r="99999999999"><c><v>2</v></c></row>', "too_large", "unpacked"),
        ('<row r="9"><c x=">" r="XFD1048576"><v>2</v></c></row>', "too_large", "unpacked"),
        ('<row r="9"><c r="CZ499999"><v>2</v></c></row>', "too_large", "unpacked"),
        ("<row r='9'><c><v>2</v><f>1+1</f></c></row>", "formula", "1:9"),
        ("<row r='9'><c r='K9'><!-- --><f\n>1+1</f></c></row>", "formula", "K9"),
    ],
    ids=[
        *("formula in other words", "far corner", "beyond all columns", "small letters", "beyond all lines"),
        *("a sign in an attribute", "a large area", "formula of a cell without a place", "formula after a comment"),
    ],
)
def test_a_cell_that_no_honest_workbook_has_is_refused(cell, code, told):
    with pytest.raises(FileRefused) as refusal:
        list(read_sheet(with_cell(cell)).lines)

    assert refusal.value.code == code
    with translation.override("en"):
        assert told in str(refusal.value)


def test_a_sheet_under_another_name_is_looked_at_too():
    good, made = io.BytesIO(with_cell('<row r="9"><c r="XFD1048576"><v>2</v></c></row>')), io.BytesIO()
    with zipfile.ZipFile(good) as parts, zipfile.ZipFile(made, "w") as book:
        for name in parts.namelist():
            book.writestr("xl/elsewhere/page.xml" if name == SHEET else name, parts.read(name))

    with pytest.raises(FileRefused) as refusal:
        read_sheet(made.getvalue())

    assert refusal.value.code == "too_large"


def test_a_declaration_of_entities_is_refused():
    good, made = io.BytesIO(with_cell("")), io.BytesIO()
    with zipfile.ZipFile(good) as parts, zipfile.ZipFile(made, "w") as book:
        for name in parts.namelist():
            content = parts.read(name)
            if name == SHEET:
                content = content.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)
            book.writestr(name, content)

    with pytest.raises(FileRefused) as refusal:
        read_sheet(made.getvalue())

    assert refusal.value.code == "broken_workbook"


def test_many_openings_of_a_cell_take_no_time():
    with pytest.raises(FileRefused) as refusal:
        read_sheet(with_cell("<c " * 40_000))

    assert refusal.value.code == "broken_workbook"


def test_an_empty_cell_in_the_far_corner_is_only_a_format():
    sheet = read_sheet(with_cell('<row r="1048576"><c r="XFD1048576" s="0"/></row>'))

    assert len(list(sheet.lines)) == 1
