"""What can be wrong with a delivered file or line, in words for the person who sent it."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hirfa.core.errors import Refusal


class LineFault(NamedTuple):
    """One reason why one line is not loaded. `value` is what was found, a CIN or telephone masked."""

    line: int
    column: str  # columns.COLUMN_LABELS
    reason: str  # REASONS
    value: str


REASONS: Final[dict[str, Promise]] = {
    "missing": _("is missing"),
    "not_a_date": _("is not a date: write 31/12/1980, 1980-12-31 or the year alone"),
    "not_to_the_day": _("must be a full date"),
    "in_the_future": _("is in the future"),
    "too_early": _("is too early"),
    "after_registration": _("is later than the registration"),
    "not_a_sex": _("is not a sex: write F or M"),
    "not_a_cin": _("is not a CIN: one or two letters, then digits"),
    "not_a_phone": _("is not a Moroccan telephone number"),
    "not_a_name": _("holds no letter"),
    "too_long": _("is too long"),
    "unknown_trade": _("is not in the nomenclature of trades"),
    "unknown_province": _("is not a province or prefecture"),
    "province_elsewhere": _("is a province of another chamber's region"),
    "unknown_commune": _("is not a commune of this province"),
    "unknown_title": _("is not a title: write artisan or maalem"),
    "extra_cell": _("stands beyond the last column"),
    "repeated": _("already stands in this file, on a line above"),
}


class FileRefused(Refusal):
    """A file from which nothing is loaded. `code` says why; `faults` are its faulty lines in a strict import."""

    def __init__(
        self,
        code: str,
        message: Promise,
        values: Mapping[str, object] | None = None,
        *,
        faults: tuple[LineFault, ...] = (),
    ) -> None:
        super().__init__(message)
        self.code = code  # type: ignore[misc]  # a class says one code, this one says which of its family
        self.values = values or {}
        self.faults = faults

    def __str__(self) -> str:
        """Say it in the language of whoever reads it now, who need not be the one who sent the file."""
        said = str(self.message)
        return said % {name: str(value) for name, value in self.values.items()} if self.values else said
