"""Cooperatives: how many are women's, in each meaning and on each base, and each one with its members and filings."""

import datetime as dt
import uuid
from typing import Any

from django.db import models
from django.db.models import Count
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hirfa.accounts.choices import Permission
from hirfa.accounts.permissions import may
from hirfa.cooperatives.choices import Office, WomenMeaning
from hirfa.cooperatives.models import Cooperative, Member
from hirfa.cooperatives.queries import ACTIVE, COLUMN_OF, Reading, count_readings, facts_cooperatives
from hirfa.register.models import holding_on
from hirfa.web.doors import SignedInRequest, require
from hirfa.web.formats import day_text, number_text, percent_text
from hirfa.web.parts import Cell, Column, Crumb, Happening, Provenance, Table, Tile
from hirfa.web.sector.asking import Asked, answer_of, asked, region_labels, wants_file, within
from hirfa.web.sector.listing import file_of, table_of
from hirfa.web.sector.wording import count_cell, mark, percent_cell, share_of

from .forms import CooperativeForm
from .parts import cooperatives_listing

BASES = {
    "all": gettext_lazy("All that exist"),
    "operating": gettext_lazy("Operating in the craft sector"),
    "not_dormant": gettext_lazy("Not dormant"),
}


@require_safe
def cooperatives(request: SignedInRequest) -> HttpResponseBase:
    require(may(request.user, Permission.SECTOR_VIEW))
    regions = region_labels()
    form = CooperativeForm(request.GET or None, regions=regions)
    when = asked(form)
    facts = _facts(request, when)
    if region := answer_of(form, "region"):
        facts = facts.filter(region_code=region)
    found = _narrowed(facts, form).select_related("unit").order_by("unit__holder__nia")
    listing = cooperatives_listing(regions)
    if wants_file(request):
        return file_of(listing, found)
    readings = count_readings(facts)
    return render(
        request,
        "cooperatives/cooperatives.html",
        {
            "crumbs": [Crumb(_("Cooperatives"))],
            "tiles": _tiles(readings, when.as_of),
            "readings": _readings_table(readings),
            "table": table_of(request, listing, found, filters=form, fresh=when.fresh),
        },
    )


@require_safe
def cooperative(request: SignedInRequest, cooperative_id: uuid.UUID) -> HttpResponseBase:
    require(may(request.user, Permission.SECTOR_VIEW))
    shown = get_object_or_404(
        Cooperative.objects.visible_to(request.user).select_related("unit__holder"), pk=cooperative_id
    )
    when = asked(CooperativeForm(None, regions={}))
    facts = facts_cooperatives(as_of=when.as_of).filter(pk=shown.pk).first()
    filings = list(shown.filings.filter(retracted_at__isnull=True).order_by("-year"))
    mandates = shown.mandates.filter(holding_on(when.as_of)).select_related("member").order_by("office")
    members = shown.members.filter(retracted_at__isnull=True, left_on__isnull=True)
    return render(
        request,
        "cooperatives/cooperative.html",
        {
            "crumbs": [Crumb(_("Cooperatives"), reverse("web:cooperatives")), Crumb(str(shown.unit))],
            "cooperative": shown,
            "facts": facts,
            "region": region_labels().get(getattr(facts, "region_code", None) or "", ""),
            "meanings": [
                (meaning.label, getattr(facts, column), "valid" if getattr(facts, column) else "neutral")
                for meaning, column in COLUMN_OF.items()
            ]
            if facts
            else [],
            "by_sex": _members_table(members),
            "mandates": [
                (Office(mandate.office).label, mandate.member.get_sex_display(), mandate) for mandate in mandates
            ],
            "timeline": [
                Happening(
                    filing.filed_on, _("Year %(year)s filed") % {"year": filing.year}, detail=_activity(filing.active)
                )
                for filing in filings
            ],
        },
    )


def _facts(request: SignedInRequest, when: Asked) -> models.QuerySet[Any]:
    facts = facts_cooperatives(as_of=when.as_of, known_at=when.known_at)
    return within(facts, Cooperative.objects.visible_to(request.user), user=request.user)


def _narrowed(facts: models.QuerySet[Any], form: CooperativeForm) -> models.QuerySet[Any]:
    if meaning := answer_of(form, "womens"):
        facts = facts.filter(**{COLUMN_OF[WomenMeaning(meaning)]: True})
    if base := answer_of(form, "active"):
        facts = facts.filter(ACTIVE[base])
    return facts


def _tiles(readings: dict[str, Reading], day: dt.date) -> list[Tile]:
    def tile(base: str, label: str) -> Tile:
        reading = readings[base]
        womens = reading.womens[WomenMeaning.ALL_MEMBERS]
        share = share_of(womens, reading.total)
        return Tile(
            label,
            percent_text(share) if share is not None else "",
            day_text(day),
            provenance=mark() if share is not None else Provenance.NO_DATA,
            note=_("%(womens)s of %(total)s; all members are women.")
            % {"womens": number_text(womens), "total": number_text(reading.total)},
        )

    return [
        Tile(_("Cooperatives"), number_text(readings["all"].total), day_text(day), mark()),
        tile("operating", _("Women's, of those operating in the craft sector")),
        tile("not_dormant", _("Women's, of those not dormant")),
    ]


def _readings_table(readings: dict[str, Reading]) -> Table:
    columns = [Column(_("Base")), Column(_("Cooperatives"), numeric=True)]
    for meaning in WomenMeaning:
        columns += [Column(meaning.label, numeric=True), Column(_("Share"), numeric=True)]
    rows = []
    for base, label in BASES.items():
        row = [Cell(label), count_cell(readings[base].total)]
        for meaning in WomenMeaning:
            womens = readings[base].womens[meaning]
            row += [count_cell(womens), percent_cell(share_of(womens, readings[base].total))]
        rows.append(row)
    return Table(_("Women's cooperatives, by what the word means and of which base"), columns, rows)


def _members_table(members: models.QuerySet[Member]) -> Table:
    counted = list(members.order_by("sex").values("sex").annotate(number=Count("pk")))
    names = {"F": _("Women"), "M": _("Men")}
    rows = [[Cell(names[line["sex"]]), count_cell(line["number"])] for line in counted]
    columns = [Column(_("Sex")), Column(_("Members"), numeric=True)]
    return Table(_("Members"), columns, rows, empty=_("No member is recorded."))


def _activity(active: bool) -> str:
    return _("Active") if active else _("No activity")
