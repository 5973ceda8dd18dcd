"""Values on their way out to a spreadsheet."""

from typing import Final

# A spreadsheet runs a cell that begins so (CWE-1236); a tab or return before it does not help.
_RUNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def escape_cell(text: str) -> str:
    """Return the text as a spreadsheet will show it and never run it: an apostrophe stands before a dangerous sign.

    Numbers keep their sign. The register itself holds the text as it was delivered.
    """
    if not text.startswith(_RUNS) or _is_number(text):
        return text
    return f"'{text}"


def _is_number(text: str) -> bool:
    return text[:1] in "+-" and text[1:].replace(".", "", 1).replace(",", "", 1).isdecimal()
