"""The rows of many holders, made as plain values, so that a child process can make and seal them. No database here."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple, Protocol, cast

from hirfa.core.crypto import blind, seal
from hirfa.core.packed import Layout, RawRow, pack
from hirfa.names import ALGORITHM_VERSION, person_keys, sort_key

from . import rules
from .choices import EntryKind, HolderKind, IdentityKeyKind, StandingState, TitleKind
from .records import PersonRecord, UnitRecord

# An enumeration's value is looked up at every access: these are asked for millions of times.
PERSON, UNIT = HolderKind.PERSON.value, HolderKind.UNIT.value
ENTRY_ARTISAN = EntryKind.ARTISAN.value
IN_FORCE, SUSPENDED, CLOSED = StandingState.IN_FORCE.value, StandingState.SUSPENDED.value, StandingState.CLOSED.value
ARTISAN, MAALEM = TitleKind.ARTISAN.value, TitleKind.MAALEM.value
CIN, CIN_DIGITS = IdentityKeyKind.CIN.value, IdentityKeyKind.CIN_DIGITS.value
CIN_DELETION, PHONE = IdentityKeyKind.CIN_DELETION.value, IdentityKeyKind.PHONE.value

_NAMES: Final = slice(PersonRecord._fields.index("given_name_ar"), PersonRecord._fields.index("family_name_latin") + 1)
# The order in which tables are written: what is pointed to comes first.
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "Holder": ("id", "kind", "nia", "recorded_at"),
    "Person": (
        *("holder_id", "given_name_ar", "family_name_ar", "given_name_latin", "family_name_latin"),
        *("sort_ar", "sort_latin", "sex", "born_on", "birth_precision", "cin", "phone", "email"),
        *("portrait_seed", "cin_shared", "is_current"),
    ),
    "Unit": ("holder_id", "kind", "name_ar", "name_latin", "ice"),
    "Entry": ("id", "holder_id", "kind", "registered_on", "supervised_by_id", "recorded_at"),
    "Standing": ("entry_id", "state", "ground", "valid_from", "valid_to", "recorded_at", "retracted_at"),
    "Title": ("entry_id", "kind", "valid_from", "valid_to", "recorded_at", "retracted_at"),
    "Affiliation": ("entry_id", "chamber_id", "local_number", "valid_from", "recorded_at"),
    "Workplace": ("entry_id", "province_id", "commune_id", "address", "valid_from", "recorded_at"),
    "Practice": ("entry_id", "trade_id", "is_main", "valid_from", "recorded_at"),
    "NameKey": ("kind", "key", "algorithm", "chamber_id", "person_id"),
    "IdentityKey": ("kind", "key", "person_id"),
    "SourceRow": ("id", "file_id", "line", "identity", "content"),
    "SourceLink": ("row_id", "person_id", "linked_at"),
    "Situation": (
        *("entry_id", "holder_id", "nia", "kind", "state", "title", "sex", "region_code", "province_code"),
        *("chamber_code", "trade_code", "valid_from", "valid_to", "recorded_at", "retracted_at"),
    ),
}


KEY_TABLES: Final = ("NameKey", "IdentityKey")
KEY_PLACE: Final = 1  # of the key among the columns of both


class Packed(NamedTuple):
    """Packed rows of one table.

    Keys come in no order, and in many short transactions each would rewrite most pages of their indexes. Those of a
    staged load are laid on shelves by their beginning, so that they can be written shelf by shelf.
    """

    table: str
    shelf: str
    rows: bytes


class Built(NamedTuple):
    """The rows of one batch, and how many times each given or family name was met."""

    rows: list[Packed]
    names: dict[str, int]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a load has in common: layouts of its tables, files and regions, and the moment it is recorded.

    `moment` is UTC text. With `as_it_happened` each fact is recorded at noon UTC of the day it took effect instead.
    `staged` rows are written but not yet counted: their people are not current.
    """

    layouts: Mapping[str, Layout]
    moment: str
    as_it_happened: bool
    regions: Mapping[str, str]
    files: Mapping[str, bytes]
    nia_digits: int
    staged: bool = False


def utc_text(at: dt.datetime) -> str:
    """Return a moment as the tables hold it. Raises ValueError for a naive one."""
    if at.tzinfo is None:
        raise ValueError("a moment without time zone")
    return str(at.astimezone(dt.UTC).replace(tzinfo=None))


def line_identity(*, chamber: str, local_number: str, source: str) -> str:
    """Return what a delivered line is known by: its chamber and local number, else a keyed hash of its content."""
    if local_number:
        return f"{chamber}:{local_number}"
    return f"{chamber}#{blind('line', source) & (1 << 64) - 1:016x}"


def identity_keys(*, cin: str, phone: str) -> list[tuple[int, int]]:
    """Return (kind, keyed hash) of everything a CIN and a telephone are looked up by."""
    keys: list[tuple[int, int]] = []
    if cin:
        keys = [
            (CIN, blind("cin", cin)),
            (CIN_DIGITS, blind("cin-digits", rules.cin_digits(cin))),
            *((CIN_DELETION, blind("cin-less", left)) for left in rules.cin_deletions(cin)),
        ]
    if phone:
        keys.append((PHONE, blind("phone", phone)))
    return keys


class Named(Protocol):
    """Whoever bears a name in two scripts, each of which may lack."""

    @property
    def given_name_ar(self) -> str: ...
    @property
    def family_name_ar(self) -> str: ...
    @property
    def given_name_latin(self) -> str: ...
    @property
    def family_name_latin(self) -> str: ...


def name_keys(record: Named) -> dict[tuple[int, str], None]:
    """Return (kind, key) of a person's names in each script; once when both scripts give the same key."""
    keys: dict[tuple[int, str], None] = {}  # in order, so that the same load makes the same rows
    for given, family in (
        (record.given_name_ar, record.family_name_ar),
        (record.given_name_latin, record.family_name_latin),
    ):
        keys |= dict.fromkeys(enumerate(person_keys(given=given, family=family), start=1))
    return keys


def build_people_rows(
    records: Iterable[PersonRecord], *, ids: Sequence[bytes], first_serial: int, first_line: int, plan: Plan
) -> Built:
    """Return the packed rows of every table for these artisans, in the order of `COLUMNS`, and the names they bear.

    `ids` has one id a record; craft numbers go up from `first_serial`. Raises ValueError when counts differ.
    """
    rows = _Rows(plan)
    for place, (record, ident) in enumerate(zip(records, ids, strict=True)):
        rows.add_person(record, ident, rules.nia_of(first_serial + place, digits=plan.nia_digits), first_line + place)
    return Built(rows.packed(), dict(rows.names))


def build_unit_rows(
    records: Iterable[UnitRecord], *, ids: Sequence[bytes], first_serial: int, plan: Plan
) -> list[Packed]:
    """Return the packed rows of every table for these units, in the order of `COLUMNS`."""
    rows = _Rows(plan)
    for place, (record, ident) in enumerate(zip(records, ids, strict=True)):
        rows.add_unit(record, ident, rules.nia_of(first_serial + place, digits=plan.nia_digits))
    return rows.packed()


@lru_cache(maxsize=1 << 14)
def _noon(day: str) -> str:
    return f"{day} 12:00:00"


@lru_cache(maxsize=1 << 16)
def _iso(day: dt.date) -> str:
    return day.isoformat()


class _Rows:
    """The rows of one batch, table by table."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.tables: dict[str, list[RawRow]] = {name: [] for name in COLUMNS}
        self.names: Counter[str] = Counter()

    def packed(self) -> list[Packed]:
        return [
            Packed(name, shelf, pack(self.plan.layouts[name], rows))
            for name in COLUMNS
            for shelf, rows in self._shelves(name)
            if rows
        ]

    def _shelves(self, name: str) -> Iterable[tuple[str, list[RawRow]]]:
        """Yield the rows of a table; those of a staged key table by the beginning of the key."""
        if not self.plan.staged or name not in KEY_TABLES:
            yield "", self.tables[name]
            return
        shelves: dict[str, list[RawRow]] = {}
        for row in self.tables[name]:
            key = row[KEY_PLACE]
            shelf = key[:1] if isinstance(key, str) else f"{int(key or 0) >> 60:+d}"
            shelves.setdefault(shelf, []).append(row)
        yield from shelves.items()

    def add_person(self, record: PersonRecord, ident: bytes, nia: str, place: int) -> None:
        plan, tables = self.plan, self.tables
        since = _iso(record.registered_on)
        moment = self._moment(since)
        tables["Holder"].append((ident, PERSON, nia, moment))
        tables["Person"].append(
            (
                *(ident, record.given_name_ar, record.family_name_ar, record.given_name_latin),
                record.family_name_latin,
                sort_key(record.family_name_ar, record.given_name_ar),
                sort_key(record.family_name_latin, record.given_name_latin),
                record.sex,
                _iso(record.born_on) if record.born_on else None,
                record.birth_precision,
                seal(record.cin, context="person.cin") if record.cin else None,
                seal(record.phone, context="person.phone") if record.phone else None,
                seal(record.email, context="person.email") if record.email else None,
                *(record.portrait_seed, False, not plan.staged),
            )
        )
        self.names.update(cast("tuple[str, ...]", record[_NAMES]))
        tables["Entry"].append((ident, ident, ENTRY_ARTISAN, since, None, moment))
        self._add_place(record, ident, since, moment)
        tables["NameKey"].extend(
            (kind, key, ALGORITHM_VERSION, record.chamber, ident) for kind, key in name_keys(record)
        )
        tables["IdentityKey"].extend(
            (kind, key, ident) for kind, key in identity_keys(cin=record.cin, phone=record.phone)
        )
        self._add_source(record, ident, place, moment)
        self._add_states(record, ident, since, nia, ENTRY_ARTISAN, record.sex)

    def add_unit(self, record: UnitRecord, ident: bytes, nia: str) -> None:
        tables = self.tables
        since = _iso(record.registered_on)
        moment = self._moment(since)
        supervisor = record.supervised_by.bytes if record.supervised_by else None
        tables["Holder"].append((ident, UNIT, nia, moment))
        tables["Unit"].append((ident, record.kind, record.name_ar, record.name_latin, record.ice))
        tables["Entry"].append((ident, ident, record.kind, since, supervisor, moment))
        self._add_place(record, ident, since, moment)
        self._add_states(record, ident, since, nia, record.kind, "")

    def _moment(self, day: str) -> str:
        return _noon(day) if self.plan.as_it_happened else self.plan.moment

    def _add_place(self, record: PersonRecord | UnitRecord, ident: bytes, since: str, moment: str) -> None:
        address = seal(record.address, context="workplace.address") if record.address else None
        self.tables["Affiliation"].append((ident, record.chamber, record.local_number, since, moment))
        self.tables["Workplace"].append((ident, record.province, record.commune, address, since, moment))
        self.tables["Practice"].append((ident, record.trade, True, since, moment))

    def _add_source(self, record: PersonRecord, ident: bytes, place: int, moment: str) -> None:
        source = record.source or _as_line(record)
        self.tables["SourceRow"].append(
            (
                *(ident, self.plan.files[record.chamber], record.line or place),
                line_identity(chamber=record.chamber, local_number=record.local_number, source=source),
                seal(source, context="source_row.content"),
            )
        )
        self.tables["SourceLink"].append((ident, ident, moment))

    def _add_states(
        self, record: PersonRecord | UnitRecord, ident: bytes, since: str, nia: str, kind: str, sex: str
    ) -> None:
        """Add standings, titles and the situations that follow from them."""
        standings = [(IN_FORCE, since)]
        titles: list[tuple[str, str]] = []
        if isinstance(record, PersonRecord):
            titles = _titles(record, since)
            if record.suspended_on:
                standings.append((SUSPENDED, _iso(record.suspended_on)))
        if record.closed_on:
            standings.append((CLOSED, _iso(record.closed_on)))
        fixed = (sex, self.plan.regions[record.province], record.province, record.chamber, record.trade)
        if len(standings) == 1 and len(titles) < 2:
            self._add_unchanged(ident, nia, kind, titles[0][0] if titles else "", fixed, since)
            return
        facts = [*self._history("state", standings), *self._history("title", titles)]
        for fact in facts:
            if fact.name == "state":
                ground = record.closing_ground if fact.value == CLOSED else ""
                self.tables["Standing"].append((ident, fact.value, ground, *fact[2:]))
            else:
                self.tables["Title"].append((ident, fact.value, *fact[2:]))
        for span in rules.situations(facts):
            state, title = span.values["state"], span.values.get("title", "")
            self.tables["Situation"].append((ident, ident, nia, kind, state, title, *fixed, *span[1:]))

    def _add_unchanged(self, ident: bytes, nia: str, kind: str, title: str, fixed: tuple[str, ...], since: str) -> None:
        """Add the states of a holder of whom nothing ever changed: nine in ten, so by the short way."""
        dates = (since, None, self._moment(since), None)
        self.tables["Standing"].append((ident, IN_FORCE, "", *dates))
        if title:
            self.tables["Title"].append((ident, title, *dates))
        self.tables["Situation"].append((ident, ident, nia, kind, IN_FORCE, title, *fixed, *dates))

    def _history(self, name: str, changes: list[tuple[str, str]]) -> list[rules.Fact]:
        moments = [self._moment(day) for _value, day in changes]
        return list(rules.history(changes, moments, name=name, at_once=not self.plan.as_it_happened))


def _titles(record: PersonRecord, since: str) -> list[tuple[str, str]]:
    if record.maalem_on is None:
        return [(ARTISAN, since)]
    if record.maalem_on <= record.registered_on:
        return [(MAALEM, since)]
    return [(ARTISAN, since), (MAALEM, _iso(record.maalem_on))]


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode


def _as_line(record: PersonRecord) -> str:
    """Return a record as a delivered line would have held it."""
    return _encode(record[:-2])
