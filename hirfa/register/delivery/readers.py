"""From bytes to lines: what kind of file it is, its encoding, its delimiter, its heading line."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import python_calamine
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .. import rules
from .columns import COLUMN_LABELS, match_headings, missing_columns, repeated_columns
from .faults import FileRefused
from .workbooks import check_workbook

MOST_LINES: Final = 500_000
MOST_BYTES: Final = 300 * 1024 * 1024
_HEADING_WITHIN: Final = 10
_LEAST_HEADINGS: Final = 3
_HEADING_BYTES: Final = 40_000
_DELIMITERS: Final = ";,\t"
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_KNOWN_KINDS: Final = ((b"%PDF", "PDF"), (b"\xd0\xcf\x11\xe0", "XLS"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"))

Line = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that could be read: its columns by place, how many cells its heading has, and the lines under it.

    `lines` is read once, and may still raise FileRefused on the way.
    """

    columns: dict[int, str]
    width: int
    lines: Iterator[Line]


def read_sheet(data: bytes) -> Sheet:
    """Return the lines of a CSV or XLSX file. Raises FileRefused, which says what is wrong and where."""
    if not data.strip():
        raise FileRefused("empty", _("The file is empty."))
    if len(data) > MOST_BYTES:
        raise FileRefused("too_large", _("The file is larger than %(most)s MB."), {"most": MOST_BYTES >> 20})
    for magic, kind in _KNOWN_KINDS:
        if data.startswith(magic):
            raise FileRefused("binary", _("This is a %(kind)s file. Send a CSV or an XLSX file."), {"kind": kind})
    rows = _xlsx_rows(data) if data.startswith(b"PK\x03\x04") else _csv_rows(data)
    return _under_heading(rows)


def _under_heading(rows: Iterator[Line]) -> Sheet:
    first: list[str] | None = None
    for at, (number, cells) in enumerate(rows):
        columns = match_headings(cells)
        if first is None and any(cells):
            first = cells
        if len(columns) >= _LEAST_HEADINGS or not missing_columns(list(columns.values())):
            _refuse_bad_columns(number, columns)
            return Sheet(columns, len(cells), _lines(rows))
        if at + 1 >= _HEADING_WITHIN:
            break
    raise FileRefused(
        "wrong_columns",
        _("No line of headings was found in the first %(lines)s lines. The first line reads: %(found)s"),
        {"lines": _HEADING_WITHIN, "found": " | ".join(rules.masked(cell[:30]) for cell in (first or [])[:8])},
    )


def _refuse_bad_columns(number: int, columns: dict[int, str]) -> None:
    found = list(columns.values())
    for code, wrong in (("wrong_columns", missing_columns(found)), ("repeated_column", repeated_columns(found))):
        if wrong:
            names = format_lazy(", ".join(["{}"] * len(wrong)), *(COLUMN_LABELS[column] for column in wrong))
            message = (
                _("Line %(line)s lacks these columns: %(names)s")
                if code == "wrong_columns"
                else _("Line %(line)s has these columns twice: %(names)s")
            )
            raise FileRefused(code, message, {"line": number, "names": names})


def _lines(rows: Iterator[Line]) -> Iterator[Line]:
    count = 0
    for number, cells in rows:
        if not any(cells):
            continue
        count += 1
        if count > MOST_LINES:
            raise FileRefused(
                "too_many_lines",
                _("Line %(line)s: a file may hold %(most)s lines at most. Send it in parts."),
                {"line": number, "most": MOST_LINES},
            )
        yield number, cells
    if not count:
        raise FileRefused("no_lines", _("The file has headings but no line under them."))


def _csv_rows(data: bytes) -> Iterator[Line]:
    encoding = _encoding(data)
    delimiter = _delimiter(data[:_HEADING_BYTES].decode(encoding, "ignore"))
    text = io.TextIOWrapper(io.BytesIO(data), encoding, newline="")
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise FileRefused(
            "broken_csv",
            _("Line %(line)s cannot be read as CSV: an open quotation mark, or text after a closed one."),
            {"line": reader.line_num},
        ) from error


def _delimiter(text: str) -> str:
    """Return the delimiter that gives the heading line the most known columns; titles may stand above it."""
    heads = text.splitlines()[:_HEADING_WITHIN]

    def worth(sign: str) -> tuple[int, int]:
        cells = [_split(head, sign) for head in heads]
        return max(map(_headings, cells), default=0), sum(map(len, cells))

    return max(_DELIMITERS, key=worth)


def _split(head: str, sign: str) -> list[str]:
    return next(csv.reader([head], delimiter=sign), [])


def _encoding(data: bytes) -> str:
    """Return the encoding: UTF-16 and UTF-8 by their marks, else UTF-8, else Windows Arabic, which also holds French."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _strictly(data, "utf-16")
    if found := _CONTROL.search(data):
        line = data[: found.start()].count(b"\n") + 1
        raise FileRefused(
            "binary", _("Line %(line)s holds bytes that no text has. Send a CSV or an XLSX file."), {"line": line}
        )
    if data.startswith(b"\xef\xbb\xbf"):
        return _strictly(data, "utf-8-sig")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        head = data[:_HEADING_BYTES]
    else:
        return "utf-8"
    as_utf8, as_windows = _most_headings(head.decode("utf-8", "replace")), _most_headings(head.decode("cp1256"))
    if as_utf8 > as_windows:
        return _strictly(data, "utf-8")
    if as_windows >= _LEAST_HEADINGS:
        return "cp1256"
    raise FileRefused(
        "wrong_encoding", _("Line 1: the letters cannot be read. Save the file as CSV UTF-8 and send it again.")
    )


def _most_headings(text: str) -> int:
    heads = text.splitlines()[:_HEADING_WITHIN]
    return max((_headings(_split(head, sign)) for head in heads for sign in _DELIMITERS), default=0)


def _headings(cells: list[str]) -> int:
    return len(match_headings(cells))


def _strictly(data: bytes, encoding: str) -> str:
    start = 3 if encoding == "utf-8-sig" else 0  # the mark itself is not text
    try:
        data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        newline = "\n".encode("utf-16-le" if encoding == "utf-16" else "utf-8")
        line = data[: start + error.start].count(newline) + 1
        raise FileRefused(
            "wrong_encoding",
            _(
                "Line %(line)s is not written in %(encoding)s like the rest. Save the file as CSV UTF-8 and send it again."
            ),
            {"line": line, "encoding": encoding.removesuffix("-sig").upper()},
        ) from error
    return encoding


def _xlsx_rows(data: bytes) -> Iterator[Line]:
    check_workbook(data, most_bytes=MOST_BYTES * 4)
    try:
        sheet = python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0)
    except Exception as error:  # the reader has a dozen kinds of error of its own
        raise FileRefused(
            "broken_workbook", _("This workbook cannot be opened. Save it as XLSX and send it again.")
        ) from error
    above = sheet.start[0] if sheet.start else 0
    for number, cells in enumerate(sheet.iter_rows(), start=above + 1):
        yield number, [_cell_text(cell) for cell in cells]


def _cell_text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return str(cell)
