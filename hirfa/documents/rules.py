"""What a file is, by its bytes: a name proves nothing. No database, no clock, no Django."""

import unicodedata
from typing import Final

MAX_BYTES: Final = 50 * 1024 * 1024
MAX_NAME: Final = 120  # characters: it is shown, and stands in a column of a table

_SIGNATURES: Final = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"PK\x03\x04", "XLSX"),
)
_UTF_16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


def kind_of(content: bytes) -> str | None:
    """Return the kind of a file (a value of FileKind), or None for one that is not kept. A text without NUL is a CSV.

    Texts are UTF-16 with its mark, UTF-8 or Windows Arabic, as the register reads them.
    """
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return kind if kind != "XLSX" or b"xl/" in content else None
    encodings = ("utf-16",) if content.startswith(_UTF_16_MARKS) else ("utf-8-sig", "cp1256")
    for encoding in encodings if content else ():
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return "CSV" if "\x00" not in text else None
    return None


def shown_name(name: str) -> str:
    """Return the name of a file as it may be kept and shown: one line, of a bounded length, in the order it is read.

    Controls, marks of direction (an "exe" that reads as "csv") and what was no character are left out (Unicode TR36, 3.2).
    A name too long keeps its end, which tells the kind.
    """
    kept = "".join(
        sign for sign in unicodedata.normalize("NFC", name) if unicodedata.category(sign)[0] != "C" and sign != "\ufffd"
    )
    one_line = " ".join(kept.split())
    return one_line if len(one_line) <= MAX_NAME else f"…{one_line[1 - MAX_NAME :]}"
