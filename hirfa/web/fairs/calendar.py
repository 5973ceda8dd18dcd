"""The calendar of fairs: events and their fairs, regions without one, fairs that stand in each other's way."""

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hirfa.accounts.choices import Permission
from hirfa.accounts.permissions import may
from hirfa.core.dates import legal_day, year
from hirfa.fairs.calendar import EventFairs, YearOfFairs, get_year
from hirfa.fairs.choices import FairLevel
from hirfa.fairs.models import Fair
from hirfa.web.doors import SignedInRequest, require
from hirfa.web.fields import PageForm
from hirfa.web.formats import day_text
from hirfa.web.parts import Cell, Column, Crumb, Table
from hirfa.web.sector.asking import answer_of
from hirfa.web.sector.wording import count_cell, day_cell


class YearForm(PageForm):
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)


@require_safe
def calendar(request: SignedInRequest) -> HttpResponseBase:
    """Anyone of the sector sees the whole country's dates: a chamber must know its neighbours' fairs to plan its own."""
    require(may(request.user, Permission.SECTOR_VIEW))
    years = [day.year for day in Fair.objects.dates("starts_on", "year", order="DESC")]
    form = YearForm(request.GET or None)
    field = form.fields["year"]
    if isinstance(field, forms.ChoiceField):
        field.choices = [(str(each), str(each)) for each in years]
    chosen = int(answer_of(form, "year") or next(iter(years), legal_day(timezone.now()).year))
    told = get_year(year(chosen))
    return render(
        request,
        "fairs/calendar.html",
        {
            "crumbs": [Crumb(_("Fairs"), reverse("web:fairs")), Crumb(_("Calendar"))],
            "form": form,
            "year": chosen,
            "events": _events_table(told.events),
            "regions": _regions_table(told),
            "clashes": _clashes_table(told.clashes),
        },
    )


def _events_table(events: list[EventFairs]) -> Table:
    rows = [
        [
            Cell(each.event.label),
            Cell(each.event.get_kind_display()),
            Cell(each.event.region.label if each.event.region else _("The whole country")),
            day_cell(each.event.starts_on),
            day_cell(each.event.ends_on),
            count_cell(len(each.tied)),
            count_cell(len(each.meanwhile)),
            Cell(_("Covered"), state="valid")
            if each.contracted
            else Cell(_("Outside every contract"), state="warning"),
            Cell(_("No fair"), state="refused") if each.is_gap else Cell(_("Fairs"), state="valid"),
        ]
        for each in events
    ]
    columns = [
        *(Column(name) for name in (_("Event"), _("Kind"), _("Where"), _("From"), _("To (last day)"))),
        Column(_("Fairs tied to it"), numeric=True),
        Column(_("Other fairs meanwhile"), numeric=True),
        Column(_("Programme contract")),
        Column(_("Gap")),
    ]
    return Table(
        _("Events, and the fairs of their days"), columns, rows, empty=_("No event is recorded for this year.")
    )


def _regions_table(told: YearOfFairs) -> Table:
    def row(label: str, fairs: list[Fair]) -> list[Cell]:
        levels = [sum(fair.level == level for fair in fairs) for level in FairLevel]
        end = count_cell(len(fairs)) if fairs else Cell(_("No fair"), state="refused")
        return [Cell(label), *(count_cell(number) for number in levels), end]

    rows = [row(region.label, fairs) for region, fairs in told.by_region.items()]
    rows += [row(_("Abroad"), told.abroad)] if told.abroad else []
    columns = [Column(_("Region")), *(Column(level.label, numeric=True) for level in FairLevel)]
    return Table(_("Fairs by region and level"), [*columns, Column(_("All"), numeric=True)], rows)


def _clashes_table(clashes: list[tuple[Fair, Fair]]) -> Table:
    rows = [
        [Cell(first.name), Cell(_days(first)), Cell(second.name), Cell(_days(second)), Cell(first.city)]
        for first, second in clashes
    ]
    columns = [Column(_("Fair")), Column(_("Dates")), Column(_("Fair")), Column(_("Dates")), Column(_("City"))]
    empty = _("No two fairs of one province share a day.")
    return Table(_("Fairs of one province that share a day"), columns, rows, empty=empty)


def _days(fair: Fair) -> str:
    return f"{day_text(fair.starts_on)} – {day_text(fair.ends_on)}"
