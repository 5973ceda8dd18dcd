"""What a workbook must not hold before anybody lays out its cells: formulas, and cells so far away that memory ends.

The sheets are read as XML, part by part, whatever their names: what the reader of workbooks would open is what counts.
"""

import io
import re
import zipfile
from typing import Final
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from .faults import FileRefused

# The reader lays out every cell up to the last one: a single cell in the far corner asks for half a terabyte.
MOST_COLUMNS: Final = 104
MOST_ROWS: Final = 500_100
MOST_CELLS: Final = 25_000_000
_PLACE: Final = re.compile(r"([A-Za-z]+)([0-9]+)")
_FILLS: Final = frozenset({"v", "is", "f", "t"})
_STEP: Final = 1 << 20


class _NoSheet(Exception):
    """The part is something else than a sheet."""


class _Scan:
    """One part of a workbook, element by element."""

    def __init__(self) -> None:
        self.row = self.column = self.last_row = self.last_column = 0
        self.place = ""
        self.depth = 0
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.StartDoctypeDeclHandler = self.refuse_doctype
        self.parser = parser

    def refuse_doctype(self, *_told: object) -> None:
        raise _broken()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self.depth += 1
        if self.depth == 1 and local != "worksheet":
            raise _NoSheet
        if local == "row":
            told = attributes.get("r", "")
            self.row = int(told) if told.isascii() and told.isdigit() and len(told) < 12 else self.row + 1
            self.column, self.place = 0, ""
        elif local == "c":
            self.enter_cell(attributes.get("r", ""))
        elif self.place and local in _FILLS:
            self.fill_cell(formula=local == "f")

    def enter_cell(self, told: str) -> None:
        found = _PLACE.fullmatch(told)
        if found:
            self.column = _column_number(found[1])
            self.row = int(found[2]) if len(found[2]) < 12 else MOST_ROWS + 1
        else:
            self.column += 1
        self.place = told or f"{self.column}:{self.row}"

    def fill_cell(self, *, formula: bool) -> None:
        """A cell with something in it: one without is only a format, however far it lies."""
        if formula:
            raise FileRefused(
                "formula",
                _("Cell %(cell)s holds a formula. Paste values in its place and send the file again."),
                {"cell": self.place[:20]},
            )
        self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)
        if self.row > MOST_ROWS or self.column > MOST_COLUMNS or self.last_row * self.last_column > MOST_CELLS:
            raise _too_large()

    def end(self, name: str) -> None:
        self.depth -= 1
        if name.rpartition(":")[2] == "c":
            self.place = ""


def check_workbook(data: bytes, *, most_bytes: int) -> None:
    """Raise FileRefused for a workbook that holds a formula or more than memory does, that is none, or that is broken.

    `most_bytes` bounds what its parts come to once unpacked.
    """
    sheets = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            if sum(part.file_size for part in book.infolist()) > most_bytes:
                raise _too_large()
            for part in book.infolist():
                if part.filename.lower().endswith(".xml"):
                    sheets += _is_safe_sheet(book, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, expat.ExpatError) as error:
        raise _broken() from error
    if not sheets:
        raise FileRefused("binary", _("This is a ZIP file without a sheet. Send a CSV or an XLSX file."))


def _is_safe_sheet(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    scan = _Scan()
    try:
        with book.open(part) as content:
            while piece := content.read(_STEP):
                scan.parser.Parse(piece, False)
            scan.parser.Parse(b"", True)
    except _NoSheet:
        return False
    return True


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper()[:4]:
        number = number * 26 + ord(letter) - 64
    return number


def _too_large() -> FileRefused:
    return FileRefused("too_large", _("The workbook is too large once unpacked. Send it in parts."))


def _broken() -> FileRefused:
    return FileRefused("broken_workbook", _("This workbook cannot be opened. Save it as XLSX and send it again."))
