"""What happens to figures: they are computed and stored, all of a day together."""

import datetime as dt
import importlib.metadata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hirfa.audit.operations import record
from hirfa.audit.queries import list_heads
from hirfa.core.dates import end_of_day, legal_day
from hirfa.core.errors import Refusal
from hirfa.core.locks import exclusively

from . import compiler, rules
from .choices import PeriodKind, Reason
from .compiler import Cell, Relation
from .definitions import Definition, Registry, registry
from .models import Figure, FigureCell, FigurePart, FigureRun
from .schedule import Request, parts_of, requests_of

Progress = Callable[[int, int], None]


class FiguresNotComputable(Refusal):
    """The day asked for has not ended, or is not known yet."""

    code: ClassVar[str] = "figures_not_computable"


def compute_figures(
    *,
    as_of: dt.date,
    known_on: dt.date | None = None,
    by: object,
    at: dt.datetime,
    definitions: Registry | None = None,
    report: Progress | None = None,
) -> FigureRun:
    """Count every scheduled figure for the last day described, from what was known on a day (today), and store them.

    A figure that was counted before with the same outcome is kept; one that differs becomes a new revision. Raises
    FiguresNotComputable for days to come, Busy while the same day is being counted: two at once would make the same revision.
    """
    today = legal_day(at)
    known_on = known_on or today
    if known_on > today or as_of > today:
        raise FiguresNotComputable(_("This day is still to come: nothing is known of it yet."))
    counting = _Counting(
        definitions=registry() if definitions is None else definitions,
        as_of=as_of,
        known_on=known_on,
        # what is believed today needs no look at what was retracted when
        known_at=None if known_on == today else end_of_day(known_on),
        at=at,
    )
    with exclusively(f"figures:{as_of}"), transaction.atomic():  # the lock is held until what was counted is written
        return _count_and_store(counting, by=by, report=report)


def _count_and_store(counting: "_Counting", *, by: object, report: Progress | None) -> FigureRun:
    as_of, known_on, at = counting.as_of, counting.known_on, counting.at
    heads = list_heads()  # before the first count: what is committed later stands behind them
    counting.read_stored()
    requests = requests_of(counting.definitions, as_of)
    counting.count_all(requests, report)
    run = FigureRun.objects.create(as_of=as_of, known_on=known_on, computed_at=at, diary_heads=heads)
    run.figures.set(counting.figures.values())
    facts = {"as_of": as_of.isoformat(), "known_on": known_on.isoformat(), "figures": len(counting.figures)}
    record(verb="figures.computed", subject=run, by=by, at=at, facts=facts)
    return run


@dataclass
class _Counting:
    definitions: Registry
    as_of: dt.date
    known_on: dt.date
    known_at: dt.datetime | None
    at: dt.datetime
    figures: dict[Request, Figure] = field(default_factory=dict)
    stored: dict[tuple[str, int, str], Figure] = field(default_factory=dict)
    cells: list[FigureCell] = field(default_factory=list)
    parts: list[FigurePart] = field(default_factory=list)

    def read_stored(self) -> None:
        """Read what was stored for these days before, the last revision of each."""
        kept = Figure.objects.filter(as_of=self.as_of, known_on=self.known_on).order_by("revision")
        self.stored = {(figure.key, figure.version, figure.area): figure for figure in kept}

    def count_all(self, requests: Iterable[Request], report: Progress | None) -> None:
        """Count the requests and what they are made of: source by source, then the derived ones."""
        wanted = list(dict.fromkeys(one for request in requests for one in self._with_parts(request)))
        counted = [one for one in wanted if not self.definitions[one.indicator].measure.is_derived]
        by_facts: dict[tuple[str, dt.date], list[Request]] = {}
        for one in counted:
            by_facts.setdefault(self._facts_of(one), []).append(one)
        done = 0
        for (_source, day), group in by_facts.items():
            source = self.definitions[group[0].indicator].facts_source
            relation = compiler.put_facts(source, as_of=day, known_at=self.known_at)
            for one in group:
                self.figures[one] = self._count(relation, one)
                done += 1
                if report:
                    report(done, len(wanted))
            compiler.drop_facts(relation)
        for one in wanted:
            if one not in self.figures:
                self._derive(one)
                done += 1
        FigureCell.objects.bulk_create(self.cells)
        FigurePart.objects.bulk_create(self.parts)
        if report:
            report(len(wanted), len(wanted))

    def _facts_of(self, request: Request) -> tuple[str, dt.date]:
        definition = self.definitions[request.indicator]
        stands = request.period.kind == PeriodKind.INSTANT
        return definition.source, request.period.days.start if stands else self.as_of

    def _with_parts(self, request: Request) -> list[Request]:
        parts = [one for part in parts_of(self.definitions, request) for one in self._with_parts(part)]
        return [*parts, request]

    def _count(self, relation: Relation, request: Request) -> Figure:
        definition = self.definitions[request.indicator]
        period = request.period
        if period.days.last_day > self.as_of:
            return self._store(request, None, Reason.NOT_OVER)
        if period.days.last_day > self.known_on:  # a part of it, counted as if it were the whole, would be compared
            return self._store(request, None, Reason.NOT_KNOWN)
        if not compiler.is_recorded(relation, definition.facts_source, period):
            return self._store(request, None, Reason.NO_DATA)
        cell, cells = compiler.count_cells(relation, definition, period)
        digest = rules.records_digest(compiler.list_record_ids(relation, definition, period))
        exact = Fraction(cell.value) if cell.value is not None else None
        flat = [(grain, code, found) for grain, found_cells in cells.items() for code, found in found_cells.items()]
        reason = Reason.NO_DATA if exact is None else None
        return self._store(request, exact, reason, records=cell.records, digest=digest, cells=flat)

    def _derive(self, request: Request) -> Figure:
        """Make a figure of others, which are made first."""
        if request in self.figures:
            return self.figures[request]
        parts = [self._derive(part) for part in parts_of(self.definitions, request)]
        definition = self.definitions[request.indicator]
        values = [part.value for part in parts]
        exact = None if None in values else _derive(definition, [value for value in values if value is not None])
        reason = None
        if exact is None:
            missing = next((part.reason for part in parts if part.value is None), "")
            reason = Reason(missing) if missing else Reason.NO_BASE
        made = self._store(
            request,
            exact,
            reason,
            records=sum(part.record_count for part in parts),
            digest=rules.joint_digest([part.digest for part in parts]),
            parts=parts,
        )
        self.figures[request] = made
        return made

    def _store(
        self,
        request: Request,
        exact: Fraction | None,
        reason: Reason | None,
        *,
        records: int = 0,
        digest: str = "",
        cells: Iterable[tuple[str, str, Cell]] = (),
        parts: Iterable[Figure] = (),
    ) -> Figure:
        definition = self.definitions[request.indicator]
        cells, parts = list(cells), list(parts)
        outcome = _outcome(definition, exact, reason, records, digest or rules.records_digest(()))
        last = self.stored.get((request.key, definition.version, request.area))
        if last is not None and _is_same(last, outcome, cells, parts):
            return last
        made = Figure.objects.create(
            indicator=definition.id,
            version=definition.version,
            period_kind=request.period.kind,
            period_start=request.period.days.start,
            period_end=request.period.days.end,
            area=request.area,
            as_of=self.as_of,
            known_on=self.known_on,
            revision=last.revision + 1 if last else 1,
            computed_at=self.at,
            **outcome,
        )
        self.cells += [
            FigureCell(figure=made, grain=grain, code=code, value=cell.value, record_count=cell.records)
            for grain, code, cell in cells
        ]
        self.parts += [FigurePart(figure=made, part=part, position=place) for place, part in enumerate(parts)]
        return made


def _is_same(
    last: Figure, outcome: dict[str, object], cells: Iterable[tuple[str, str, Cell]], parts: Iterable[Figure]
) -> bool:
    """Say whether a count came out as stored, by region and trade too: records may move without the whole changing."""
    if any(getattr(last, name) != value for name, value in outcome.items()):
        return False
    stored = set(last.cells.values_list("grain", "code", "value", "record_count"))
    made_of = list(last.parts.order_by("position").values_list("part_id", flat=True))
    return stored == {(grain, code, cell.value, cell.records) for grain, code, cell in cells} and made_of == [
        part.pk for part in parts
    ]


def _outcome(
    definition: Definition, exact: Fraction | None, reason: Reason | None, records: int, digest: str
) -> dict[str, object]:
    whole = exact is None or exact.denominator == 1
    return {
        "value": None if exact is None else rules.round_figure(exact, definition.rounding),
        "exact_numerator": "" if whole or exact is None else str(exact.numerator),
        "exact_denominator": "" if whole or exact is None else str(exact.denominator),
        "reason": reason or "",
        "unit": definition.unit,
        "rounding": definition.rounding,
        "status": definition.status,
        "is_demonstration": settings.HIRFA_DEMONSTRATION,
        "record_count": records,
        "digest": digest,
        "code_version": importlib.metadata.version("hirfa"),
    }


def _derive(definition: Definition, values: list[int]) -> Fraction | None:
    """Return the exact value of a derived figure from those of its parts; None without a base."""
    measure = definition.measure
    if measure.kind in {"share", "ratio"}:
        return rules.share(*values)
    if measure.kind == "mean_per":
        return rules.mean_per(*values)
    if measure.kind == "cagr":
        return rules.compound_growth(values[0], values[1], measure.intervals)
    if measure.kind == "mean_annual_growth":
        return rules.mean_annual_growth(values)
    return rules.growth(*values)
