"""Questions others may ask about figures: pages, the API and the briefing read stored figures only."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models

from hirfa.audit.models import DiaryLine

from .choices import Disclosure, Grain
from .models import Figure, FigureCell, FigureRun
from .rules import hidden_cells

# Lines of the diary after which every figure still counts the same records.
NEUTRAL_VERBS = (
    *("figures.computed", "person.file_opened", "job.asked", "job.ended"),
    *("account.logged_in", "account.login_refused"),
    # reading and erasing what is held of people changes nothing that is counted
    *("application.file_opened", "case.file_opened", "person.data_copied", "person.reads_shown", "person.erased"),
    *("application.abandoned", "application.erased", "entry_request.erased", "case.erased", "file.erased"),
    *("credential.text_erased", "notifications.forgotten", "case.erasure_asked", "vault.swept"),
    # a request is no row of the register before it is decided
    *("application.begun", "application.written", "application.piece_added", "application.consented"),
    *("application.sent", "application.code_renewed", "file.stored", "case.received", "piece.handed_in"),
    *("member_application.begun", "space.manager_appointed", "space.manager_ended"),
)


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell as the public may see it: `value` is None and `hidden` True for a small one."""

    code: str
    value: int | None
    records: int | None
    hidden: bool


def find_run(*, as_of: dt.date | None = None, known_on: dt.date | None = None) -> FigureRun | None:
    """Return the newest computation for a last day described and as known on a day; of the last of each when None."""
    runs = FigureRun.objects.all()
    if as_of is not None:
        runs = runs.filter(as_of=as_of)
    if known_on is not None:
        runs = runs.filter(known_on=known_on)
    return runs.order_by("-as_of", "-known_on", "-pk").first()


def is_fresh(run: FigureRun) -> bool:
    """Say whether nothing was written in the diary since a computation that could have changed a record."""
    # by chain: of two lines the later key may be committed first, but a chain grows in the order of its positions
    later = ~models.Q(chain__in=list(run.diary_heads))
    for chain, position in run.diary_heads.items():
        later |= models.Q(chain=chain, position__gt=position)
    return not DiaryLine.objects.filter(later).exclude(verb__in=NEUTRAL_VERBS).exists()


def list_figures(run: FigureRun) -> list[Figure]:
    """Return all figures of a computation, by indicator and period."""
    return list(run.figures.order_by("indicator", "period_start", "period_end", "period_kind"))


def find_figure(run: FigureRun, key: str) -> Figure | None:
    """Return one figure of a computation with its parts, by its key; None when there is none."""
    indicator, _, _slug = key.partition("@")
    return next((figure for figure in run.figures.with_parts().filter(indicator=indicator) if figure.key == key), None)


def list_revisions(figure: Figure) -> models.QuerySet[Figure]:
    """Return every stored count of the same indicator and period, the newest knowledge first."""
    return Figure.objects.filter(
        indicator=figure.indicator,
        period_kind=figure.period_kind,
        period_start=figure.period_start,
        period_end=figure.period_end,
        area=figure.area,
        as_of=figure.as_of,
    ).order_by("-known_on", "-revision")


def list_public_cells(figure: Figure, grain: Grain) -> list[ShownCell]:
    """Return a figure's cells in a grain, by code, with small ones hidden where its definition asks for it."""
    cells = list(FigureCell.objects.filter(figure=figure, grain=grain).order_by("code"))
    definition = figure.definition
    guarded = definition is None or definition.disclosure == Disclosure.SMALL_CELLS_5
    hidden = hidden_cells({cell.code: cell.record_count for cell in cells}) if guarded else set()
    return [
        ShownCell(cell.code, None, None, hidden=True)
        if cell.code in hidden
        else ShownCell(cell.code, cell.value, cell.record_count, hidden=False)
        for cell in cells
    ]


def count_records_in(figure: Figure, areas: Sequence[str]) -> int:
    """Return how many records behind a figure lie in these regions, from its stored cells.

    Small cells are counted too: for those only who may list the records themselves.
    """
    cells = FigureCell.objects.filter(figure=figure, grain=Grain.REGION, code__in=areas)
    return cells.aggregate(told=models.Sum("record_count"))["told"] or 0
