"""The four figures at the front, and the map: read from the store, never computed here; without a stored figure, no data."""

import datetime as dt
from typing import Final

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hirfa.core import formats
from hirfa.indicators.choices import Grain, Nature, PeriodKind, Unit
from hirfa.indicators.models import Figure, FigureRun
from hirfa.indicators.queries import list_public_cells
from hirfa.web.formats import dirhams_text, language, number_text, percent_text
from hirfa.web.parts import Map, Provenance, Text, Tile
from hirfa.web.regions import legend_for, region_map

# (indicator, kind of period, label until the registry gives its own)
HEADLINES: Final[list[tuple[str, PeriodKind, Promise]]] = [
    ("register.people", PeriodKind.INSTANT, gettext_lazy("Artisans in the national register")),
    ("cards.in_force", PeriodKind.INSTANT, gettext_lazy("Professional cards in force")),
    ("fairs.organised", PeriodKind.YEAR, gettext_lazy("Fairs organised in the year")),
    ("exports.value", PeriodKind.YEAR, gettext_lazy("Craft exports of the year")),
]
MAPPED: Final = "register.people"


def headline_figures(run: FigureRun | None) -> dict[str, Figure]:
    """Return the newest figure of each headline in a computation, by indicator: one query."""
    if run is None:
        return {}
    wanted = Q()
    for indicator, kind, _label in HEADLINES:
        wanted |= Q(indicator=indicator, period_kind=kind)
    figures = run.figures.filter(wanted, area="nation").order_by("period_end", "revision")
    return {figure.indicator: figure for figure in figures}


def headline_tiles(figures: dict[str, Figure]) -> list[Tile]:
    return [
        tile_of(figures[indicator]) if indicator in figures else Tile(label, note=_("Not computed yet."))
        for indicator, _kind, label in HEADLINES
    ]


def tile_of(figure: Figure) -> Tile:
    """Return a stored figure as a tile: its value in words, its period, where it comes from, how it is counted."""
    definition = figure.definition
    label: Text = definition.label_in(language()) if definition else figure.indicator
    period = formats.period(figure.period.days, language())
    how = figure_address(figure.key)
    if figure.value is None:
        return Tile(label, period=period, how_url=how, note=figure.get_reason_display())
    declared = figure.status == Nature.DECLARED
    return Tile(label, value_text(figure.value, figure.unit), period, provenance_of(figure), how, declared=declared)


def value_text(value: int, unit: str) -> str:
    """Write a figure's value in its unit."""
    if unit == Unit.MAD_CENTIME:
        return dirhams_text(value)
    return percent_text(value) if unit == Unit.BASIS_POINT else number_text(value)


def provenance_of(figure: Figure) -> Provenance:
    if figure.value is None:
        return Provenance.NO_DATA
    if figure.is_demonstration:
        return Provenance.DEMONSTRATION
    return Provenance.DECLARED if figure.status == Nature.DECLARED else Provenance.PUBLISHED


def figure_address(key: str) -> str:
    try:
        return reverse("web:figure", kwargs={"key": key})
    except NoReverseMatch:
        return ""


def artisans_map(figure: Figure | None) -> Map:
    """Return the regions by artisans in force; a cell too small to be shown is as if there were no data."""
    cells = list_public_cells(figure, Grain.REGION) if figure is not None else []
    values = {cell.code: cell.value for cell in cells if cell.code and cell.value is not None}
    day: dt.date | None = figure.period.days.last_day if figure is not None else None
    title = _("Artisans in force by region")
    if day is not None:
        title = _("Artisans in force by region, %(day)s") % {"day": formats.date(day, language())}
    return region_map(
        title=title,
        measure=_("Artisans"),
        values=values,
        texts={code: number_text(value) for code, value in values.items()},
        no_data=_("No data"),
        legend=legend_for(max(values.values(), default=0)),
    )
