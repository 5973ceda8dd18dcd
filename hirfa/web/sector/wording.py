"""Cells that every sector list shows the same way."""

import datetime as dt
from typing import Any

from django.conf import settings

from hirfa.core import formats
from hirfa.core.money import CENTIMES_PER_DIRHAM, CENTIMES_PER_MILLION
from hirfa.register.models import Holder
from hirfa.web.formats import day_text, dirhams_text, language, number_text, percent_text
from hirfa.web.parts import Cell, Provenance


def mark() -> Provenance:
    """Everything counted from records here is invented in a demonstration, declared elsewhere."""
    return Provenance.DEMONSTRATION if settings.HIRFA_DEMONSTRATION else Provenance.DECLARED


def count_cell(value: int | None) -> Cell:
    return Cell("" if value is None else number_text(value), numeric=True)


def percent_cell(basis_points: int | None) -> Cell:
    return Cell("" if basis_points is None else percent_text(basis_points), numeric=True)


def dirhams_cell(centimes: int | None) -> Cell:
    """Whole dirhams with their thousands apart: in a column, words for millions do not compare."""
    return Cell("" if centimes is None else number_text((centimes + 50) // 100), numeric=True)


def money_text(centimes: int) -> str:
    """A sum in words; under a million dirhams in whole dirhams, for "0.00 million" says nothing."""
    if centimes >= CENTIMES_PER_MILLION:
        return dirhams_text(centimes)
    whole = (centimes + CENTIMES_PER_DIRHAM // 2) // CENTIMES_PER_DIRHAM
    return formats.dirhams(whole * CENTIMES_PER_DIRHAM, language())


def day_cell(day: dt.date | None) -> Cell:
    return Cell("" if day is None else day_text(day))


def code_cell(text: Any, url: str = "") -> Cell:
    return Cell("" if text is None else text, url=url, ltr=True)


def holder_cell(holder: Holder | None) -> Cell:
    """A unit by its name, a person by the craft number only: a name is read in the person's file, and recorded."""
    if holder is None:
        return Cell("")
    unit = getattr(holder, "unit", None) if holder.kind == "UNIT" else None
    return Cell(str(unit)) if unit is not None else code_cell(holder.nia)


def share_of(part: int, whole: int) -> int | None:
    """Return a share in basis points, halves up; None of nothing."""
    return None if whole == 0 else (part * 20_000 + whole) // (2 * whole)
