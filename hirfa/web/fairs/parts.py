"""The pieces of a fair's page: tiles, days, sales, exhibitors."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from hirfa.fairs.choices import CountMethod
from hirfa.fairs.models import Exhibitor, Fair, SalesReturn
from hirfa.fairs.queries import DayOfVisits, Sales
from hirfa.reference.models import Trade
from hirfa.web.formats import number_text, percent_text
from hirfa.web.parts import Cell, Column, Provenance, Table, Tile
from hirfa.web.sector.asking import labels_of
from hirfa.web.sector.listing import Listing
from hirfa.web.sector.wording import code_cell, count_cell, day_cell, dirhams_cell, holder_cell, mark, money_text


def returns_of(fair: Fair) -> models.QuerySet[SalesReturn]:
    return SalesReturn.objects.filter(
        exhibitor__fair=fair, exhibitor__retracted_at__isnull=True, retracted_at__isnull=True
    )


def fair_tiles(exhibitors: int, days: list[DayOfVisits], sales: Sales) -> list[Tile]:
    visitors = sum(day.visitors for day in days)
    rate = sales.response_rate
    return [
        Tile(_("Exhibitors"), number_text(exhibitors), provenance=mark()),
        Tile(
            _("Visitors"),
            number_text(visitors) if days else "",
            provenance=mark() if days else Provenance.NO_DATA,
            declared=True,
            note=_("Each day by its surest method; methods are never added to each other.") if days else "",
        ),
        Tile(
            _("Sales declared"),
            money_text(sales.declared) if sales.declared_returns else "",
            provenance=mark() if sales.declared_returns else Provenance.NO_DATA,
            declared=True,
            note=_("Estimated besides: %(amount)s") % {"amount": money_text(sales.estimated)}
            if sales.estimated_returns
            else "",
        ),
        Tile(
            _("Response rate of exhibitors"),
            percent_text(rate) if rate is not None else "",
            provenance=mark() if rate is not None else Provenance.NO_DATA,
            note=_(
                "Returns of a day: %(declared)s declared, %(estimated)s estimated, %(missing)s missing, which are not zero."
            )
            % {
                "declared": number_text(sales.declared_returns),
                "estimated": number_text(sales.estimated_returns),
                "missing": number_text(sales.missing_returns),
            }
            if sales.declared_returns or sales.estimated_returns or sales.missing_returns
            else "",
        ),
    ]


def visits_table(days: list[DayOfVisits]) -> Table:
    methods = [method for method in CountMethod if any(method.value in day.by_method for day in days)]
    columns = [
        Column(_("Day")),
        *(Column(method.label, numeric=True) for method in methods),
        Column(_("Surest method")),
    ]
    rows = [
        [
            day_cell(day.day),
            *(count_cell(day.by_method.get(method.value)) for method in methods),
            Cell(CountMethod(day.surest).label),
        ]
        for day in days
    ]
    return Table(_("Visitors by day and method"), columns, rows, empty=_("Nobody counted the visitors of this fair."))


def sales_table(days: list[dict[str, Any]]) -> Table:
    columns = [
        Column(_("Day")),
        Column(_("Declared (dirhams)"), numeric=True),
        Column(_("Estimated (dirhams)"), numeric=True),
        Column(_("Returns declared"), numeric=True),
        Column(_("Returns estimated"), numeric=True),
        Column(_("Returns missing"), numeric=True),
    ]
    rows = [
        [
            day_cell(day["day"]),
            dirhams_cell(day["declared"] if day["declared_returns"] else None),
            dirhams_cell(day["estimated"] if day["estimated_returns"] else None),
            count_cell(day["declared_returns"]),
            count_cell(day["estimated_returns"]),
            count_cell(day["missing_returns"]),
        ]
        for day in days
    ]
    return Table(_("Sales by day"), columns, rows, empty=_("No exhibitor was asked for sales yet."))


def exhibitors_listing(fair: Fair) -> Listing:
    trades = labels_of(Trade)

    def row(exhibitor: Exhibitor) -> list[Cell]:
        trade = exhibitor.trade_code  # type: ignore[attr-defined]  # added by facts_exhibitors
        return [
            holder_cell(exhibitor.holder),
            Cell(exhibitor.holder.get_kind_display()),
            Cell(trades.get(trade, "")),
            code_cell(exhibitor.stand.number if exhibitor.stand else ""),
        ]

    def record(exhibitor: Exhibitor) -> list[object]:
        trade = exhibitor.trade_code  # type: ignore[attr-defined]  # added by facts_exhibitors
        return [exhibitor.holder.nia, exhibitor.holder.kind, trade, exhibitor.stand.number if exhibitor.stand else ""]

    columns = [Column(_("Exhibitor")), Column(_("Kind")), Column(_("Trade")), Column(_("Stand"))]
    empty = _("No exhibitor is recorded for this fair.")
    name = f"fair-{fair.code}-exhibitors"
    return Listing(name, _("Exhibitors"), columns, row, ["nia", "kind", "trade", "stand"], record, empty)
