"""Programme contracts: what was promised, what was held."""

from django.db.models import F
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hirfa.accounts.choices import Permission
from hirfa.accounts.permissions import may
from hirfa.fairs.models import ProgrammeContract
from hirfa.fairs.queries import facts_contracts
from hirfa.web.doors import SignedInRequest, require
from hirfa.web.parts import Cell, Column, Crumb
from hirfa.web.sector.asking import DayForm, asked, wants_file, within
from hirfa.web.sector.listing import Listing, file_of, table_of
from hirfa.web.sector.wording import code_cell, count_cell, day_cell, dirhams_cell, percent_cell, share_of


@require_safe
def contracts(request: SignedInRequest) -> HttpResponseBase:
    require(may(request.user, Permission.SECTOR_VIEW))
    form = DayForm(request.GET or None)
    when = asked(form)
    found = within(
        facts_contracts(as_of=when.as_of, known_at=when.known_at),
        ProgrammeContract.objects.visible_to(request.user),
        user=request.user,
    )
    found = found.select_related("chamber").order_by(F("valid_from").desc(), "number")
    if wants_file(request):
        return file_of(contracts_listing(), found)
    table = table_of(request, contracts_listing(), found, filters=form, fresh=when.fresh)
    crumbs = [Crumb(_("Fairs"), reverse("web:fairs")), Crumb(_("Programme contracts"))]
    return render(request, "sector/list.html", {"title": _("Programme contracts"), "table": table, "crumbs": crumbs})


def contracts_listing() -> Listing:
    def row(contract: ProgrammeContract) -> list[Cell]:
        held: int = contract.held_fairs  # type: ignore[attr-defined]  # added by facts_contracts
        return [
            code_cell(contract.number),
            Cell(contract.chamber.label),
            day_cell(contract.signed_on),
            day_cell(contract.valid_from),
            day_cell(contract.valid_to),
            count_cell(contract.planned_fairs),
            count_cell(held),
            percent_cell(share_of(held, contract.planned_fairs)),
            dirhams_cell(contract.budget_centimes),
        ]

    def record(contract: ProgrammeContract) -> list[object]:
        held: int = contract.held_fairs  # type: ignore[attr-defined]  # added by facts_contracts
        period = [contract.signed_on, contract.valid_from, contract.valid_to]
        return [contract.number, contract.chamber_id, *period, contract.planned_fairs, held, contract.budget_centimes]

    columns = [
        Column(_("Contract")),
        Column(_("Chamber")),
        Column(_("Signed on")),
        Column(_("From")),
        Column(_("Until (not included)")),
        Column(_("Planned fairs"), numeric=True),
        Column(_("Fairs held"), numeric=True),
        Column(_("Done"), numeric=True),
        Column(_("Budget (dirhams)"), numeric=True),
    ]
    headings = ["number", "chamber", "signed_on", "valid_from", "valid_to", "planned", "held", "budget_centimes"]
    return Listing("programme-contracts", _("Programme contracts"), columns, row, headings, record)
