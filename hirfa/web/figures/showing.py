"""Figures as pieces of pages: marks, facts about a figure, tables by region and trade."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hirfa.benefits.choices import Family
from hirfa.cooperatives.choices import BeneficiaryKind
from hirfa.core import formats
from hirfa.coverage.choices import CoverState
from hirfa.fairs.choices import CountMethod, FairLevel, SalesStatus
from hirfa.indicators.choices import Grain, Nature, Unit
from hirfa.indicators.definitions import Definition
from hirfa.indicators.models import Figure, FigureRun
from hirfa.indicators.queries import ShownCell
from hirfa.indicators.wording import value_text
from hirfa.reference.models import Chamber, Province, Region, Trade
from hirfa.register.choices import HolderKind, Sex, UnitKind
from hirfa.training.choices import ApprenticeshipOutcome, Theme
from hirfa.web.formats import day_text, language, moment_text, number_text
from hirfa.web.parts import Cell, Column, Map, Provenance, Table
from hirfa.web.regions import legend_for, region_map

THEMES: dict[str, Promise] = {
    "register": gettext_lazy("The register"),
    "cards": gettext_lazy("The professional card"),
    "coverage": gettext_lazy("Social cover"),
    "exports": gettext_lazy("Exports"),
    "fairs": gettext_lazy("Fairs"),
    "cooperatives": gettext_lazy("Cooperatives and women's spaces"),
    "certification": gettext_lazy("Certification"),
    "training": gettext_lazy("Training"),
    "benefits": gettext_lazy("Benefits"),
    "reference": gettext_lazy("Reference lists"),
}
HIDDEN = "*"


def marks_of(figure: Figure | None) -> list[Provenance]:
    """Return the marks of a number: no data, or that all is invented, and that it was declared rather than counted."""
    if figure is None or figure.value is None:
        return [Provenance.NO_DATA]
    marks = [Provenance.DEMONSTRATION] if figure.is_demonstration else []
    return [*marks, Provenance.DECLARED] if figure.status == Nature.DECLARED else marks


def figure_value(figure: Figure) -> str:
    return value_text(figure.exact, figure.unit, language())


def figure_period(figure: Figure) -> str:
    return formats.period(figure.period.days, language())


def figure_address(key: str) -> str:
    return reverse("web:figure", kwargs={"key": key})


def theme_tables(figures: list[Figure]) -> Iterator[Table]:
    """Give a table a theme, each figure with its period, value and marks."""
    by_theme: dict[str, list[Figure]] = {}
    for figure in figures:
        definition = figure.definition
        if definition is not None:
            by_theme.setdefault(definition.owner, []).append(figure)
    columns = [Column(_("Figure")), Column(_("Value"), numeric=True), Column(_("Period")), Column(_("Marks"))]
    for theme, label in THEMES.items():
        if theme in by_theme:
            yield Table(label, columns, [_line(figure) for figure in by_theme[theme]])


def _line(figure: Figure) -> list[Cell]:
    definition = figure.definition
    label = definition.label_in(language()) if definition else figure.indicator
    return [
        Cell(label, url=figure_address(figure.key)),
        Cell(figure_value(figure), numeric=True),
        Cell(figure_period(figure)),
        Cell(_(" and ").join(str(mark.label) for mark in marks_of(figure))),
    ]


def facts_of(figure: Figure, run: FigureRun) -> list[tuple[str, str]]:
    """Return what defends a figure, as pairs of name and words."""
    definition = figure.definition
    exact = figure.exact
    rounded = exact is not None and exact.denominator != 1
    return [
        (_("Period"), figure_period(figure)),
        (_("As of"), day_text(figure.as_of)),
        (_("As known on"), day_text(figure.known_on)),
        (_("Unit"), str(Unit(figure.unit).label)),
        (_("Rounding"), _("once, halves away from zero") if rounded else _("none: an exact integer")),
        (_("Where it comes from"), str(Nature(figure.status).label)),
        (_("Source"), _source_of(definition) if definition else ""),
        (_("Records behind it"), number_text(figure.record_count)),
        (_("Digest of the records"), formats.isolate(figure.digest)),
        (_("Definition"), formats.isolate(f"{figure.indicator}, {figure.version}")),
        (_("Revision"), number_text(figure.revision)),
        (_("Computed at"), moment_text(figure.computed_at)),
        (_("Version of the program"), formats.isolate(figure.code_version)),
    ]


def _source_of(definition: Definition) -> str:
    if definition.measure.is_derived:
        return _("other figures, named below")
    return definition.facts_source.label[language()]


def parts_table(figure: Figure) -> Table | None:
    """Return the figures that this one is made of, each a link."""
    parts = [one.part for one in figure.parts.all()]
    if not parts:
        return None
    columns = [Column(_("Figure")), Column(_("Value"), numeric=True), Column(_("Period")), Column(_("Marks"))]
    return Table(_("Computed from"), columns, [_line(part) for part in parts])


def labels_of(model: Any) -> dict[str, str]:
    return {row.code: row.label for row in model.objects.all()}


def cells_table(
    figure: Figure, cells: list[ShownCell], grain: Grain, labels: dict[str, str], *, records_url: str = ""
) -> Table:
    """Return the cells of a grain, small ones as a mark; a region leads to its records for whoever may list them."""
    caption = _("By region") if grain == Grain.REGION else _("By trade")
    heading = _("Region") if grain == Grain.REGION else _("Trade")
    columns = [Column(heading), Column(_("Value"), numeric=True), Column(_("Records"), numeric=True)]
    rows = [
        [
            Cell(
                labels.get(cell.code, cell.code) or _("Not told"),
                url=f"{records_url}?region={cell.code}" if records_url and cell.code else "",
            ),
            Cell(HIDDEN if cell.hidden else value_text(cell.value, figure.unit, language()), numeric=True),
            Cell(HIDDEN if cell.hidden else number_text(cell.records or 0), numeric=True),
        ]
        for cell in cells
    ]
    return Table(caption, columns, rows)


def cells_map(figure: Figure, cells: list[ShownCell], title: str) -> Map:
    values = {cell.code: cell.value for cell in cells if cell.code and cell.value is not None}
    hidden = {cell.code: _("Hidden, to protect people") for cell in cells if cell.hidden}
    return region_map(
        title=title,
        measure=_("Value"),
        values=values,
        texts={**hidden, **{code: value_text(value, figure.unit, language()) for code, value in values.items()}},
        no_data=_("No data"),
        legend=legend_for(max(values.values(), default=0), lambda value: value_text(value, figure.unit, language())),
    )


def revisions_table(revisions: list[Figure]) -> Table:
    columns = [
        Column(_("As known on")),
        Column(_("Revision"), numeric=True),
        Column(_("Value"), numeric=True),
        Column(_("Records"), numeric=True),
    ]
    rows = [
        [
            Cell(day_text(one.known_on)),
            Cell(number_text(one.revision), numeric=True),
            Cell(figure_value(one), numeric=True),
            Cell(number_text(one.record_count), numeric=True),
        ]
        for one in revisions
    ]
    return Table(_("What was counted before"), columns, rows)


COLUMN_LABELS: dict[str, Promise] = {
    "nia": gettext_lazy("Craft number (NIA)"),
    "trade_code": gettext_lazy("Trade"),
    "chamber_code": gettext_lazy("Chamber"),
    "province_code": gettext_lazy("Province"),
    "region_code": gettext_lazy("Region"),
    "day": gettext_lazy("Day"),
    "code": gettext_lazy("Code"),
    "number": gettext_lazy("Number"),
    "name_ar": gettext_lazy("Name"),
    "name_fr": gettext_lazy("Name"),
    "level": gettext_lazy("Level"),
    "city_ar": gettext_lazy("City"),
    "city_fr": gettext_lazy("City"),
    "fair_code": gettext_lazy("Fair"),
    "method": gettext_lazy("Method"),
    "visitors": gettext_lazy("Visitors"),
    "status": gettext_lazy("Status"),
    "cover_state": gettext_lazy("Social cover"),
    "kind": gettext_lazy("Kind"),
    "holder_kind": gettext_lazy("Kind"),
    "sex": gettext_lazy("Sex"),
    "amount_centimes": gettext_lazy("Amount"),
    "budget_centimes": gettext_lazy("Budget"),
    "planned_fairs": gettext_lazy("Fairs planned"),
    "held_fairs": gettext_lazy("Fairs held"),
    "odco_number": gettext_lazy("Number of the cooperative"),
    "members_count": gettext_lazy("Members"),
    "women_count": gettext_lazy("Women"),
    "beneficiaries_count": gettext_lazy("People served"),
    "space_code": gettext_lazy("Space"),
    "scheme_code": gettext_lazy("Scheme"),
    "centre_code": gettext_lazy("Centre"),
    "theme": gettext_lazy("Theme"),
    "enrolled_count": gettext_lazy("Enrolled"),
    "course_code": gettext_lazy("Course"),
    "attended_sessions": gettext_lazy("Sessions attended"),
    "completed": gettext_lazy("Completed"),
    "family": gettext_lazy("Family"),
    "partner_code": gettext_lazy("Partner"),
    "offer_code": gettext_lazy("Offer"),
    "hs_code_id": gettext_lazy("HS code"),
    "country": gettext_lazy("Country"),
}
_WORDS: dict[str, dict[str, Any]] = {
    "level": dict(FairLevel.choices),
    "method": dict(CountMethod.choices),
    "status": {**dict(SalesStatus.choices), **dict(ApprenticeshipOutcome.choices)},
    "cover_state": dict(CoverState.choices),
    "kind": {**dict(UnitKind.choices), **dict(BeneficiaryKind.choices)},
    "holder_kind": dict(HolderKind.choices),
    "family": dict(Family.choices),
    "theme": dict(Theme.choices),
    "sex": dict(Sex.choices),
}
_NAMED = {"trade_code": Trade, "chamber_code": Chamber, "province_code": Province, "region_code": Region}


def records_table(
    columns: tuple[str, ...], records: list[dict[str, Any]], total: int, *, links: dict[str, str]
) -> Table:
    """Return records by their listing columns. `links` are addresses of people's files by record id, where one may open them."""
    names = {column: labels_of(model) for column, model in _NAMED.items() if column in columns}
    shown = [
        Column(COLUMN_LABELS.get(column, column), numeric=column.endswith(("_count", "_centimes")))
        for column in columns
    ]
    rows = [
        [
            _record_cell(column, row[column], names, links.get(row["record_id"], "") if place == 0 else "")
            for place, column in enumerate(columns)
        ]
        for row in records
    ]
    return Table(_("Records behind the figure"), shown, rows, total=total)


def _record_cell(column: str, value: Any, names: dict[str, dict[str, str]], url: str) -> Cell:
    if column in names:
        return Cell(names[column].get(value, value or ""))
    if column in _WORDS:
        return Cell(_WORDS[column].get(value, value or ""))
    if column.endswith("_centimes"):
        return Cell(value_text(value, Unit.MAD_CENTIME, language()), numeric=True)
    if column == "completed":
        return Cell(_("Yes") if value else _("No"))
    if isinstance(value, int):
        return Cell(number_text(value), numeric=True)
    if column == "day" and value is not None:  # SQLite gives a date as text
        return Cell(day_text(dt.date.fromisoformat(str(value)[:10])))
    return Cell("" if value is None else str(value), url=url, ltr=column in {"nia", "code", "number", "hs_code_id"})
