"""Figures, for anybody: what was counted and stored, with its definition and the digest of which records stand behind it."""

import datetime as dt
from typing import Annotated

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from ninja import Field, Query, Router, Schema

from hirfa.api.doors import Answer
from hirfa.api.problems import Problem
from hirfa.indicators.choices import Grain, Nature, PeriodKind, Reason, Unit
from hirfa.indicators.models import Figure, FigureRun
from hirfa.indicators.queries import find_figure, find_run, list_figures, list_public_cells

router = Router(tags=["figures"])


class FigurePeriodRead(Schema):
    """From the first to the last day, both included."""

    kind: PeriodKind
    start: dt.date
    end: dt.date


class Records(Schema):
    """The records that the figure was counted from: how many, and the digest of which they are.

    The same digest says that the same records were counted; not that nothing in them has changed since.
    """

    count: int
    digest: str = Field(
        description="SHA-256 of the sorted ids of the records; of a figure made of others, of their digests in their order"
    )


class FigureRead(Schema):
    """A stored figure. Money is in whole centimes of a dirham, shares and growth are in basis points."""

    key: str
    indicator: str
    version: int
    label: str
    definition: str
    period: FigurePeriodRead
    unit: Unit
    value: int | None
    rounding: str
    status: Nature
    reason: Reason | None = Field(description="Why there is no value")
    revision: int
    records: Records
    computed_at: dt.datetime
    demonstration: bool


class CellRead(Schema):
    """The part of a region or a trade. A small one is hidden: `value` is null and `hidden` true."""

    code: str
    value: int | None
    hidden: bool


class RunRead(Schema):
    """Which computation is read: the last day it describes, and what was known on which day."""

    as_of: dt.date
    known_on: dt.date
    computed_at: dt.datetime


class FigureList(Answer):
    run: RunRead
    figures: list[FigureRead]


class FigureAnswer(Answer):
    run: RunRead
    figure: FigureRead
    parts: list[str] = Field(description="Keys of the figures that this one is made of")
    regions: list[CellRead]
    trades: list[CellRead]


class RunFilter(Schema):
    """Which computation: the newest when nothing is said."""

    as_of: Annotated[dt.date | None, Field(description="The last day described")] = None
    known_on: Annotated[dt.date | None, Field(description="As known on this day")] = None


@router.get("/figures", auth=None, response={200: FigureList, 404: Problem, 422: Problem})
def list_stored_figures(request: HttpRequest, wanted: Query[RunFilter]) -> FigureList:
    """List the figures of a computation. 404 when there is none for the days asked for."""
    run = _run(wanted)
    return FigureList(run=_run_read(run), figures=[_figure_read(figure) for figure in list_figures(run)])


@router.get("/figures/{key}", auth=None, response={200: FigureAnswer, 404: Problem, 422: Problem})
def get_figure(request: HttpRequest, key: str, wanted: Query[RunFilter]) -> FigureAnswer:
    """Show a figure by its key (`exports.value@2025-m11`) with its parts by region and by trade."""
    run = _run(wanted)
    figure = find_figure(run, key) if key.isprintable() else None
    if figure is None:
        raise Http404
    return FigureAnswer(
        run=_run_read(run),
        figure=_figure_read(figure),
        parts=[part.part.key for part in figure.parts.all()],
        regions=_cells(figure, Grain.REGION),
        trades=_cells(figure, Grain.TRADE),
    )


def _run(wanted: RunFilter) -> FigureRun:
    run = find_run(as_of=wanted.as_of, known_on=wanted.known_on)
    if run is None:
        raise Http404
    return run


def _run_read(run: FigureRun) -> RunRead:
    return RunRead(as_of=run.as_of, known_on=run.known_on, computed_at=run.computed_at)


def _figure_read(figure: Figure) -> FigureRead:
    language = get_language() or "ar"
    definition = figure.definition
    return FigureRead(
        key=figure.key,
        indicator=figure.indicator,
        version=figure.version,
        label=definition.label_in(language) if definition else figure.indicator,
        definition=definition.definition_in(language) if definition else "",
        period=FigurePeriodRead(
            kind=PeriodKind(figure.period_kind), start=figure.period_start, end=figure.period.days.last_day
        ),
        unit=Unit(figure.unit),
        value=figure.value,
        rounding=figure.rounding,
        status=Nature(figure.status),
        reason=Reason(figure.reason) if figure.reason else None,
        revision=figure.revision,
        records=Records(count=figure.record_count, digest=figure.digest),
        computed_at=figure.computed_at,
        demonstration=figure.is_demonstration,
    )


def _cells(figure: Figure, grain: Grain) -> list[CellRead]:
    return [CellRead(code=cell.code, value=cell.value, hidden=cell.hidden) for cell in list_public_cells(figure, grain)]
