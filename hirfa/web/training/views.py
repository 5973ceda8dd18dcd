"""Apprenticeship: contracts, hosts, centres and what came of them."""

import uuid
from typing import Any

from django import forms
from django.db.models import Count, Q
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hirfa.accounts.choices import Permission
from hirfa.accounts.permissions import may
from hirfa.reference.models import Trade
from hirfa.register.choices import Sex
from hirfa.training.choices import ApprenticeshipOutcome
from hirfa.training.models import ApprenticeshipContract, Centre
from hirfa.training.queries import RUNNING, facts_contracts
from hirfa.web.doors import SignedInRequest, require
from hirfa.web.formats import number_text
from hirfa.web.parts import Cell, Column, Crumb, Happening, Tile
from hirfa.web.sector.asking import (
    RegionForm,
    answer_of,
    asked,
    choose,
    labels_of,
    region_labels,
    wants_file,
    with_all,
    within,
)
from hirfa.web.sector.listing import Listing, file_of, table_of
from hirfa.web.sector.wording import code_cell, day_cell, holder_cell, mark

OUTCOMES = [(RUNNING, gettext_lazy("Running")), *ApprenticeshipOutcome.choices]
BADGES = {RUNNING: "neutral", "DIPLOMA": "valid", "NO_DIPLOMA": "warning", "DROPPED_OUT": "refused"}


class ContractForm(RegionForm):
    outcome = forms.ChoiceField(label=gettext_lazy("Outcome"), required=False, choices=with_all(OUTCOMES))
    sex = forms.ChoiceField(label=gettext_lazy("Sex"), required=False, choices=with_all(Sex.choices))
    centre = forms.ChoiceField(label=gettext_lazy("Training centre"), required=False)


@require_safe
def training(request: SignedInRequest) -> HttpResponseBase:
    require(may(request.user, Permission.SECTOR_VIEW))
    regions = region_labels()
    form = ContractForm(request.GET or None, regions=regions)
    choose(form, "centre", list(labels_of(Centre).items()))
    when = asked(form)
    found = within(
        facts_contracts(as_of=when.as_of, known_at=when.known_at),
        ApprenticeshipContract.objects.visible_to(request.user),
        user=request.user,
    )
    wanted = {"region_code": "region", "status": "outcome", "sex": "sex", "centre_code": "centre"}
    for column, name in wanted.items():
        if answer := answer_of(form, name):
            found = found.filter(**{column: answer})
    found = found.select_related("host__unit").order_by("-starts_on", "number")
    listing = contracts_listing(regions)
    if wants_file(request):
        return file_of(listing, found)
    counted = found.order_by().aggregate(
        all=Count("pk"),
        running=Count("pk", filter=Q(status=RUNNING)),
        women=Count("pk", filter=Q(sex=Sex.FEMALE)),
        diplomas=Count("pk", filter=Q(status=ApprenticeshipOutcome.DIPLOMA)),
        for_women=Count("pk", filter=Q(for_women_cooperative=True)),
    )
    return render(
        request,
        "sector/list.html",
        {
            "title": _("Apprenticeship"),
            "crumbs": [Crumb(_("Apprenticeship"))],
            "links": [Crumb(_("Courses"), reverse("web:courses"))],
            "tiles": [
                Tile(_("Contracts"), number_text(counted["all"]), provenance=mark()),
                Tile(_("Contracts that are running"), number_text(counted["running"]), provenance=mark()),
                Tile(_("Contracts of young women"), number_text(counted["women"]), provenance=mark()),
                Tile(_("Diplomas"), number_text(counted["diplomas"]), provenance=mark()),
                Tile(_("Hosted by women's cooperatives"), number_text(counted["for_women"]), provenance=mark()),
            ],
            "table": table_of(request, listing, found, filters=form, fresh=when.fresh, total=counted["all"]),
        },
    )


@require_safe
def apprenticeship(request: SignedInRequest, contract_id: uuid.UUID) -> HttpResponseBase:
    require(may(request.user, Permission.SECTOR_VIEW))
    shown = get_object_or_404(
        ApprenticeshipContract.objects.visible_to(request.user).select_related(
            "host__unit", "apprentice__unit", "trade", "centre"
        ),
        pk=contract_id,
    )
    timeline = [Happening(shown.starts_on, _("Contract begun"), detail=shown.number)]
    if shown.outcome_on:
        timeline.insert(0, Happening(shown.outcome_on, shown.get_outcome_display()))
    return render(
        request,
        "training/apprenticeship.html",
        {
            "crumbs": [Crumb(_("Apprenticeship"), reverse("web:training")), Crumb(shown.number)],
            "contract": shown,
            "host": holder_cell(shown.host),
            "apprentice": code_cell(shown.apprentice.nia if shown.apprentice else shown.apprentice_ref),
            "timeline": timeline,
        },
    )


def contracts_listing(regions: dict[str, str]) -> Listing:
    trades, outcomes = labels_of(Trade), dict(OUTCOMES)

    def row(contract: Any) -> list[Cell]:
        return [
            code_cell(contract.number, url=reverse("web:apprenticeship", args=[contract.pk])),
            holder_cell(contract.host),
            Cell(trades.get(contract.trade_code, "")),
            Cell(regions.get(contract.region_code, "")),
            Cell(contract.get_sex_display()),
            day_cell(contract.starts_on),
            day_cell(contract.ends_on),
            Cell(outcomes.get(contract.status, _("Not told")), state=BADGES.get(contract.status, "warning")),
        ]

    def record(contract: Any) -> list[Any]:
        return [
            contract.number,
            contract.host.nia,
            contract.trade_code,
            contract.centre_code,
            contract.region_code,
            contract.province_code,
            contract.sex,
            contract.starts_on,
            contract.ends_on,
            contract.status,
            contract.outcome_on,
        ]

    columns = [
        *(_("Contract"), _("Host"), _("Trade"), _("Region"), _("Apprentice"), _("From"), _("To (last day)")),
        _("Outcome"),
    ]
    headings = [
        *("number", "host_nia", "trade", "centre", "region", "province", "sex", "starts_on", "ends_on"),
        *("status", "outcome_on"),
    ]
    return Listing(
        "apprenticeship", _("Apprenticeship contracts"), [Column(name) for name in columns], row, headings, record
    )
