"""Definitions compiled to one SQL statement each: the only place that knows the engine (ADR 7).

The facts of a source are asked once, put in a temporary table of the transaction, and every figure is a statement over
it; a list of records is the same condition over the facts themselves. Periods are half-open ranges of days, never
functions of a column. The database returns integers only.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import DataError, ProgrammingError, connection, transaction

from .choices import Grain
from .definitions import Condition, Definition
from .periods import FigurePeriod
from .sources import Source

Parameters = tuple[Any, ...]
RECORDS: Final = "COUNT(*)"
_LONGEST_NUMBER: Final = 18  # digits: what a 64-bit id holds
_COMPARISONS: Final = {"eq": "=", "ne": "<>", "gte": ">=", "lte": "<=", "gt": ">", "lt": "<"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A measure over some records: the integer, or None when there was nothing to add up, and how many records."""

    value: int | None
    records: int


@dataclass(frozen=True, slots=True)
class Relation:
    """Something to count from: a temporary table, or the facts themselves as a subquery."""

    text: str
    parameters: Parameters = ()


def compile_measure(definition: Definition) -> str:
    """Return the SQL of a counted measure: an integer whatever the engine."""
    if _counts_records(definition):
        return RECORDS
    column = _name(definition.measure.field) if definition.measure.field else ""
    return {"count": RECORDS, "count_distinct": f"COUNT(DISTINCT {column})", "sum": f"SUM({column})"}[
        definition.measure.kind
    ]


def compile_condition(definition: Definition, period: FigurePeriod) -> Relation:
    """Return the SQL condition of a definition over a period, with its parameters."""
    lines = [_line(line) for line in definition.filter]
    lines += _in_days(definition.facts_source, period)
    return Relation(" AND ".join(text for text, _ in lines) or "1 = 1", tuple(v for _, values in lines for v in values))


def compile_recorded(source: Source, period: FigurePeriod) -> Relation:
    """Return the condition that anything at all is recorded for a period: without it a zero would stand for "no data"."""
    lines = _in_days(source, period)
    return Relation(" AND ".join(text for text, _ in lines) or "1 = 1", tuple(v for _, values in lines for v in values))


def put_facts(source: Source, *, as_of: dt.date, known_at: dt.datetime | None) -> Relation:
    """Ask a source's facts once and hold them in a temporary table until `drop_facts`."""
    table = _name(f"facts_of_{source.name}")
    facts = _facts(source, as_of=as_of, known_at=known_at)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {table}")
        cursor.execute(f"CREATE TEMPORARY TABLE {table} AS {facts.text}", facts.parameters)
    return Relation(table)


def drop_facts(relation: Relation) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {relation.text}")


def count_cells(
    relation: Relation, definition: Definition, period: FigurePeriod
) -> tuple[Cell, dict[Grain, dict[str, Cell]]]:
    """Return the measure over a period, and by each grain of the definition; what has no region or trade stands under "".

    What adds up is asked once by all grains together and added here, in exact integers; distinct counts do not add up.
    """
    grains = definition.grains
    measure = compile_measure(definition)
    if definition.measure.kind == "count_distinct" and measure != RECORDS:
        whole = _grouped(relation, definition, period, (), measure)[()]
        if whole.value != whole.records:
            apart = {grain: _grouped(relation, definition, period, (grain,), measure) for grain in grains}
            return whole, {grain: {code: cell for (code,), cell in found.items()} for grain, found in apart.items()}
        measure = (
            RECORDS  # nobody is there twice, so nobody is twice in a cell: the records are counted, which is quick
        )
    together = _grouped(relation, definition, period, grains, measure)
    folded: dict[Grain, dict[str, Cell]] = {grain: {} for grain in grains}
    whole = Cell(0 if definition.measure.kind != "sum" else None, 0)
    for codes, cell in together.items():
        whole = _added(whole, cell)
        for grain, code in zip(grains, codes, strict=True):
            folded[grain][code] = _added(folded[grain].get(code, Cell(None, 0)), cell)
    return whole, folded


def _grouped(
    relation: Relation, definition: Definition, period: FigurePeriod, grains: tuple[Grain, ...], measure: str
) -> dict[tuple[str, ...], Cell]:
    source = definition.facts_source
    columns = [_name(str(source.region if grain == Grain.REGION else source.trade)) for grain in grains]
    selected = ", ".join((*columns, measure, RECORDS))
    rest = f"GROUP BY {', '.join(columns)}" if columns else ""
    rows = _ask(f"SELECT {selected}", relation, compile_condition(definition, period), rest)
    return {tuple(code or "" for code in row[:-2]): _cell(row[-2], row[-1]) for row in rows}


def _added(one: Cell, other: Cell) -> Cell:
    values = [value for value in (one.value, other.value) if value is not None]
    return Cell(sum(values) if values else None, one.records + other.records)


def _counts_records(definition: Definition) -> bool:
    """Say whether counting a column distinct is counting the records: a holder has one entry, no need to sort 440,000."""
    return definition.measure.field in definition.facts_source.once


def list_record_ids(relation: Relation, definition: Definition, period: FigurePeriod) -> list[str]:
    """Return the ids of the records behind a figure, as text: UUIDs in hexadecimal, serial numbers in digits."""
    rows = _ask("SELECT record_id", relation, compile_condition(definition, period))
    return [record_id for (record_id,) in rows]


def is_recorded(relation: Relation, source: Source, period: FigurePeriod) -> bool:
    """Say whether a source holds any record of a period, whatever a filter keeps of them."""
    return bool(_ask("SELECT 1", relation, compile_recorded(source, period), "LIMIT 1"))


def list_records(
    definition: Definition,
    period: FigurePeriod,
    *,
    as_of: dt.date,
    known_at: dt.datetime | None,
    after: str = "",
    limit: int = 50,
    areas: Sequence[str] | None = None,
) -> list[dict[str, Any]]:
    """Return the records behind a figure by their listing columns, in the order of their ids, from the one after `after`.

    Raises ValueError for what is no id. `areas` keeps records of these regions only: the territory of the person who looks.
    """
    source = definition.facts_source
    facts, given = source.facts(as_of=as_of, known_at=known_at).query.sql_with_params()
    where = compile_condition(definition, period)
    text, parameters = where.text, where.parameters
    if after:
        text, parameters = f"{text} AND record_id > %s", (*parameters, _raw_id(after))
    if areas is not None and source.region:
        kept = ", ".join(["%s"] * len(areas)) or "NULL"
        text, parameters = f"{text} AND {_name(source.region)} IN ({kept})", (*parameters, *areas)
    try:
        with transaction.atomic():
            rows = _ask(
                f"SELECT {', '.join((_id_as_text(), *(_name(column) for column in source.listing)))}",
                Relation(f"({facts}) AS facts", tuple(given)),
                Relation(text, parameters),
                f"ORDER BY record_id LIMIT {int(limit)}",
            )
    except (DataError, ProgrammingError) as error:  # PostgreSQL compares no number with an id
        raise ValueError("no id of this source") from error
    return [dict(zip(("record_id", *source.listing), row, strict=True)) for row in rows]


def _facts(source: Source, *, as_of: dt.date, known_at: dt.datetime | None) -> Relation:
    text, parameters = source.facts(as_of=as_of, known_at=known_at).query.sql_with_params()
    columns = ", ".join(_name(name) for name in source.fields)
    select = f"SELECT {_id_as_text()} AS record_id, {columns}"
    return Relation(f"{select} FROM ({text}) AS asked ORDER BY 1", tuple(parameters))


def _id_as_text() -> str:
    """Ids are UUIDs or serial numbers; as text they are equal on both databases, so that digests are."""
    if connection.vendor == "postgresql":
        return "replace(record_id::text, '-', '') COLLATE \"C\""
    return "CASE WHEN typeof(record_id) = 'blob' THEN lower(hex(record_id)) ELSE CAST(record_id AS TEXT) END"


def _raw_id(text: str) -> Any:
    """Return an id as the database holds it. Raises ValueError for what is no id."""
    if len(text) < 32:
        if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
            raise ValueError("no id")
        return int(text)
    return uuid.UUID(text) if connection.vendor == "postgresql" else uuid.UUID(text).bytes


def _ask(select: str, relation: Relation, where: Relation, rest: str = "") -> list[tuple[Any, ...]]:
    statement = f"{select} FROM {relation.text} WHERE {where.text} {rest}"
    with connection.cursor() as cursor:
        cursor.execute(statement, (*relation.parameters, *where.parameters))
        return list(cursor.fetchall())


def _in_days(source: Source, period: FigurePeriod) -> list[tuple[str, Parameters]]:
    if source.day is None or period.kind == "instant":
        return []  # the facts were asked for the day itself
    day = _name(source.day)
    return [(f"{day} >= %s", (period.days.start.isoformat(),)), (f"{day} < %s", (period.days.end.isoformat(),))]


def _line(line: Condition) -> tuple[str, Parameters]:
    column = _name(line.field)
    if line.op in _COMPARISONS:
        return f"{column} {_COMPARISONS[line.op]} %s", (_value(line.value),)
    if line.op in {"is_null", "not_null"}:
        return f"{column} IS {'NOT ' if line.op == 'not_null' else ''}NULL", ()
    values = tuple(_value(value) for value in line.value)
    marks = ", ".join(["%s"] * len(values))
    return f"{column} {'NOT IN' if line.op == 'not_in' else 'IN'} ({marks})", values


def _value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _name(name: str) -> str:
    return connection.ops.quote_name(name)


def _cell(value: Any, records: Any) -> Cell:
    return Cell(None if value is None else int(value), int(records))
