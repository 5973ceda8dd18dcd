"""Fairs: a public list, and for the ministry and the chambers each fair with its days, visits and sales."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.db import models
from django.db.models import Max
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hirfa.accounts.choices import Permission
from hirfa.accounts.models import User
from hirfa.accounts.permissions import may
from hirfa.fairs.choices import CountMethod, FairState
from hirfa.fairs.models import Fair
from hirfa.fairs.queries import facts_exhibitors, list_sales_by_day, list_visits_by_day, sum_sales
from hirfa.fairs.rules import lies_within
from hirfa.web.doors import SignedInRequest, require
from hirfa.web.formats import number_text
from hirfa.web.parts import Cell, Chart, Column, Crumb, bars
from hirfa.web.sector.asking import answer_of, region_labels, wants_file
from hirfa.web.sector.listing import Listing, file_of, table_of
from hirfa.web.sector.wording import day_cell, money_text

from . import parts
from .forms import FairForm

STATES = {FairState.PLANNED: "neutral", FairState.HELD: "valid", FairState.CANCELLED: "refused"}


@login_not_required
@require_safe
def fairs(request: HttpRequest) -> HttpResponseBase:
    """List every fair: anybody may know when and where. The link to its numbers is for one's territory."""
    form, found = _filtered(request)
    listing = fairs_listing(_opened(request))
    if wants_file(request):
        return file_of(listing, found)
    fresh = Fair.objects.aggregate(told=Max("recorded_at"), settled=Max("settled_at"))
    known = [moment for moment in fresh.values() if moment is not None]
    table = table_of(request, listing, found, filters=form, fresh=max(known, default=None))
    return render(
        request,
        "fairs/fairs.html",
        {"table": table, "crumbs": [Crumb(_("Fairs"))], "sees_sector": may(request.user, Permission.SECTOR_VIEW)},
    )


@require_safe
def fair(request: SignedInRequest, fair_id: uuid.UUID) -> HttpResponseBase:
    require(may(request.user, Permission.SECTOR_VIEW))
    shown = get_object_or_404(
        Fair.objects.visible_to(request.user).select_related("region", "province", "chamber", "contract", "event"),
        pk=fair_id,
    )
    days = list_visits_by_day(shown.visit_counts.filter(retracted_at__isnull=True))
    returns = parts.returns_of(shown)
    exhibitors = facts_exhibitors(as_of=shown.starts_on).filter(fair=shown).select_related("holder__unit", "stand")
    exhibitors = exhibitors.order_by("stand__number", "holder__nia")
    if wants_file(request):
        return file_of(parts.exhibitors_listing(shown), exhibitors)
    sales = sum_sales(returns)
    contract = shown.contract
    return render(
        request,
        "fairs/fair.html",
        {
            "crumbs": [Crumb(_("Fairs"), reverse("web:fairs")), Crumb(shown.name)],
            "fair": shown,
            "state": STATES[FairState(shown.state)],
            "outside_contract": contract is not None
            and not lies_within(
                starts_on=shown.starts_on,
                ends_on=shown.ends_on,
                valid_from=contract.valid_from,
                valid_to=contract.valid_to,
            ),
            "tiles": parts.fair_tiles(exhibitors.count(), days, sales),
            "visits": parts.visits_table(days),
            "chart": Chart(
                _("Visitors by day, by the surest method"),
                _("Day"),
                _("Visitors"),
                bars([(day.day.strftime("%d/%m"), day.visitors, number_text(day.visitors)) for day in days]),
            ),
            "methods": [label for value, label in CountMethod.choices if any(value in day.by_method for day in days)],
            "sales": sales,
            "middle_return": "" if sales.median_declared is None else money_text(sales.median_declared),
            "sales_table": parts.sales_table(list_sales_by_day(returns)),
            "exhibitors": table_of(request, parts.exhibitors_listing(shown), exhibitors),
        },
    )


def fairs_listing(opened: set[uuid.UUID] | None) -> Listing:
    """Describe the list; `opened` are the fairs that this person may open, None for all."""

    def row(fair: Fair) -> list[Cell]:
        link = reverse("web:fair", args=[fair.pk]) if opened is None or fair.pk in opened else ""
        return [
            Cell(fair.name, url=link),
            Cell(fair.get_level_display()),
            Cell(fair.region.label if fair.region else _("Abroad")),
            Cell(fair.city),
            day_cell(fair.starts_on),
            day_cell(fair.ends_on),
            Cell(fair.get_state_display(), state=STATES[FairState(fair.state)]),
        ]

    def record(fair: Fair) -> list[object]:
        place = [fair.region_id, fair.city_ar, fair.city_fr]
        return [fair.code, fair.name_ar, fair.name_fr, fair.level, *place, fair.starts_on, fair.ends_on, fair.state]

    headings = ["code", "name_ar", "name_fr", "level", "region", "city_ar", "city_fr", "starts_on", "ends_on", "state"]
    columns = [_("Fair"), _("Level"), _("Region"), _("City"), _("From"), _("To (last day)"), _("State")]
    return Listing("fairs", _("Fairs"), [Column(column) for column in columns], row, headings, record)


def _filtered(request: HttpRequest) -> tuple[FairForm, models.QuerySet[Fair]]:
    years = [day.year for day in Fair.objects.dates("starts_on", "year", order="DESC")]
    form = FairForm(request.GET or None, years=years, regions=region_labels())
    found = Fair.objects.select_related("region").order_by("-starts_on", "code")
    wanted = {"starts_on__year": "year", "level": "level", "state": "state", "region_id": "region"}
    for column, name in wanted.items():
        if answer := answer_of(form, name):
            found = found.filter(**{column: answer})
    return form, found


def _opened(request: HttpRequest) -> set[uuid.UUID] | None:
    user = request.user
    if not isinstance(user, User) or not may(user, Permission.SECTOR_VIEW):
        return set()
    if user.chamber_code is None and user.region_code is None:
        return None
    return set(Fair.objects.visible_to(user).order_by().values_list("pk", flat=True))
