"""A page that shows every component, with invented values: what a colleague copies from, and what the browser tests look at."""

import datetime as dt

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hirfa.reference.files import region_outlines
from hirfa.web.applications.showing import InHand
from hirfa.web.fields import DayWidget, PageForm
from hirfa.web.formats import day_text, number_text, percent_text
from hirfa.web.parts import (
    Cell,
    Chart,
    Column,
    Crumb,
    Download,
    Happening,
    Map,
    Provenance,
    Shape,
    Stepper,
    Table,
    Tile,
    bars,
    shade_of,
)

DAY = dt.date(2025, 12, 31)
MOMENT = dt.datetime(2026, 1, 15, 10, 0, tzinfo=dt.UTC)


class SampleForm(PageForm):
    """A form with one right and one wrong answer."""

    name = forms.CharField(label="الاسم")
    day = forms.DateField(label="التاريخ")
    born = forms.CharField(label="تاريخ الازدياد", widget=DayWidget(), required=False)
    kind = forms.ChoiceField(label="النوع", choices=[("a", "أ"), ("b", "ب")], widget=forms.RadioSelect)


def sample_map() -> Map:
    outlines = region_outlines()
    codes = list(outlines["paths"])
    values = {code: 1000 * place for place, code in enumerate(codes)}
    shapes = [
        Shape(
            code=code,
            label=code,
            path=outlines["paths"][code]["d"],
            label_at=tuple(outlines["paths"][code]["label"]),
            value=values[code],
            text=number_text(values[code]),
            shade=shade_of(values[code] or None, largest=11_000),
        )
        for code in codes
    ]
    return Map(_("Sample"), outlines["viewBox"], outlines["credit"], shapes, _("number"), [(1, "1"), (5, "5")])


def sample_table() -> Table:
    rows = [
        [
            Cell("00000017", ltr=True),
            Cell("فاطمة الإدريسي"),
            Cell(number_text(1230), numeric=True),
            Cell("سارية", state=state),
        ]
        for state in ("valid", "warning", "refused", "neutral")
    ]
    return Table(
        caption=_("Sample"),
        columns=[Column("NIA"), Column("الاسم"), Column("العدد", numeric=True), Column("الحالة")],
        rows=rows,
        fresh=MOMENT,
        page=Paginator(range(120), 4).get_page(2),
        downloads=[Download("CSV", "?format=csv")],
    )


@login_not_required
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    tiles = [
        Tile("صناع تقليديون", number_text(440_000), day_text(DAY), Provenance.DEMONSTRATION, "#", ""),
        Tile("مليون درهم", number_text(1230), "2025", Provenance.DECLARED, "#"),
        Tile("+", percent_text(1100, signed=True), "2025", Provenance.PUBLISHED, "#"),
        Tile("—", "", day_text(DAY), Provenance.NO_DATA),
    ]
    chart = Chart(
        _("Sample"), _("Region"), _("number"), bars([("فاس", 12, "12"), ("طنجة", 30, "30"), ("Agadir", 7, "7")])
    )
    sample = {
        "crumbs": [Crumb(_("Components"))],
        "tiles": tiles,
        "table": sample_table(),
        "empty_table": Table(_("Sample"), [], [], total=0),
        "timeline": [Happening(MOMENT, "card.issued", "user:amina"), Happening(DAY, "entry.opened", "system", "03")],
        "map": sample_map(),
        "chart": chart,
        "form": SampleForm({"name": "", "day": "2026-13-40"}),
        "stepper": Stepper(3, 12, "صانع تقليدي"),
        "piece": InHand("2", 340, is_pdf=True, picture=""),
        "marks": list(Provenance),
        "states": ["valid", "warning", "refused", "neutral"],
    }
    return render(request, "styleguide/styleguide.html", sample)
