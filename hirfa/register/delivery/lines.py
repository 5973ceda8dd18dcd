"""One delivered line made into a record, or the reasons why not."""

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from hirfa.names import is_arabic, normal, western_digits

from .. import rules
from ..records import PersonRecord
from .faults import LineFault
from .values import EMPTY, SEXES, TITLES, find_date

_FIRST_YEAR: Final = 1900
_LONGEST: Final = {"local_number": 32, "address": 200, "email": 120}
_HIDDEN: Final = frozenset({"cin", "phone", "email", "address"})
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Grid:
    """What a file's lines are read against: its columns, the reference lists by normal label and code, the day."""

    chamber: str
    columns: Mapping[int, str]
    width: int
    trades: Mapping[str, str]
    provinces: Mapping[str, str]
    own_provinces: frozenset[str]
    communes: Mapping[tuple[str, str], str]
    today: dt.date


def read_line(number: int, cells: Sequence[str], grid: Grid) -> PersonRecord | list[LineFault]:
    """Return the record of a line, or all that is wrong with it."""
    line = _Line(number, cells, grid)
    record = line.record()
    return line.faults or record


class _Line:
    def __init__(self, number: int, cells: Sequence[str], grid: Grid) -> None:
        self.number, self.grid, self.cells = number, grid, cells
        self.faults: list[LineFault] = []
        self.values = {column: _tidy(cells[at]) for at, column in grid.columns.items() if at < len(cells)}

    def record(self) -> PersonRecord:
        if any(_tidy(cell) for cell in self.cells[self.grid.width :]):
            self.fault("line", "extra_cell", "")
        for column, longest in _LONGEST.items():
            if len(self.values.get(column, "")) > longest:
                self.fault(column, "too_long", self.values[column][:20])
        names = self.names()
        registered_on = self.registered_on()
        born_on, precision = self.born_on(registered_on)
        province = self.province()
        title = self.one_of(TITLES, "title", "unknown_title") if self.values.get("title") else "ARTISAN"
        return PersonRecord(
            given_name_ar=names["given_name_ar"],
            family_name_ar=names["family_name_ar"],
            given_name_latin=names["given_name_latin"],
            family_name_latin=names["family_name_latin"],
            registered_on=registered_on,
            sex=self.one_of(SEXES, "sex", "not_a_sex"),
            chamber=self.grid.chamber,
            province=province,
            trade=self.one_of(self.grid.trades, "trade", "unknown_trade"),
            born_on=born_on,
            birth_precision=precision,
            commune=self.commune(province),
            address=self.values.get("address", ""),
            cin=self.checked("cin", rules.find_cin, "not_a_cin"),
            phone=self.checked("phone", rules.find_phone, "not_a_phone"),
            email=self.values.get("email", ""),
            local_number=western_digits(self.values.get("local_number", "")),
            maalem_on=registered_on if title == "MAALEM" else None,
            line=self.number,
            source=_encode(list(self.cells)),
        )

    def fault(self, column: str, reason: str, value: str) -> None:
        shown = rules.masked(value) if column in _HIDDEN else value[:60]
        self.faults.append(LineFault(self.number, column, reason, shown))

    def names(self) -> dict[str, str]:
        """Return the four names. Each goes where its letters belong, whatever the heading; one script must be whole."""
        found = dict.fromkeys(("given_name_ar", "family_name_ar", "given_name_latin", "family_name_latin"), "")
        for column in ("given_name_ar", "family_name_ar", "given_name_latin", "family_name_latin"):
            value = self.values.get(column, "")
            if not value:
                continue
            if not any(map(str.isalpha, value)):
                self.fault(column, "not_a_name", value)
            elif not rules.name_fits(value):
                self.fault(column, "too_long", value[:20])
            else:
                kind = column.rpartition("_")[0]
                found[f"{kind}_ar" if is_arabic(value) else f"{kind}_latin"] = value
        whole = [
            script for script in ("ar", "latin") if found[f"family_name_{script}"] and found[f"given_name_{script}"]
        ]
        if not whole and not self.faults:
            script = "latin" if found["family_name_latin"] or found["given_name_latin"] else "ar"
            for kind in ("family_name", "given_name"):
                if not found[f"{kind}_{script}"]:
                    self.fault(f"{kind}_{script}", "missing", "")
        return found

    def registered_on(self) -> dt.date:
        text = self.values.get("registered_on", "")
        found = find_date(text)
        if not text:
            self.fault("registered_on", "missing", "")
        elif found is None:
            self.fault("registered_on", "not_a_date", text)
        elif found[1] != "DAY":
            self.fault("registered_on", "not_to_the_day", text)
        elif found[0] > self.grid.today:
            self.fault("registered_on", "in_the_future", text)
        elif found[0].year < _FIRST_YEAR:
            self.fault("registered_on", "too_early", text)
        return found[0] if found else self.grid.today

    def born_on(self, registered_on: dt.date) -> tuple[dt.date | None, str]:
        text = self.values.get("born_on", "")
        if not text:
            return None, ""
        found = find_date(text)
        if found is None:
            self.fault("born_on", "not_a_date", text)
            return None, ""
        if found[0].year < _FIRST_YEAR:
            self.fault("born_on", "too_early", text)
        elif found[0] >= registered_on:
            self.fault("born_on", "after_registration", text)
        return found

    def province(self) -> str:
        code = self.one_of(self.grid.provinces, "province", "unknown_province")
        if code and code not in self.grid.own_provinces:
            self.fault("province", "province_elsewhere", self.values["province"])
        return code

    def commune(self, province: str) -> str | None:
        text = self.values.get("commune", "")
        if not text or not province:
            return None
        found = self.grid.communes.get((province, text)) or self.grid.communes.get((province, normal(text)))
        if found is None:
            self.fault("commune", "unknown_commune", text)
        return found

    def one_of(self, known: Mapping[str, str], column: str, reason: str) -> str:
        text = self.values.get(column, "")
        found = known.get(text) or known.get(normal(text))
        if not text:
            self.fault(column, "missing", "")
        elif found is None:
            self.fault(column, reason, text)
        return found or ""

    def checked(self, column: str, find: Callable[[str], str | None], reason: str) -> str:
        text = western_digits(self.values.get(column, ""))
        found = find(text) if text else ""
        if found is None:
            self.fault(column, reason, text)
        return found or ""


@lru_cache(maxsize=1 << 16)
def _tidy(cell: str) -> str:
    """Return a cell's text on one line, direction marks gone; what stands for "nothing" is nothing."""
    text = " ".join(cell.translate(_MARKS).split())
    return "" if text in EMPTY else text


_MARKS: Final = dict.fromkeys(
    map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\x00")
)
