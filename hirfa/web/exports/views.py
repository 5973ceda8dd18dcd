"""Exports: month by month beside the year before, by family, country, city, transport, as known on a day."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hirfa.accounts.choices import Permission
from hirfa.accounts.permissions import may
from hirfa.core.money import millions
from hirfa.exports.choices import Transport
from hirfa.exports.models import DeclarationRevision
from hirfa.exports.queries import Compared, Month, facts_exports, list_compared, list_months, list_years
from hirfa.reference.models import HsFamily
from hirfa.web.doors import SignedInRequest, require
from hirfa.web.formats import dirhams_text, number_text, percent_text
from hirfa.web.parts import Cell, Chart, Column, Crumb, Provenance, Table, Tile, bars
from hirfa.web.sector.asking import DayForm, answer_of, asked, choose, city_labels, labels_of, region_labels, within
from hirfa.web.sector.wording import count_cell, dirhams_cell, mark, percent_cell, share_of

from .wording import change_of, country_name, month_name

SHOWN = 12


class ExportForm(DayForm):
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)
    region = forms.ChoiceField(label=gettext_lazy("Region of registration"), required=False)


@require_safe
def exports(request: SignedInRequest) -> HttpResponseBase:
    require(may(request.user, Permission.SECTOR_VIEW))
    regions = region_labels()
    form = ExportForm(request.GET or None)
    choose(form, "region", list(regions.items()))
    facts, when = _facts(request, form)
    years = list_years(facts)
    choose(form, "year", [(str(year), str(year)) for year in years])
    form.full_clean()
    if region := answer_of(form, "region"):
        facts = facts.filter(region_code=region)
    year = int(answer_of(form, "year") or (years[0] if years else when.as_of.year))
    months = list_months(facts, year=year)
    cuts = _cuts(facts, year=year, last_month=months[-1].number, regions=regions) if months else []
    return render(
        request,
        "exports/exports.html",
        {
            "crumbs": [Crumb(_("Exports"))],
            "form": form,
            "year": year,
            "known_on": when.fresh,
            "tiles": _tiles(months, year),
            "months": _months_table(months, year),
            "chart": Chart(
                _("Exports by month, millions of dirhams"),
                _("Month"),
                _("Exports"),
                bars([_bar(month, year) for month in months if month.amount is not None]),
            ),
            "cuts": cuts,
        },
    )


def _facts(request: SignedInRequest, form: ExportForm) -> tuple[Any, Any]:
    when = asked(form)
    facts = facts_exports(as_of=when.as_of, known_at=when.known_at)
    return within(facts, DeclarationRevision.objects.visible_to(request.user), user=request.user), when


def _tiles(months: list[Month], year: int) -> list[Tile]:
    if not months:
        return [Tile(_("Exports"), period=str(year))]
    last = months[-1]
    period = _("%(first)s to the end of %(last)s") % {
        "first": month_name(year, 1),
        "last": month_name(year, last.number),
    }
    change = change_of(last.so_far, last.so_far_before)
    return [
        Tile(_("Exports so far"), dirhams_text(last.so_far), period, mark(), declared=True),
        Tile(
            _("The same months of the year before"),
            dirhams_text(last.so_far_before) if last.so_far_before else "",
            str(year - 1),
            mark() if last.so_far_before else Provenance.NO_DATA,
            declared=True,
        ),
        Tile(
            _("Change on the same months"),
            percent_text(change, signed=True) if change is not None else "",
            period,
            mark() if change is not None else Provenance.NO_DATA,
            declared=True,
        ),
        Tile(
            _("Declarations"), number_text(sum(month.declarations for month in months)), period, mark(), declared=True
        ),
    ]


def _months_table(months: list[Month], year: int) -> Table:
    columns = [
        Column(_("Month")),
        Column(str(year), numeric=True),
        Column(str(year - 1), numeric=True),
        Column(_("Change"), numeric=True),
        Column(_("So far %(year)s") % {"year": year}, numeric=True),
        Column(_("So far %(year)s") % {"year": year - 1}, numeric=True),
        Column(_("Change"), numeric=True),
        Column(_("Declarations"), numeric=True),
    ]
    rows = [
        [
            Cell(
                month_name(year, month.number),
                url=f"{reverse('web:declarations')}?month={dt.date(year, month.number, 1):%Y-%m-%d}",
            ),
            dirhams_cell(month.amount),
            dirhams_cell(month.amount_before),
            _change_cell(month.amount or 0, month.amount_before or 0),
            dirhams_cell(month.so_far),
            dirhams_cell(month.so_far_before),
            _change_cell(month.so_far, month.so_far_before),
            count_cell(month.declarations),
        ]
        for month in months
    ]
    return Table(_("Exports by month, in dirhams"), columns, rows, empty=_("No export is recorded for this year."))


def _cuts(facts: Any, *, year: int, last_month: int, regions: dict[str, str]) -> list[Table]:
    families, transports, cities = labels_of(HsFamily), dict(Transport.choices), city_labels()

    def city_name(city: str) -> str:
        return cities.get(city, city)

    wanted: list[tuple[str, str, str, Callable[[str], Any]]] = [
        ("family_code", _("By family of products"), _("Family"), lambda code: families.get(code, code)),
        ("country", _("By country of destination"), _("Country"), country_name),
        ("city_of_exit", _("By city of exit"), _("City of exit"), city_name),
        ("city_of_registration", _("By city of registration"), _("City of registration"), city_name),
        ("region_code", _("By region of registration"), _("Region"), lambda code: regions.get(code, code)),
        ("transport", _("By transport"), _("Transport"), lambda code: transports.get(code, code)),
    ]
    return [
        _cut_table(list_compared(facts, by=column, year=year, last_month=last_month), caption, heading, name)
        for column, caption, heading, name in wanted
    ]


def _cut_table(lines: list[Compared], caption: str, heading: str, name: Callable[[str], Any]) -> Table:
    whole = sum(line.amount for line in lines)
    rows = [
        [
            Cell(name(line.key) if line.key else _("Not told")),
            dirhams_cell(line.amount),
            percent_cell(share_of(line.amount, whole)),
            _change_cell(line.amount, line.amount_before),
            count_cell((line.weight_grams + 500_000) // 1_000_000),
        ]
        for line in lines[:SHOWN]
    ]
    columns = [
        Column(heading),
        Column(_("Dirhams"), numeric=True),
        Column(_("Share"), numeric=True),
        Column(_("Change"), numeric=True),
        Column(_("Tonnes"), numeric=True),
    ]
    if len(lines) > SHOWN:
        caption = _("%(caption)s: the first %(shown)s") % {"caption": caption, "shown": number_text(SHOWN)}
    return Table(caption, columns, rows, total=len(lines))


def _bar(month: Month, year: int) -> tuple[str, int, str]:
    amount = month.amount or 0
    return month_name(year, month.number), amount, number_text(millions(amount), decimals=1)


def _change_cell(now: int, before: int) -> Cell:
    change = change_of(now, before)
    return Cell("" if change is None else percent_text(change, signed=True), numeric=True)
