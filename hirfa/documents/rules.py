"""What a file is, by its bytes: a name proves nothing. No database, no clock, no Django."""

from typing import Final

MAX_BYTES: Final = 50 * 1024 * 1024

_SIGNATURES: Final = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"PK\x03\x04", "XLSX"),
)


def kind_of(content: bytes) -> str | None:
    """Return the kind of a file (a value of FileKind), or None for one that is not kept. A text without NUL is a CSV."""
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return kind if kind != "XLSX" or b"xl/" in content else None
    if not content or b"\x00" in content:
        return None
    for encoding in ("utf-8-sig", "cp1256"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return "CSV"
    return None
