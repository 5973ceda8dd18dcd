"""The declarations behind a month's exports, and each with all its revisions."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hirfa.accounts.choices import Permission
from hirfa.accounts.permissions import may
from hirfa.exports.models import Declaration, DeclarationRevision
from hirfa.exports.queries import facts_exports
from hirfa.reference.models import HsFamily
from hirfa.web.doors import SignedInRequest, require
from hirfa.web.formats import moment_text
from hirfa.web.parts import Cell, Column, Crumb, Table
from hirfa.web.sector.asking import (
    RegionForm,
    answer_of,
    asked,
    choose,
    city_labels,
    labels_of,
    region_labels,
    wants_file,
    within,
)
from hirfa.web.sector.listing import Listing, file_of, table_of
from hirfa.web.sector.wording import code_cell, count_cell, dirhams_cell, holder_cell

from .wording import country_name, month_name


class DeclarationForm(RegionForm):
    month = forms.DateField(
        label=gettext_lazy("Month (any day of it)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    family = forms.ChoiceField(label=gettext_lazy("Family"), required=False)


@require_safe
def declarations(request: SignedInRequest) -> HttpResponseBase:
    require(may(request.user, Permission.SECTOR_VIEW))
    families = labels_of(HsFamily)
    form = DeclarationForm(request.GET or None, regions=region_labels())
    choose(form, "family", list(families.items()))
    when = asked(form)
    found = within(
        facts_exports(as_of=when.as_of, known_at=when.known_at),
        DeclarationRevision.objects.visible_to(request.user),
        user=request.user,
    )
    if month := answer_of(form, "month"):
        found = found.filter(month=month.replace(day=1))
    for column, name in {"region_code": "region", "family_code": "family"}.items():
        if answer := answer_of(form, name):
            found = found.filter(**{column: answer})
    found = found.select_related("declaration").order_by("-month", "declaration__number")
    listing = declarations_listing(families)
    if wants_file(request):
        return file_of(listing, found)
    crumbs = [Crumb(_("Exports"), reverse("web:exports")), Crumb(_("Declarations"))]
    table = table_of(request, listing, found, filters=form, fresh=when.fresh)
    return render(request, "sector/list.html", {"title": _("Export declarations"), "crumbs": crumbs, "table": table})


@require_safe
def declaration(request: SignedInRequest, declaration_id: uuid.UUID) -> HttpResponseBase:
    require(may(request.user, Permission.SECTOR_VIEW))
    visible = DeclarationRevision.objects.visible_to(request.user)
    shown = get_object_or_404(
        Declaration.objects.filter(revisions__in=visible).distinct().select_related("exporter__unit"),
        pk=declaration_id,
    )
    revisions = shown.revisions.select_related("hs_code__family", "region").order_by("-revision")
    return render(
        request,
        "exports/declaration.html",
        {
            "crumbs": [
                Crumb(_("Exports"), reverse("web:exports")),
                Crumb(_("Declarations"), reverse("web:declarations")),
                Crumb(shown.number),
            ],
            "declaration": shown,
            "exporter": holder_cell(shown.exporter),
            "table": _revisions_table(revisions),
        },
    )


def declarations_listing(families: dict[str, str]) -> Listing:
    cities = city_labels()

    def row(line: Any) -> list[Cell]:
        return [
            code_cell(line.declaration.number, url=reverse("web:declaration", args=[line.declaration_id])),
            Cell(month_name(line.month.year, line.month.month)),
            Cell(families.get(line.family_code, "")),
            code_cell(line.hs_code_id),
            Cell(country_name(line.country)),
            Cell(cities.get(line.city_of_exit, line.city_of_exit)),
            Cell(line.get_transport_display()),
            dirhams_cell(line.amount_centimes),
            count_cell(line.revision),
        ]

    def record(line: Any) -> list[Any]:
        return [
            line.declaration.number,
            line.revision,
            line.month,
            line.hs_code_id,
            line.family_code,
            line.country,
            line.city_of_exit,
            line.city_of_registration,
            line.region_code,
            line.transport,
            line.mark_code,
            line.weight_grams,
            line.amount_centimes,
            line.recorded_at.isoformat(),
        ]

    names = (_("Declaration"), _("Month"), _("Family"), _("HS code"), _("Country"), _("City of exit"), _("Transport"))
    columns = [
        *(Column(name) for name in names),
        Column(_("Dirhams"), numeric=True),
        Column(_("Revision"), numeric=True),
    ]
    headings = [
        *("number", "revision", "month", "hs_code", "family", "country", "city_of_exit", "city_of_registration"),
        *("region", "transport", "mark", "weight_grams", "amount_centimes", "recorded_at"),
    ]
    return Listing("export-declarations", _("Export declarations"), columns, row, headings, record)


def _revisions_table(revisions: Any) -> Table:
    cities = city_labels()
    rows = [
        [
            count_cell(line.revision),
            Cell(moment_text(line.recorded_at)),
            Cell(_("Cancelled"), state="refused")
            if line.is_cancelled
            else Cell(month_name(line.month.year, line.month.month)),
            Cell(line.hs_code.family.label),
            Cell(country_name(line.country)),
            Cell(cities.get(line.city_of_exit, line.city_of_exit)),
            Cell(cities.get(line.city_of_registration, line.city_of_registration)),
            dirhams_cell(line.amount_centimes),
        ]
        for line in revisions
    ]
    columns = [
        Column(_("Revision"), numeric=True),
        *(Column(name) for name in (_("Recorded at"), _("Month"), _("Family"), _("Country"), _("City of exit"))),
        Column(_("City of registration")),
        Column(_("Dirhams"), numeric=True),
    ]
    return Table(_("Revisions, the latest first"), columns, rows)
